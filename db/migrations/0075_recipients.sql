-- Offices that receive packages of recordings, with the certificate their packages are encrypted to. One that is not retired has its certificate alone.
CREATE TABLE recipients (
  id BINARY(16) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  certificate TEXT NOT NULL COMMENT 'PEM',
  fingerprint BINARY(32) NOT NULL COMMENT 'SHA-256 of the DER form',
  added_us BIGINT NOT NULL,
  added_by BINARY(16) NOT NULL,
  confirmed_us BIGINT NULL,
  confirmed_by BINARY(16) NULL,
  retired_us BIGINT NOT NULL COMMENT '0: in use',
  retired_by BINARY(16) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY recipients_by_certificate (fingerprint, retired_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
