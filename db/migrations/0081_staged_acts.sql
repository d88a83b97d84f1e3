-- Acts performed before a camera on purpose, to measure how well it is watched here.
CREATE TABLE staged_acts (
  id BINARY(16) NOT NULL,
  camera_id BINARY(16) NOT NULL,
  act VARCHAR(16) NOT NULL,
  by_id BINARY(16) NOT NULL,
  announced_us BIGINT NOT NULL,
  done_us BIGINT NULL,
  ended_us BIGINT NULL,
  cancelled_us BIGINT NULL,
  seen_us BIGINT NULL COMMENT 'what was expected began',
  told_us BIGINT NULL COMMENT 'the centre knew of it',
  observation_id BINARY(16) NULL COMMENT 'null: a count of persons, or not seen',
  PRIMARY KEY (id),
  KEY staged_acts_by_camera (camera_id, announced_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
