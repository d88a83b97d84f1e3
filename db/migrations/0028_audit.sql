-- Who did or saw what, and who was refused; append-only.
CREATE TABLE audit (
  id BIGINT NOT NULL AUTO_INCREMENT,
  at_us BIGINT NOT NULL,
  actor_id BINARY(16) NOT NULL,
  action VARCHAR(48) NOT NULL,
  object_kind VARCHAR(24) NOT NULL,
  object_id BINARY(16) NOT NULL,
  reason VARCHAR(48) NOT NULL,
  details BLOB NOT NULL COMMENT 'sealed under the master key; empty when there is nothing to say',
  allowed TINYINT NOT NULL,
  peer VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  KEY audit_by_actor (actor_id, id),
  KEY audit_by_object (object_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
