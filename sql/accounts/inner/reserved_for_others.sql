-- Whether a code is reserved, and not for an account such as this.
CREATE OR REPLACE FUNCTION ledger_private.reserved_for_others(
    p_code text,
    p_user_id bigint,
    p_account_class text,
    p_currency text
)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT r.prefix
    FROM (
        SELECT ledger_private.resembles_reserved(
            CASE WHEN p_user_id <> 0 AND starts_with(p_code, '~' || p_user_id::text || '/')
                THEN substr(p_code, length(p_user_id::text) + 3)
                ELSE p_code END
        ) AS prefix
    ) AS r
    WHERE r.prefix IS NOT NULL AND NOT (p_user_id = 0 AND CASE r.prefix
        WHEN 'world:' THEN p_account_class = 'asset' AND starts_with(
            p_code || ':', 'world:' || p_currency || ':'
        )
        WHEN '~' THEN false
        ELSE starts_with(p_code, r.prefix)
    END)
$function$;

COMMENT ON FUNCTION ledger_private.reserved_for_others(text, bigint, text, text) IS
'The prefix of ledger_private.reserved_prefixes that p_code has, or looks as if it had, without being one of those accounts; NULL when all is well. Reserved codes are the house''s, spelled exactly; world:<CURRENCY>, with or without :<more>, is an asset of the house in that currency. What follows the owner''s own ~<user_id>/ is held to the same rules.';
