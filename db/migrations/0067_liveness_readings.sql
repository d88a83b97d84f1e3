-- Codes that somebody read in a recording and that fit the log: when it was made, and in which room.
CREATE TABLE liveness_readings (
  camera_id BINARY(16) NOT NULL,
  slot BIGINT NOT NULL COMMENT '30 s each, from 1970',
  room_id BINARY(16) NOT NULL,
  at_us BIGINT NOT NULL COMMENT 'evidence time of the picture',
  code VARCHAR(16) NOT NULL,
  head_counter BIGINT NOT NULL COMMENT 'of the signed head behind the code',
  reader VARCHAR(64) NOT NULL COMMENT 'person, or the detector with its version',
  staff_id BINARY(16) NULL,
  read_us BIGINT NOT NULL,
  PRIMARY KEY (camera_id, slot)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
