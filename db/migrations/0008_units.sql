-- Case-handling units.
CREATE TABLE units (
  id BINARY(16) NOT NULL,
  code VARCHAR(32) NOT NULL,
  name VARCHAR(64) NOT NULL,
  active TINYINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY units_by_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
