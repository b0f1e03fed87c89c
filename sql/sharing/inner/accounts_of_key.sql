-- The accounts that somebody's API key is restricted to, for lists.
CREATE OR REPLACE FUNCTION ledger_private.accounts_of_key(p_actor ledger.actor)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_key ledger_private.api_key;
BEGIN
    IF NOT ledger_private.is_restricted(p_actor.scopes) THEN
        RETURN NULL;
    END IF;
    SELECT k.* INTO v_key
    FROM ledger_private.api_key AS k
    WHERE k.api_key_id = ledger_private.acting_key(p_actor.scopes);
    IF FOUND AND num_nonnulls(v_key.account_ids, v_key.category_paths) = 0 THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY(
        SELECT unnest(v_key.account_ids)
        UNION
        SELECT a.account_id
        FROM ledger_private.category AS c
        JOIN unnest(v_key.category_paths) AS p (path)
            ON c.path = p.path OR starts_with(c.path, p.path || '/')
        JOIN ledger_private.account AS a USING (category_id)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.accounts_of_key(ledger.actor) IS
'NULL when p_actor acts with no key, or with one that is not restricted to accounts. The same accounts as ledger_private.key_reaches.';
