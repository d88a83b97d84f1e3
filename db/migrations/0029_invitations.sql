-- One-time links for the first administrator.
CREATE TABLE invitations (
  token_hash BINARY(32) NOT NULL,
  expires_us BIGINT NOT NULL,
  used_us BIGINT NULL,
  PRIMARY KEY (token_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
