-- Moments at which a rule must look again; rows, so that a restart forgets nothing.
CREATE TABLE deadlines (
  stay_id BINARY(16) NOT NULL,
  rule_id VARCHAR(24) NOT NULL,
  subject VARCHAR(96) NOT NULL,
  due_us BIGINT NOT NULL,
  PRIMARY KEY (stay_id, rule_id, subject),
  KEY deadlines_by_due (due_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
