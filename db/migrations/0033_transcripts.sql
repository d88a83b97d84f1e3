-- Which questionings have a transcript, to find those of one case; what it says stands in its own events.
CREATE TABLE transcripts (
  questioning_id BINARY(16) NOT NULL,
  stay_id BINARY(16) NOT NULL,
  case_id BINARY(16) NOT NULL,
  begun_us BIGINT NOT NULL,
  PRIMARY KEY (questioning_id),
  KEY transcripts_by_case (case_id, begun_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
