-- How far the camera's own clock was from the centre's while a segment was recorded, for the certificate.
ALTER TABLE segments
  ADD COLUMN clock_least_us BIGINT NULL COMMENT 'camera less centre; null: the camera does not tell its time',
  ADD COLUMN clock_most_us BIGINT NULL;
