-- Reports of nodes that could not be understood or stored as what they are: a report is never refused, so its bytes wait here for a person.
CREATE TABLE unreadable_reports (
  id BINARY(16) NOT NULL,
  node VARCHAR(64) NOT NULL,
  boot BINARY(16) NOT NULL,
  seq BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  reason VARCHAR(64) NOT NULL,
  received_us BIGINT NOT NULL,
  report MEDIUMBLOB NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unreadable_reports_once (node, boot, seq),
  KEY unreadable_reports_by_time (received_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
