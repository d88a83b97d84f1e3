-- Complete subtrees of the log above its leaves, so that an append and a proof read few rows.
CREATE TABLE log_nodes (
  level INT NOT NULL COMMENT 'over 2^level leaves; from 1 on',
  position BIGINT NOT NULL COMMENT 'from the left, among those of its level',
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (level, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
