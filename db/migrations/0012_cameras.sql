-- Cameras by room; credentials sealed, never in the URL.
CREATE TABLE cameras (
  id BINARY(16) NOT NULL,
  code VARCHAR(32) NOT NULL,
  name VARCHAR(64) NOT NULL,
  room_id BINARY(16) NOT NULL,
  main_url VARCHAR(512) NOT NULL,
  sub_url VARCHAR(512) NOT NULL,
  credentials VARBINARY(512) NOT NULL COMMENT 'AES-256-GCM under the master key, empty when none',
  audio TINYINT NOT NULL,
  active TINYINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY cameras_by_code (code),
  KEY cameras_by_room (room_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
