-- Officers, auxiliaries and civilians who may sign in.
CREATE TABLE staff (
  id BINARY(16) NOT NULL,
  login VARCHAR(64) NOT NULL,
  name VARCHAR(64) NOT NULL,
  badge VARCHAR(16) NOT NULL,
  sex CHAR(1) NOT NULL,
  staff_function VARCHAR(16) NOT NULL COMMENT 'officer, auxiliary, civilian',
  unit_id BINARY(16) NOT NULL,
  roles VARCHAR(256) NOT NULL COMMENT 'comma-separated',
  active TINYINT NOT NULL,
  password_hash VARCHAR(160) NOT NULL COMMENT 'argon2id with its parameters; empty: cannot sign in',
  last_sign_in_us BIGINT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY staff_by_login (login)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
