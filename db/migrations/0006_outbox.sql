-- Streams that changed and that rules and hints must still look at; rows go when processed.
CREATE TABLE outbox (
  id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'becomes visible out of order: never read past a high-water mark',
  stream_kind VARCHAR(24) NOT NULL,
  stream_id BINARY(16) NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
