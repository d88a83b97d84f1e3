-- A second lock beside the rights of accounts: log_heads is only ever added to.
CREATE TRIGGER log_heads_no_delete BEFORE DELETE ON log_heads FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_heads is append-only';
