-- Time stamps (RFC 3161) of a foreign authority over heads of the log of record, as the authority sent them.
CREATE TABLE log_timestamps (
  head_counter BIGINT NOT NULL,
  reply MEDIUMBLOB NOT NULL COMMENT 'DER TimeStampResp',
  at_us BIGINT NOT NULL COMMENT 'by the clock of the authority',
  authority VARCHAR(255) NOT NULL,
  received_us BIGINT NOT NULL,
  PRIMARY KEY (head_counter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
