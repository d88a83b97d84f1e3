-- Who opened which sealed stay until when; basis and purpose stand in the audit log.
CREATE TABLE openings (
  stay_id BINARY(16) NOT NULL,
  staff_id BINARY(16) NOT NULL,
  opened_us BIGINT NOT NULL,
  until_us BIGINT NOT NULL,
  PRIMARY KEY (stay_id, staff_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
