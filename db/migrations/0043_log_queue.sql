-- What was committed and is not in the log yet: written with its cause, deleted with its leaf.
CREATE TABLE log_queue (
  id BIGINT NOT NULL AUTO_INCREMENT,
  kind VARCHAR(16) NOT NULL COMMENT 'timeline, audit',
  subject_kind VARCHAR(24) NOT NULL,
  subject_id BINARY(16) NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
