-- Projection of a stay for lists: codes and ids, never names.
CREATE TABLE stays (
  id BINARY(16) NOT NULL,
  number VARCHAR(16) NOT NULL,
  seq BIGINT NOT NULL COMMENT 'of the stream this row was folded from',
  state VARCHAR(24) NOT NULL,
  case_id BINARY(16) NOT NULL,
  unit_id BINARY(16) NOT NULL,
  room_id BINARY(16) NULL,
  arrived_us BIGINT NOT NULL,
  departed_us BIGINT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY stays_by_number (number),
  KEY stays_by_departed (departed_us),
  KEY stays_by_arrived (arrived_us),
  KEY stays_by_case (case_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
