-- What was there before the log: every entry of the audit comes into it.
INSERT INTO log_queue (kind, subject_kind, subject_id, seq)
SELECT 'audit', '', REPEAT(CHAR(0), 16), id FROM audit ORDER BY id;
