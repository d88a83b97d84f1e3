-- Calls for help, for the list of open ones; who pressed, who goes and what was found stands in their events.
CREATE TABLE help_calls (
  id BINARY(16) NOT NULL,
  seq BIGINT NOT NULL COMMENT 'of the stream this row was folded from',
  state VARCHAR(12) NOT NULL COMMENT 'open, withdrawn, ended',
  called_us BIGINT NOT NULL,
  room_id BINARY(16) NULL COMMENT 'where the caller was last known to be',
  answered_us BIGINT NULL COMMENT 'the first answer',
  closed_us BIGINT NULL COMMENT 'when it was withdrawn or ended',
  PRIMARY KEY (id),
  KEY help_calls_by_state (state, called_us),
  KEY help_calls_by_closed (closed_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
