-- Whether a customer sees the legs of others in a transaction of many.
CREATE OR REPLACE FUNCTION ledger_private.sees_all_legs(
    p_user_id bigint,
    p_reverses_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT p_user_id = p_actor.user_id AND p_reverses_transaction_id IS NULL
        AND NOT ledger_private.is_restricted(p_actor.scopes)
$function$;

COMMENT ON FUNCTION ledger_private.sees_all_legs(bigint, uuid, ledger.actor) IS
'True for what the actor itself asked for without a restricted API key: a customer is not told, of what others asked for, who else was paid. A plan holds the expression itself, not the call.';
