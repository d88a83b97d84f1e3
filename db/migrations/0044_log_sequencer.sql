-- The one row that whoever extends the log locks: two processes never extend it at once.
CREATE TABLE log_sequencer (
  id INT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
