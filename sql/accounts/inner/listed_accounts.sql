-- Whose transactions a list is about: accounts the actor may see, or NULL for all there are.
CREATE OR REPLACE FUNCTION ledger_private.listed_accounts(
    p_account_id uuid,
    p_user_id bigint,
    p_actor ledger.actor
)
RETURNS uuid[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_user_id bigint := p_user_id;
    v_reached uuid[] := ledger_private.accounts_of_key(p_actor);
BEGIN
    IF p_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(p_account_id, p_actor, 'viewer');
        RETURN ARRAY[p_account_id];
    END IF;
    IF p_actor.role = 'customer' THEN
        IF p_user_id <> p_actor.user_id THEN
            RETURN ARRAY[]::uuid[];
        END IF;
        v_user_id := p_actor.user_id;
    END IF;
    IF v_user_id IS NULL THEN
        RETURN v_reached;
    END IF;
    RETURN ARRAY(
        SELECT l.account_id
        FROM (
            SELECT a.account_id
            FROM ledger_private.account AS a
            WHERE a.user_id = v_user_id
            UNION
            SELECT d.account_id
            FROM ledger_private.delegation AS d
            WHERE d.user_id = p_actor.user_id
                AND p_actor.role = 'customer'
                AND coalesce(d.expires_at, 'infinity') > clock_timestamp()
                AND p_user_id IS NULL
        ) AS l
        WHERE v_reached IS NULL OR l.account_id = ANY (v_reached)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.listed_accounts(uuid, bigint, ledger.actor) IS
'The account asked for (LG001 when the actor may not see it), else the accounts of the user asked for, for a customer its own and those shared with it, as far as its API key reaches; NULL: no restriction.';
