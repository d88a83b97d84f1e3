-- One key per person file and per stay, wrapped by the centre's key.
CREATE TABLE vault_keys (
  id BINARY(16) NOT NULL,
  wrapped VARBINARY(96) NOT NULL COMMENT 'AES-256-GCM under the master key; context is the id',
  created_us BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
