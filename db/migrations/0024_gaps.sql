-- Missing time of a camera, with its cause.
CREATE TABLE gaps (
  id BINARY(16) NOT NULL,
  camera_id BINARY(16) NOT NULL,
  stream VARCHAR(4) NOT NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NULL,
  cause VARCHAR(32) NOT NULL,
  PRIMARY KEY (id),
  KEY gaps_by_camera (camera_id, stream, from_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
