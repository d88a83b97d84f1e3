-- What recorders found not as it was recorded: media, journal, second copy, or our own index of them. Never deleted; ended when it was over.
CREATE TABLE storage_faults (
  id BINARY(16) NOT NULL COMMENT 'made by the recorder of what, path and storage: the same fault is known again',
  node VARCHAR(64) NOT NULL,
  what VARCHAR(32) NOT NULL,
  camera_id BINARY(16) NULL,
  stream VARCHAR(4) NOT NULL,
  segment_id BINARY(16) NULL,
  path VARCHAR(512) NOT NULL,
  fragments BIGINT NOT NULL,
  first_fragment BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  found_us BIGINT NOT NULL,
  ended_us BIGINT NULL,
  PRIMARY KEY (id),
  KEY storage_faults_by_state (ended_us, found_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
