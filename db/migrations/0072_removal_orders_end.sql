-- Nothing ever wrote when an order ended: the newest decision counts, so an order ends with the next one.
ALTER TABLE removal_orders DROP COLUMN ended_us;
