-- The vault: one sealed document is one field group; events carry only commitments.
CREATE TABLE documents (
  id BINARY(16) NOT NULL,
  version INT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  key_id BINARY(16) NOT NULL,
  salt BINARY(32) NOT NULL COMMENT 'goes into the commitment',
  ciphertext MEDIUMBLOB NULL COMMENT 'NULL once lawfully erased',
  created_us BIGINT NOT NULL,
  PRIMARY KEY (id, version),
  KEY documents_by_key (key_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
