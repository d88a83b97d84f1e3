-- Settings of watching: of a camera (zones, thresholds) or of a room kind (switches). One proposes, another of another unit decides; only the state changes.
CREATE TABLE watching_settings (
  scope VARCHAR(48) NOT NULL COMMENT 'id of a camera, or word of a room kind',
  version BIGINT NOT NULL,
  state VARCHAR(12) NOT NULL COMMENT 'proposed, approved, rejected, replaced',
  terms TEXT NOT NULL COMMENT 'JSON: zones and thresholds, or checks',
  reason VARBINARY(4096) NOT NULL COMMENT 'sealed',
  by_id BINARY(16) NOT NULL,
  at_us BIGINT NOT NULL,
  decided_by BINARY(16) NULL,
  decided_us BIGINT NULL,
  reject_reason VARBINARY(4096) NOT NULL COMMENT 'sealed; empty: not rejected',
  approved_us BIGINT NULL COMMENT 'in force from then',
  replaced_us BIGINT NULL COMMENT 'in force until then',
  has_reference TINYINT NOT NULL,
  PRIMARY KEY (scope, version),
  KEY watching_settings_by_state (state, scope)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
