-- Who may look at which recording of a body check until when. Why and by whom stands in the stay; this follows from it.
CREATE TABLE body_check_openings (
  id BINARY(16) NOT NULL COMMENT 'of the approval',
  stay_id BINARY(16) NOT NULL,
  staff_id BINARY(16) NOT NULL,
  camera_id BINARY(16) NOT NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NOT NULL,
  wish_until_us BIGINT NOT NULL COMMENT '0: the wish names no end',
  granted_us BIGINT NOT NULL,
  until_us BIGINT NOT NULL,
  sex CHAR(1) NOT NULL COMMENT 'of the person searched',
  PRIMARY KEY (id),
  KEY body_check_openings_by_staff (staff_id, camera_id, until_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
