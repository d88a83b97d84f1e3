-- Of an encrypted package, the ZIP file inside; bytes and sha256 are those of the file that leaves.
ALTER TABLE exports
  ADD COLUMN zip_bytes BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN zip_sha256 VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'empty: not encrypted';
