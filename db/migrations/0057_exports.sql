-- Recordings released to leave the centre, and what the recorder made of them. Why, for whom and by whose approval stands in the stay.
CREATE TABLE exports (
  id BINARY(16) NOT NULL COMMENT 'of the approval that asked for it',
  stay_id BINARY(16) NOT NULL,
  terms TEXT NOT NULL COMMENT 'cameras and interval, ids only',
  released_us BIGINT NOT NULL,
  made_us BIGINT NULL,
  bytes BIGINT NOT NULL,
  fragments BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  problem VARCHAR(64) NOT NULL COMMENT 'code of a failure; empty: none',
  PRIMARY KEY (id),
  KEY exports_by_stay (stay_id),
  KEY exports_by_release (released_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
