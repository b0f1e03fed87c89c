-- Each transfer between cells is what its transaction says.
CREATE OR REPLACE FUNCTION ledger_private.verify_cell_transfers()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('transfer_id', o.transfer_id, 'direction', 'outgoing') AS detail
    FROM ledger_private.outgoing_transfer AS o
    LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = o.transfer_id
    LEFT JOIN ledger_private.clearing_account AS c ON c.account_id = t.to_account_id
    LEFT JOIN ledger_audit.transaction AS r ON r.transaction_id = o.return_transaction_id
    WHERE (
        t.status = 'COMPLETED' AND t.from_account_id = o.from_account_id
        AND t.amount = o.amount AND t.currency = o.currency AND t.created_at = o.created_at
        AND c.cell_number = o.cell_number AND c.currency = o.currency
        AND (o.return_transaction_id IS NULL OR (
            r.status = 'COMPLETED' AND r.currency = o.currency AND r.amount = o.amount
            AND r.from_account_id = t.to_account_id
            AND (r.reverses_transaction_id = o.transfer_id OR EXISTS (
                SELECT FROM ledger_private.account_code AS k
                WHERE k.account_id = r.to_account_id
                    AND k.code = 'house:suspense:' || o.currency
            ))
        ))
    ) IS NOT TRUE
    UNION ALL
    SELECT jsonb_build_object('transfer_id', i.transfer_id, 'direction', 'incoming')
    FROM ledger_private.incoming_transfer AS i
    LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = i.transaction_id
    LEFT JOIN ledger_private.clearing_account AS c ON c.account_id = t.from_account_id
    WHERE i.status = 'PAID'
        AND (
            t.status = 'COMPLETED' AND t.amount = i.amount AND t.currency = i.currency
            AND c.cell_number = i.cell_number AND c.currency = i.currency
        ) IS NOT TRUE
    UNION ALL
    SELECT jsonb_build_object('account_id', c.account_id, 'status', a.status)
    FROM ledger_private.clearing_account AS c
    JOIN ledger_private.account AS a USING (account_id)
    WHERE a.status <> 'SUSPENDED' OR a.allows_credits OR a.user_id <> 0
        OR a.currency <> c.currency
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_cell_transfers() IS
'Outgoing and incoming transfers agree with the transactions that they name, returned ones were given back whole, and clearing accounts are suspended for all else. Returns the first row that breaks this, or NULL.';
