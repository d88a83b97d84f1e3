-- Projection: which officer was in which questioning from when to when.
CREATE TABLE attendances (
  questioning_id BINARY(16) NOT NULL,
  attendee_id BINARY(16) NOT NULL,
  attendee_function VARCHAR(16) NOT NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NULL,
  PRIMARY KEY (questioning_id, attendee_id, from_us),
  KEY attendances_by_attendee (attendee_id, from_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
