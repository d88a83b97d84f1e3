-- What staff sign with, beside their badge.
CREATE TABLE pins (
  staff_id BINARY(16) NOT NULL,
  pin_hash VARCHAR(255) NOT NULL COMMENT 'argon2id, with its parameters',
  set_us BIGINT NOT NULL,
  PRIMARY KEY (staff_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
