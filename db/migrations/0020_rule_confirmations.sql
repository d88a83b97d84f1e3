-- Rules without a found source that the head of the legal unit confirmed for this centre.
CREATE TABLE rule_confirmations (
  rule_id VARCHAR(24) NOT NULL,
  confirmed TINYINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (rule_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
