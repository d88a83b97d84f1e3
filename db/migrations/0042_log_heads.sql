-- Signed heads of the log, one a minute also when nothing was added: silence is evidence.
CREATE TABLE log_heads (
  counter BIGINT NOT NULL COMMENT 'dense from 1',
  size BIGINT NOT NULL COMMENT 'leaves under its root',
  signed_at_us BIGINT NOT NULL,
  head VARBINARY(1024) NOT NULL COMMENT 'the very bytes that were signed, without their domain',
  signature BINARY(64) NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (counter),
  KEY log_heads_by_time (signed_at_us),
  KEY log_heads_by_size (size, counter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
