-- Browsers that stand in a room, known by a cookie of which only the hash is stored.
CREATE TABLE terminals (
  token_hash BINARY(32) NOT NULL,
  room_id BINARY(16) NOT NULL,
  placed_by BINARY(16) NOT NULL,
  placed_us BIGINT NOT NULL,
  PRIMARY KEY (token_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
