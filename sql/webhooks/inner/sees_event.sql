-- Whether the owner of an endpoint is told of an event.
CREATE OR REPLACE FUNCTION ledger_private.sees_event(
    p_event ledger.events,
    p_account_ids uuid[],
    p_reader ledger.actor
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_transaction ledger.transactions;
BEGIN
    IF p_reader.role IS NULL THEN
        RETURN false;
    ELSIF p_reader.role <> 'customer' THEN
        RETURN true;
    -- What is about no account is its subject's own.
    ELSIF p_account_ids = '{}' THEN
        RETURN p_event.transaction_id IS NULL AND p_event.user_id = p_reader.user_id;
    ELSIF NOT EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
            AND a.user_id = p_reader.user_id
    ) THEN
        RETURN false;
    ELSIF p_event.transaction_id IS NULL THEN
        RETURN true;
    END IF;
    v_transaction.transaction_id := p_event.transaction_id;
    v_transaction.from_account_id := p_event.from_account_id;
    v_transaction.to_account_id := p_event.to_account_id;
    v_transaction.leg_account_ids := p_event.leg_account_ids;
    v_transaction.status := p_event.status;
    v_transaction.user_id := p_event.user_id;
    RETURN ledger_private.sees_transaction(v_transaction, p_reader);
END
$function$;

COMMENT ON FUNCTION ledger_private.sees_event(ledger.events, uuid[], ledger.actor) IS
'Staff and services see all. A customer sees an event of an account that it owns (not one that is shared with it), and of a transaction only what ledger_private.sees_transaction lets it. What is about no account is told to the user whom it is about. A reader without a role sees nothing.';
