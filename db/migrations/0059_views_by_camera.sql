-- Who looked at a camera while a questioning went on.
ALTER TABLE views ADD KEY views_by_camera (camera_id, opened_us);
