-- Cases; a case is known by its number, persons by their stays.
CREATE TABLE cases (
  id BINARY(16) NOT NULL,
  number VARCHAR(64) NOT NULL,
  name VARCHAR(128) NOT NULL,
  kind VARCHAR(16) NOT NULL COMMENT 'criminal, administrative',
  unit_id BINARY(16) NOT NULL,
  many_persons TINYINT NOT NULL,
  opened_us BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY cases_by_number (number),
  KEY cases_by_opened (opened_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
