-- Who was in which room from when to when, by happened time; reports may overlap.
CREATE TABLE occupancies (
  stay_id BINARY(16) NOT NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NULL,
  room_id BINARY(16) NOT NULL,
  case_id BINARY(16) NOT NULL,
  role VARCHAR(12) NOT NULL,
  sex CHAR(1) NOT NULL COMMENT 'F, M, or ? when unknown or sealed',
  minor TINYINT NOT NULL COMMENT '1 yes, 0 no, -1 unknown or sealed',
  PRIMARY KEY (stay_id, from_us, room_id),
  KEY occupancies_by_room (room_id, to_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
