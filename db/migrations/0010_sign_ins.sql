-- Who is signed in; only a hash of the cookie is kept.
CREATE TABLE sign_ins (
  token_hash BINARY(32) NOT NULL,
  id BINARY(16) NOT NULL,
  staff_id BINARY(16) NOT NULL,
  created_us BIGINT NOT NULL,
  seen_us BIGINT NOT NULL,
  expires_us BIGINT NOT NULL,
  PRIMARY KEY (token_hash),
  KEY sign_ins_by_staff (staff_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
