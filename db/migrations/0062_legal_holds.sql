-- Recordings that people hold: of a room and an interval, or of a stay's whole way. Nothing lifts a hold but a second person.
CREATE TABLE legal_holds (
  id BINARY(16) NOT NULL,
  stay_id BINARY(16) NULL,
  room_id BINARY(16) NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NOT NULL,
  reason VARBINARY(2048) NOT NULL COMMENT 'sealed',
  placed_us BIGINT NOT NULL,
  placed_by BINARY(16) NOT NULL,
  lifted_us BIGINT NULL,
  lifted_by BINARY(16) NULL,
  PRIMARY KEY (id),
  KEY legal_holds_by_room (room_id, from_us),
  KEY legal_holds_by_stay (stay_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
