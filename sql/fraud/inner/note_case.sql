-- Write down for the feed what became of a case.
CREATE OR REPLACE FUNCTION ledger_private.note_case(
    p_event_type text,
    p_case_id uuid,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    -- The house's event, not the account's: who may read an account's events hears nothing.
    SELECT ledger_private.note_act(p_event_type, 0, NULL, to_jsonb(s), p_actor)
    FROM (
        SELECT
            c.case_id, c.status, c.action, c.transaction_id, c.account_id, c.user_id, c.direction,
            round(c.amount, a.minor_units) AS amount, c.currency, c.created_at, c.decided_at,
            c.decided_by_user_id
        FROM ledger_private.fraud_case AS c
        JOIN ledger_private.account AS a USING (account_id)
        WHERE c.case_id = p_case_id
    ) AS s
$function$;

COMMENT ON FUNCTION ledger_private.note_case(text, uuid, ledger.actor) IS
'The act p_event_type with the case as it is now, without its score and reasons, as one of the house and of no account; p_actor NULL: a database session.';
