-- Numbers that the law leaves to the centre.
CREATE TABLE settings (
  name VARCHAR(48) NOT NULL,
  value VARCHAR(256) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
