-- Every acknowledged command by its idempotency key: the same key gets the same answer.
CREATE TABLE commands (
  actor_id BINARY(16) NOT NULL,
  idempotency_key BINARY(16) NOT NULL,
  command_id BINARY(16) NOT NULL,
  body_hash BINARY(32) NOT NULL COMMENT 'of method, path and body; another body with the same key is refused',
  answer BLOB NOT NULL COMMENT 'receipt: ids, seq, hash; never names',
  entered_us BIGINT NOT NULL,
  PRIMARY KEY (actor_id, idempotency_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
