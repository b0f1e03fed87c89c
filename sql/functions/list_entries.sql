-- Read an account's statement backwards, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_entries(
    p_account_id uuid,
    p_before_version bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_entries
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');

    RETURN QUERY
    SELECT e.*
    FROM ledger.transaction_entries AS e
    WHERE e.account_id = p_account_id
        AND e.account_version < coalesce(p_before_version, 9223372036854775807)
    ORDER BY e.account_version DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_entries(uuid, bigint, integer, ledger.actor) IS
'Entries of an account, newest first, each with the balance after it. p_before_version is the last account_version of the page before; p_limit 1 to 1000. LG001 when there is no such account.';
