-- Index of evidence files; the disk is the truth.
CREATE TABLE segments (
  id BINARY(16) NOT NULL,
  camera_id BINARY(16) NOT NULL,
  stream VARCHAR(4) NOT NULL,
  run BIGINT NOT NULL,
  start_us BIGINT NOT NULL,
  end_us BIGINT NOT NULL COMMENT 'durable up to here; grows while open',
  closed TINYINT NOT NULL,
  truncated TINYINT NOT NULL,
  has_audio TINYINT NOT NULL,
  path VARCHAR(255) NOT NULL,
  bytes BIGINT NOT NULL,
  fragments BIGINT NOT NULL,
  chain_head VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  KEY segments_by_camera (camera_id, stream, start_us),
  KEY segments_open (camera_id, stream, closed, start_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
