-- What another cell is owed is what was sent there and not taken back, less what came.
CREATE OR REPLACE FUNCTION ledger_private.verify_clearing_accounts()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'cell_number', m.cell_number, 'currency', m.currency,
        'balance', sum(m.balance)::text, 'transfers', sum(m.amount)::text,
        'entries', sum(m.entries), 'expected_entries', sum(m.expected)
    )
    FROM (
        SELECT
            c.cell_number, c.currency, a.balance, 0 AS amount, a.version AS entries, 0 AS expected
        FROM ledger_private.clearing_account AS c
        JOIN ledger_private.account AS a USING (account_id)
        UNION ALL
        SELECT
            o.cell_number, o.currency, 0, CASE WHEN o.status <> 'RETURNED' THEN o.amount ELSE 0 END,
            0, CASE WHEN o.status = 'RETURNED' THEN 2 ELSE 1 END
        FROM ledger_private.outgoing_transfer AS o
        UNION ALL
        SELECT i.cell_number, i.currency, 0, -i.amount, 0, 1
        FROM ledger_private.incoming_transfer AS i
        WHERE i.status = 'PAID'
    ) AS m
    GROUP BY m.cell_number, m.currency
    HAVING sum(m.balance) <> sum(m.amount) OR sum(m.entries) <> sum(m.expected)
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_clearing_accounts() IS
'The balances of the clearing accounts of each cell and currency are its outgoing transfers that were not returned less the incoming ones that were paid, and each of them has its entries there and nothing else has. Returns the first pair that breaks this, or NULL.';
