-- Persons who are expected; who they are lies sealed in the vault under the booking's own key.
CREATE TABLE bookings (
  id BINARY(16) NOT NULL,
  number VARCHAR(16) NOT NULL,
  seq BIGINT NOT NULL COMMENT 'of the stream this row was folded from',
  state VARCHAR(16) NOT NULL COMMENT 'expected, arrived, cancelled',
  case_id BINARY(16) NOT NULL,
  unit_id BINARY(16) NOT NULL,
  expected_us BIGINT NOT NULL,
  stay_id BINARY(16) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY bookings_by_number (number),
  KEY bookings_by_state (state, expected_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
