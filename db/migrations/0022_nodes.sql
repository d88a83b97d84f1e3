-- Recorders and analysts: the newest report of each boot that is stored.
CREATE TABLE nodes (
  name VARCHAR(48) NOT NULL,
  boot BINARY(16) NOT NULL,
  acked_seq BIGINT NOT NULL,
  seen_us BIGINT NOT NULL,
  PRIMARY KEY (name, boot)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
