-- The running number of a Beijing day.
CREATE TABLE stay_numbers (
  day CHAR(8) NOT NULL,
  last INT NOT NULL,
  PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
