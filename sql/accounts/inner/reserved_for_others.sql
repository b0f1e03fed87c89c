-- Whether a code is reserved, and not for an account such as this.
CREATE OR REPLACE FUNCTION ledger_private.reserved_for_others(
    p_code text,
    p_user_id bigint,
    p_account_class text,
    p_currency text
)
RETURNS text
LANGUAGE sql
STABLE
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
        WHEN 'world:' THEN starts_with(p_code, r.prefix) AND p_account_class = 'asset'
            AND NOT EXISTS (
                SELECT FROM ledger_private.currency AS c
                WHERE c.currency = split_part(p_code, ':', 2)
                    AND c.currency <> p_currency
            )
        WHEN '~' THEN false
        ELSE starts_with(p_code, r.prefix)
    END)
$function$;

COMMENT ON FUNCTION ledger_private.reserved_for_others(text, bigint, text, text) IS
'The prefix of ledger_private.reserved_prefixes that p_code has, or looks as if it had, without being one of those accounts; NULL when all is well. Reserved codes are the house''s, spelled exactly; world: begins an asset of the house, world:<CURRENCY> one in that currency. What follows the owner''s own ~<user_id>/ is held to the same rules.';
