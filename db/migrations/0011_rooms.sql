-- Rooms of the centre.
CREATE TABLE rooms (
  id BINARY(16) NOT NULL,
  code VARCHAR(32) NOT NULL,
  name VARCHAR(64) NOT NULL,
  kind VARCHAR(24) NOT NULL,
  capacity INT NOT NULL,
  privacy VARCHAR(16) NOT NULL,
  sex_use VARCHAR(4) NOT NULL COMMENT 'F, M, any',
  minor_use TINYINT NOT NULL,
  active TINYINT NOT NULL,
  out_of_service VARCHAR(128) NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY rooms_by_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
