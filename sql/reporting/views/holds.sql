-- For reports: holds with the codes of their accounts.
CREATE OR REPLACE VIEW reporting.holds AS
SELECT
    h.hold_id, h.account_id, a.code AS account_code, h.to_account_id,
    o.code AS to_account_code, h.group_id, h.user_id, h.currency, h.amount, h.captured,
    h.released, h.remaining, h.tolerance, h.status, h.expires_at, h.description, h.metadata,
    h.placed_by, h.created_at, h.updated_at, h.is_freeze
FROM ledger.holds AS h
LEFT JOIN ledger.accounts AS a ON a.account_id = h.account_id
LEFT JOIN ledger.accounts AS o ON o.account_id = h.to_account_id;

COMMENT ON VIEW reporting.holds IS
'Holds, open and closed: what is set aside for whom, how much was captured and released.';
