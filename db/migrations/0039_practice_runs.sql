-- Exercises that somebody did in the practice centre; the score is computed from the stays.
CREATE TABLE practice_runs (
  id BINARY(16) NOT NULL,
  staff_id BINARY(16) NOT NULL,
  exercise VARCHAR(32) NOT NULL,
  started_us BIGINT NOT NULL,
  ends_us BIGINT NOT NULL COMMENT 'what is entered later does not count',
  seeds TEXT NOT NULL COMMENT 'ids of stays and bookings that were made for it, as JSON',
  PRIMARY KEY (id),
  KEY practice_runs_by_staff (staff_id, started_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
