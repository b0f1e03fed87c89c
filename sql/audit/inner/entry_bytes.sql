-- The part of a link of the audit chain that says what one entry did.
CREATE OR REPLACE FUNCTION ledger_private.entry_bytes(
    p_account_id uuid,
    p_account_version bigint,
    p_account_position bigint,
    p_transaction_id uuid,
    p_moves numeric,
    p_balance_after numeric
)
RETURNS bytea
LANGUAGE sql
IMMUTABLE
AS $function$
    -- The binary forms of the wire protocol: a third of the cost of making text of them,
    -- each of a fixed or self-declared length, and none depends on a session's setting.
    SELECT uuid_send(p_account_id)
        || int8send(p_account_version)
        || int8send(p_account_position)
        || uuid_send(p_transaction_id)
        || ledger_private.amount_bytes(p_moves)
        || ledger_private.amount_bytes(p_balance_after)
$function$;

COMMENT ON FUNCTION ledger_private.entry_bytes(uuid, bigint, bigint, uuid, numeric, numeric) IS
'Canonical bytes of an entry; p_moves is its amount, negative for a debit. An amount counts by its value, not by its scale. A plan holds the expression itself, not the call.';
