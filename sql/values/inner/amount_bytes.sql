-- An amount in the one form that is hashed: by its value, not by how many zeros end it.
CREATE OR REPLACE FUNCTION ledger_private.amount_bytes(p_amount numeric)
RETURNS bytea
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT numeric_send(trim_scale(p_amount))
$function$;

COMMENT ON FUNCTION ledger_private.amount_bytes(numeric) IS
'numeric''s form of the wire protocol, without zeros at the end: 10, 10.0 and 10.00 are one amount, however precise the column is that holds it.';
