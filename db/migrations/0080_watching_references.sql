-- The picture of the empty room that belongs to a version of a camera's settings of watching, sealed.
CREATE TABLE watching_references (
  scope VARCHAR(48) NOT NULL,
  version BIGINT NOT NULL,
  picture MEDIUMBLOB NOT NULL COMMENT 'sealed JPEG',
  PRIMARY KEY (scope, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
