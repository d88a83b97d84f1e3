-- When the centre could take entries: each row one span, grown by a beat.
CREATE TABLE uptime (
  from_us BIGINT NOT NULL,
  alive_us BIGINT NOT NULL COMMENT 'the newest beat',
  cause VARCHAR(16) NOT NULL COMMENT 'why there was none before: first, stopped, database',
  PRIMARY KEY (from_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
