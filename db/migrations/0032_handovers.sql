-- Shift handovers, for the list; what was handed over stands in their events.
CREATE TABLE handovers (
  id BINARY(16) NOT NULL,
  seq BIGINT NOT NULL COMMENT 'of the stream this row was folded from',
  prepared_us BIGINT NOT NULL,
  prepared_by BINARY(16) NOT NULL,
  accepted_us BIGINT NULL,
  accepted_by BINARY(16) NULL,
  PRIMARY KEY (id),
  KEY handovers_by_time (prepared_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
