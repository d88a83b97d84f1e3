-- Standing orders to remove surveillance video after its keeping time: asked for by one, allowed by another. The newest decides.
CREATE TABLE removal_orders (
  id BINARY(16) NOT NULL,
  days INT NOT NULL,
  asked_us BIGINT NOT NULL,
  asked_by BINARY(16) NOT NULL,
  decided_us BIGINT NULL,
  decided_by BINARY(16) NULL,
  granted TINYINT NOT NULL,
  ended_us BIGINT NULL,
  PRIMARY KEY (id),
  KEY removal_orders_by_time (asked_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
