-- What a transaction did to each user who has a say in what it is told of.
CREATE OR REPLACE FUNCTION ledger_private.notification_moves(p_event ledger.events)
RETURNS SETOF ledger_private.notification_cause
LANGUAGE sql
STABLE
AS $function$
    SELECT
        m.user_id, m.account_id, abs(m.net), m.currency,
        CASE WHEN m.net > 0 THEN 'money_in' ELSE 'large_debit' END
    FROM (
        SELECT
            a.user_id, a.currency, sum(e.amount) AS net,
            (array_agg(a.account_id ORDER BY abs(e.amount) DESC, a.account_id))[1]
                AS account_id
        FROM (
            SELECT p_event.from_account_id, -p_event.amount
            UNION ALL
            SELECT p_event.to_account_id, p_event.amount
            UNION ALL
            SELECT
                l.account_id, CASE t.entry_type WHEN 'DEBIT' THEN -t.amount ELSE t.amount END
            FROM unnest(p_event.leg_account_ids, p_event.leg_account_versions)
                AS l (account_id, account_version)
            JOIN ledger_audit.transaction_entry AS t USING (account_id, account_version)
        ) AS e (account_id, amount)
        JOIN ledger_private.account AS a USING (account_id)
        -- By default nobody is told of moves, so only who has chosen counts.
        JOIN ledger_private.notification_preference AS p USING (user_id)
        GROUP BY a.user_id, a.currency
    ) AS m
    LEFT JOIN ledger_private.notification_threshold AS t USING (user_id, currency)
    WHERE m.net > 0
        OR (m.net < 0 AND -m.net >= t.large_debit)
$function$;

COMMENT ON FUNCTION ledger_private.notification_moves(ledger.events) IS
'For each user and currency what the accounts of the user gained or lost together, so that moving money between them is nothing: money_in, or large_debit from the user''s threshold on. The account is the one that moved most.';
