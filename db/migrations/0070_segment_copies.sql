-- Which recorder holds a segment (null: recorded before this was kept), and since when it has a second copy that was read back.
ALTER TABLE segments
  ADD COLUMN node VARCHAR(64) NULL,
  ADD COLUMN copied_us BIGINT NULL;
