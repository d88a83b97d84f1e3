-- Permissions to see video, for renewal and revocation.
CREATE TABLE views (
  id BINARY(16) NOT NULL,
  staff_id BINARY(16) NOT NULL,
  sign_in_id BINARY(16) NOT NULL,
  camera_id BINARY(16) NOT NULL,
  view_use VARCHAR(12) NOT NULL,
  from_us BIGINT NOT NULL,
  to_us BIGINT NOT NULL,
  opened_us BIGINT NOT NULL,
  closed_us BIGINT NULL,
  PRIMARY KEY (id),
  KEY views_closed (closed_us),
  KEY views_by_staff (staff_id, closed_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
