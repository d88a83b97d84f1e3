-- The end of every chain: the one row that commands lock.
CREATE TABLE streams (
  kind VARCHAR(24) NOT NULL COMMENT 'stay, case, room, staff, unit, camera, finding, setting, ...',
  id BINARY(16) NOT NULL,
  seq BIGINT NOT NULL COMMENT 'seq of the newest event, 0 when there is none',
  hash BINARY(32) NOT NULL COMMENT 'hash of the newest event, zeros when there is none',
  PRIMARY KEY (kind, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
