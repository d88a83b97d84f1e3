-- Other offices that watch the log, by the key they countersign with; one is replaced, never altered.
CREATE TABLE log_witnesses (
  id BINARY(16) NOT NULL,
  name VARCHAR(64) NOT NULL COMMENT 'of the office',
  public_key BINARY(32) NOT NULL,
  added_us BIGINT NOT NULL,
  added_by BINARY(16) NOT NULL COMMENT 'staff member',
  PRIMARY KEY (id),
  UNIQUE KEY log_witnesses_by_key (public_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
