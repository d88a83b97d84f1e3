-- Where a segment was recorded, as the camera stood then, and when its media was removed. Without a room nothing is removed.
ALTER TABLE segments
  ADD COLUMN room_id BINARY(16) NULL,
  ADD COLUMN removed_us BIGINT NULL,
  ADD KEY segments_by_age (removed_us, closed, end_us);
