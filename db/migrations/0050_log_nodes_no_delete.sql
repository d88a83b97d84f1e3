-- A second lock beside the rights of accounts: log_nodes is only ever added to.
CREATE TRIGGER log_nodes_no_delete BEFORE DELETE ON log_nodes FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_nodes is append-only';
