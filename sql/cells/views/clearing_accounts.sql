-- What each other cell is owed, or owes, account by account.
CREATE OR REPLACE VIEW ledger.clearing_accounts AS
SELECT
    c.account_id,
    c.cell_number,
    a.currency,
    c.stripe,
    a.balance,
    a.version
FROM ledger_private.clearing_account AS c
JOIN ledger.accounts AS a USING (account_id);

COMMENT ON VIEW ledger.clearing_accounts IS
'Accounts of the house that stand for other cells, up to 16 for each cell and currency; only transfers between cells move them. The balances of a pair of cells, seen from both, add up to what is under way between them.';

COMMENT ON COLUMN ledger.clearing_accounts.account_id IS 'Id of the account.';
COMMENT ON COLUMN ledger.clearing_accounts.cell_number IS 'Number of the other cell.';
COMMENT ON COLUMN ledger.clearing_accounts.currency IS 'Currency of the account.';
COMMENT ON COLUMN ledger.clearing_accounts.stripe IS 'Which of 16 it is, by a digit of the customer''s account id, so that customers seldom meet.';
COMMENT ON COLUMN ledger.clearing_accounts.balance IS 'What the other cell is owed; negative is what it owes.';
COMMENT ON COLUMN ledger.clearing_accounts.version IS 'How many entries the account has.';
