-- What was there before the log: every chain's end comes into it first.
INSERT INTO log_queue (kind, subject_kind, subject_id, seq)
SELECT 'timeline', kind, id, seq FROM streams WHERE seq > 0 ORDER BY kind, id;
