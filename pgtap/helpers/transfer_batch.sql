-- A batch written as rows of codes, and its results as one short line each.
CREATE FUNCTION ledger_test.item(
    p_from text,
    p_to text,
    p_amount numeric,
    p_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_currency text DEFAULT NULL
)
RETURNS ledger.transfer_request
LANGUAGE sql
RETURN ROW(
    ledger_test.id(p_from), ledger_test.id(p_to), p_amount, p_currency, p_key,
    p_description, NULL, NULL, NULL, NULL
)::ledger.transfer_request;

CREATE FUNCTION ledger_test.outcome(
    p_items ledger.transfer_request[],
    p_atomic boolean DEFAULT false
)
RETURNS SETOF text
LANGUAGE sql
BEGIN ATOMIC
    SELECT concat_ws(
        ' ', r.item_number, coalesce(r.failure_code, r.status),
        CASE WHEN r.is_replay THEN 'replay' END,
        CASE WHEN r.transaction_id IS NULL THEN 'unrecorded' END,
        r.from_balance, r.to_balance
    )
    FROM ledger.post_transfers(p_transfers => p_items, p_atomic => p_atomic) AS r;
END;
