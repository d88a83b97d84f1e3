-- Public keys with which recorders certify what they sign; each is vouched for from when it was first told over the node's own channel.
CREATE TABLE node_keys (
  node VARCHAR(48) NOT NULL,
  public_key VARCHAR(64) NOT NULL COMMENT 'base64url',
  first_seen_us BIGINT NOT NULL,
  PRIMARY KEY (node, public_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
