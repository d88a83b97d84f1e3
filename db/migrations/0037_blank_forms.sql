-- Numbered blank forms for outages, each accounted for; what became of them stands in their batch's events.
CREATE TABLE blank_forms (
  id BINARY(16) NOT NULL,
  batch_id BINARY(16) NOT NULL,
  number VARCHAR(16) NOT NULL,
  state VARCHAR(8) NOT NULL COMMENT 'blank, used, spoiled, missing',
  printed_us BIGINT NOT NULL,
  printed_by BINARY(16) NOT NULL,
  settled_us BIGINT NULL,
  settled_by BINARY(16) NULL,
  stay_id BINARY(16) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY blank_forms_by_number (number),
  KEY blank_forms_by_batch (batch_id),
  KEY blank_forms_by_state (state, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
