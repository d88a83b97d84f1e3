-- The small picture that came with an observation, sealed; apart, so that lists never carry it.
CREATE TABLE observed_pictures (
  id BINARY(16) NOT NULL COMMENT 'of the observation',
  picture MEDIUMBLOB NOT NULL COMMENT 'sealed JPEG with pixelated persons',
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
