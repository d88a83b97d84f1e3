-- Some cameras deliver only over UDP, or badly over TCP: which it is belongs to the camera.
ALTER TABLE cameras ADD COLUMN transport VARCHAR(8) NOT NULL DEFAULT 'tcp';
