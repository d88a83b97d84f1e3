-- That a witness saw a head and that it continued all it had seen before.
CREATE TABLE log_countersignatures (
  witness_id BINARY(16) NOT NULL,
  counter BIGINT NOT NULL COMMENT 'of the head',
  head_hash BINARY(32) NOT NULL,
  seen_at_us BIGINT NOT NULL COMMENT 'by the clock of the witness',
  signature BINARY(64) NOT NULL,
  received_us BIGINT NOT NULL,
  PRIMARY KEY (witness_id, counter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
