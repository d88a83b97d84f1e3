-- When the analyst watched a camera, and when it did not.
CREATE TABLE watches (
  camera_id BINARY(16) NOT NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NOT NULL,
  watched TINYINT NOT NULL,
  frames INT NOT NULL,
  cause VARCHAR(48) NOT NULL,
  PRIMARY KEY (camera_id, watched, from_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
