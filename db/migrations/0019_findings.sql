-- Projection of findings: what a rule concluded and what people judged.
CREATE TABLE findings (
  id BINARY(16) NOT NULL,
  rule_id VARCHAR(24) NOT NULL,
  rule_version INT NOT NULL,
  severity VARCHAR(12) NOT NULL,
  stay_id BINARY(16) NOT NULL,
  subject VARCHAR(96) NOT NULL COMMENT 'what in the stay it is about; one finding per rule, stay and subject',
  questioning_id BINARY(16) NULL,
  room_id BINARY(16) NULL,
  status VARCHAR(16) NOT NULL COMMENT 'to_review, confirmed, false_alarm, unclear, cured',
  provisional TINYINT NOT NULL,
  at_us BIGINT NOT NULL,
  until_us BIGINT NULL,
  raised_us BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY findings_by_subject (stay_id, rule_id, subject),
  KEY findings_by_status (status, raised_us),
  KEY findings_by_raised (raised_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
