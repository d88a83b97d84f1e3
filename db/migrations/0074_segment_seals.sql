-- Segments whose media lies encrypted. Their keys stand wrapped in the recorder's journal, not here.
ALTER TABLE segments
  ADD COLUMN sealed TINYINT NOT NULL DEFAULT 0;
