-- Projection of approvals for the lists of those who decide: codes and ids, never reasons.
CREATE TABLE approvals (
  id BINARY(16) NOT NULL,
  stay_id BINARY(16) NOT NULL,
  needed_by_us BIGINT NOT NULL,
  requested_us BIGINT NOT NULL,
  decided_us BIGINT NULL,
  PRIMARY KEY (id),
  KEY approvals_by_stay (stay_id),
  KEY approvals_by_need (decided_us, needed_by_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
