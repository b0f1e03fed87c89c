-- Whose transactions a list is about: accounts the actor may see, or NULL for all there are.
CREATE OR REPLACE FUNCTION ledger_private.listed_accounts(
    p_account_id uuid,
    p_user_id bigint,
    p_code_prefix text,
    p_actor ledger.actor
)
RETURNS uuid[]
LANGUAGE plpgsql
VOLATILE
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_user_id bigint := p_user_id;
    v_account_ids uuid[];
    v_reached uuid[] := ledger_private.accounts_of_key(p_actor);
BEGIN
    IF p_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(p_account_id, p_actor, 'viewer');
        v_account_ids := ARRAY(
            SELECT a.account_id
            FROM ledger_private.account AS a
            WHERE a.account_id = p_account_id
                AND (v_user_id IS NULL OR a.user_id = v_user_id)
        );
    ELSIF p_actor.role = 'customer' AND p_user_id <> p_actor.user_id THEN
        RETURN ARRAY[]::uuid[];
    ELSIF p_actor.role = 'customer' OR v_user_id IS NOT NULL THEN
        v_account_ids := ARRAY(
            SELECT a.account_id
            FROM ledger_private.account AS a
            WHERE a.user_id = coalesce(v_user_id, p_actor.user_id)
            UNION
            SELECT d.account_id
            FROM ledger_private.delegation AS d
            WHERE d.user_id = p_actor.user_id
                AND p_actor.role = 'customer'
                AND coalesce(d.expires_at, 'infinity') > clock_timestamp()
                AND p_user_id IS NULL
        );
    ELSIF p_code_prefix IS NOT NULL THEN
        v_account_ids := ARRAY(
            SELECT a.account_id
            FROM ledger_private.account_code AS c
            JOIN ledger_private.account AS a USING (account_id, code_number)
            WHERE starts_with(c.code, normalize(p_code_prefix, NFC))
            LIMIT 1001
        );
        IF cardinality(v_account_ids) > 1000 THEN
            v_account_ids := NULL;
        END IF;
    END IF;
    IF v_reached IS NOT NULL THEN
        v_account_ids := ARRAY(
            SELECT r.account_id
            FROM unnest(v_reached) AS r (account_id)
            WHERE v_account_ids IS NULL OR r.account_id = ANY (v_account_ids)
        );
    END IF;
    IF v_account_ids IS NOT NULL AND p_code_prefix IS NOT NULL THEN
        v_account_ids := ARRAY(
            SELECT u.account_id
            FROM unnest(v_account_ids) AS u (account_id)
            WHERE ledger_private.code_begins(u.account_id, p_code_prefix, p_actor)
        );
    END IF;
    RETURN v_account_ids;
END
$function$;

COMMENT ON FUNCTION ledger_private.listed_accounts(uuid, bigint, text, ledger.actor) IS
'The account asked for (LG001 when the actor may not see it), unless it belongs to another user than asked for; else the accounts of that user, for a customer its own and those shared with it. Of these, those that the actor''s API key reaches and whose code begins with p_code_prefix. NULL: no restriction, or more than 1000 accounts whose code begins so.';
