-- What a call means, as 32 bytes: the same call gives the same digest for ever.
-- The only rule there is. It takes values, not texts, so that no caller can spell them.
CREATE OR REPLACE FUNCTION ledger_private.call_digest(p_function text, p_arguments record)
RETURNS bytea
LANGUAGE plpgsql
STABLE
-- How to_jsonb writes a moment, an interval, bytes and a float is the session's choice.
SET timezone = 'UTC'
SET intervalstyle = 'postgres'
SET bytea_output = 'hex'
SET extra_float_digits = 1
AS $function$
BEGIN
    RETURN sha256(convert_to(
        p_function || ledger_private.plain_json((
            SELECT coalesce(jsonb_object_agg(a.key, a.value), '{}')
            FROM jsonb_each(to_jsonb(p_arguments)) AS a
            WHERE a.value <> 'null'
        ))::text,
        'UTF8'
    ));
END
$function$;

COMMENT ON FUNCTION ledger_private.call_digest(text, record) IS
'SHA-256 of a function''s name and its arguments, a row in the order of the signature. Numbers count by value, moments by the instant, objects by their members. An argument that is NULL is left out, so one that is added at the end changes the digest of no older call.';
