-- What the analyst saw: from this moment on, this many persons.
CREATE TABLE observations (
  camera_id BINARY(16) NOT NULL,
  from_us BIGINT NOT NULL,
  value INT NOT NULL COMMENT '-1: abstains',
  confidence_milli INT NOT NULL,
  segment_id BINARY(16) NULL,
  fragment BIGINT NOT NULL,
  offset_us BIGINT NOT NULL,
  detector VARCHAR(48) NOT NULL,
  received_us BIGINT NOT NULL,
  PRIMARY KEY (camera_id, from_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
