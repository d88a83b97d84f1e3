-- A second lock beside the rights of accounts: log_leaves is only ever added to.
CREATE TRIGGER log_leaves_no_delete BEFORE DELETE ON log_leaves FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_leaves is append-only';
