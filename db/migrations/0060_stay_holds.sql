-- Why the video of a stay's way is kept. A stay without a row is held: nothing is known of it yet.
CREATE TABLE stay_holds (
  stay_id BINARY(16) NOT NULL,
  held TINYINT NOT NULL,
  reasons VARCHAR(128) NOT NULL COMMENT 'words with a space between',
  PRIMARY KEY (stay_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
