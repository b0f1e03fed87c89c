-- Whether a restricted API key reaches an account.
CREATE OR REPLACE FUNCTION ledger_private.key_reaches(p_api_key_id uuid, p_account_id uuid)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(
        (
            SELECT num_nonnulls(k.account_ids, k.category_paths) = 0
                OR coalesce(p_account_id = ANY (k.account_ids), false)
                OR EXISTS (
                    SELECT FROM ledger_private.account AS a
                    JOIN ledger_private.category AS c USING (category_id)
                    JOIN unnest(k.category_paths) AS p (path)
                        ON c.path = p.path OR starts_with(c.path, p.path || '/')
                    WHERE a.account_id = p_account_id
                )
            FROM ledger_private.api_key AS k
            WHERE k.api_key_id = p_api_key_id
        ),
        false
    )
$function$;

COMMENT ON FUNCTION ledger_private.key_reaches(uuid, uuid) IS
'True for an account that the key names, one in or below a category that it names, and for each account when it names neither; false for a key that is not there.';
