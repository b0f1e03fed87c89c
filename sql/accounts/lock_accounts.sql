-- Lock accounts for a caller who does several things with them in one transaction.
CREATE OR REPLACE FUNCTION ledger.lock_accounts(
    p_account_ids uuid[],
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_refused uuid;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'post');
    PERFORM ledger_private.require_batch_size(cardinality(p_account_ids));

    -- Before the lock, so that nobody can hold up what is not theirs; owners never change.
    SELECT w.account_id INTO v_refused
    FROM unnest(p_account_ids) WITH ORDINALITY AS w (account_id, n)
    LEFT JOIN ledger_private.account AS a ON a.account_id = w.account_id
    WHERE a.account_id IS NULL
        OR coalesce(ledger_private.account_right(a.account_id, a.user_id, v_actor), 'viewer')
            = 'viewer'
    ORDER BY w.n
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
            'account_id', v_refused
        ));
    END IF;
    -- With the counters of their limits, which would otherwise be locked as they are used.
    PERFORM ledger_private.lock_limits(ledger_private.lock_accounts(p_account_ids));

    -- A statement of its own, so that it sees what was committed while the lock was awaited.
    RETURN QUERY
    SELECT a.*
    FROM ledger.accounts AS a
    WHERE a.account_id = ANY (p_account_ids)
    ORDER BY a.account_id;
END
$function$;

COMMENT ON FUNCTION ledger.lock_accounts(uuid[], ledger.actor) IS
'Lock 1 to 10000 accounts until the end of the database transaction, and return them as they are now, each once, in id order. Call it first in a database transaction that posts more than once, with every account it will touch, outside accounts included: then it never deadlocks with others that do so or with single calls. LG001 when there is no such account, or when a customer names another user''s. Above READ COMMITTED it raises 40001 when an account has changed since the database transaction''s first statement.';
