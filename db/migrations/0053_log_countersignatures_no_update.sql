-- A second lock beside the rights of accounts: log_countersignatures is only ever added to.
CREATE TRIGGER log_countersignatures_no_update BEFORE UPDATE ON log_countersignatures FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_countersignatures is append-only';
