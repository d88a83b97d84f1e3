-- The truth: append-only, hash-chained events; the application account may only INSERT and SELECT.
CREATE TABLE timeline (
  stream_kind VARCHAR(24) NOT NULL,
  stream_id BINARY(16) NOT NULL,
  seq BIGINT NOT NULL COMMENT 'dense from 1 in its stream',
  type VARCHAR(48) NOT NULL,
  schema_version INT NOT NULL,
  happened_us BIGINT NOT NULL COMMENT 'UTC microseconds',
  entered_us BIGINT NOT NULL COMMENT 'UTC microseconds',
  actor_id BINARY(16) NOT NULL COMMENT 'staff member, zeros for the system',
  command_id BINARY(16) NOT NULL,
  body MEDIUMBLOB NOT NULL COMMENT 'the very bytes that were hashed',
  previous_hash BINARY(32) NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (stream_kind, stream_id, seq),
  KEY timeline_by_command (command_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
