-- Projection of questionings for lists and for the recorder's holds.
CREATE TABLE questionings (
  id BINARY(16) NOT NULL,
  stay_id BINARY(16) NOT NULL,
  room_id BINARY(16) NOT NULL,
  ordinal INT NOT NULL,
  kind VARCHAR(16) NOT NULL COMMENT 'interrogation, questioning',
  started_us BIGINT NOT NULL,
  ended_us BIGINT NULL,
  settled TINYINT NOT NULL COMMENT '1 once the recording has covered the end and rules have seen it',
  PRIMARY KEY (id),
  KEY questionings_by_stay (stay_id),
  KEY questionings_by_room (room_id, started_us),
  KEY questionings_open (ended_us),
  KEY questionings_unsettled (settled),
  KEY questionings_by_start (started_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
