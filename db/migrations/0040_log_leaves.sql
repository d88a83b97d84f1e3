-- The log of record: each row one leaf, as the very bytes that are hashed; only ever added to.
CREATE TABLE log_leaves (
  position BIGINT NOT NULL COMMENT 'dense from 0',
  kind VARCHAR(16) NOT NULL COMMENT 'timeline, audit, recording',
  subject_kind VARCHAR(24) NOT NULL COMMENT 'kind of the chain, stream of the camera, or nothing',
  subject_id BINARY(16) NOT NULL COMMENT 'chain or camera; zeros for audit',
  seq BIGINT NOT NULL COMMENT 'of the event, the audit entry or the fragment',
  leaf VARBINARY(512) NOT NULL COMMENT 'canonical JSON; ids and hashes, never persons',
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (position),
  KEY log_leaves_by_subject (kind, subject_kind, subject_id, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
