-- Prove what was booked since the last proof, so much at a time, and keep the result.
-- Generic plans through keys, as in ledger.post_transfer.
CREATE OR REPLACE FUNCTION ledger.verify_new(
    p_limit integer DEFAULT 10000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.verifications
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_proof ledger_private.verification;
    v_is_numbered boolean;
    v_last_position bigint;
    v_ids uuid[];
    v_folds ledger_private.fold_proof[];
    v_shown ledger.verifications;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    IF coalesce(p_limit, 0) NOT BETWEEN 1 AND 100000 THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'limit', 'at_least', 1, 'at_most', 100000
        ));
    END IF;
    -- Waited for, so that nothing that is committed by now is left out.
    v_is_numbered := ledger_private.number_events(true);
    v_last_position := (ledger_private.last_pass()).last_position;
    -- One proof at a time, so that each begins where the last one ended.
    LOCK TABLE ledger_private.verification IN SHARE ROW EXCLUSIVE MODE;
    v_proof.created_at := clock_timestamp();
    SELECT coalesce(max(v.through_position) FILTER (WHERE v.is_ok), 0),
        coalesce(max(v.verification_number), 0) + 1
    INTO v_proof.after_position, v_proof.verification_number
    FROM ledger_private.verification AS v;

    -- Acts have places in the feed too, and are passed over.
    SELECT v_proof.after_position + count(*), coalesce(
        array_agg(f.transaction_id) FILTER (WHERE f.transaction_id IS NOT NULL), '{}'
    )
    INTO v_proof.through_position, v_ids
    FROM ledger_audit.feed_event AS f
    WHERE f.event_position > v_proof.after_position
        AND f.event_position <= v_proof.after_position + p_limit;
    v_folds := ARRAY(
        SELECT f FROM ledger_private.fold_ranges(v_ids, p_limit) AS f
    );
    v_proof.transactions := cardinality(v_ids);
    v_proof.broken := ledger_private.prove_transactions(v_ids)
        || ledger_private.prove_folds(v_folds) || coalesce((
        SELECT jsonb_build_object('currencies_sum_to_zero', s.broken)
        FROM (SELECT ledger_private.verify_currencies_sum_to_zero()) AS s (broken)
        WHERE s.broken IS NOT NULL
    ), '{}');
    v_proof.is_ok := v_proof.broken = '{}';
    IF NOT EXISTS (
        SELECT FROM ledger_private.last_guard_check() AS g
        WHERE g.finished_at > v_proof.created_at - interval '1 minute'
            -- What was looked at before a deploy says nothing of what it has declared.
            AND g.finished_at > (
                SELECT max(d.declared_at) FROM ledger_audit.guard_declaration AS d
            )
    ) THEN
        v_proof.broken_guards := coalesce(ledger_private.verify_guards_are_in_place(), '{}');
    END IF;
    v_proof.is_current := v_is_numbered
        AND v_proof.through_position >= v_last_position
        AND NOT EXISTS (SELECT FROM unnest(v_folds) AS f WHERE NOT f.is_current);
    v_proof.user_id := v_actor.user_id;
    v_proof.user_role := v_actor.role;
    v_proof.database_user := session_user;
    v_proof.request_id := v_actor.request_id;
    v_proof.finished_at := clock_timestamp();
    INSERT INTO ledger_private.verification SELECT (v_proof).*;
    IF v_proof.is_ok THEN
        INSERT INTO ledger_private.fold_proof AS p
        SELECT f.* FROM unnest(v_folds) AS f
        ON CONFLICT (account_id) DO UPDATE
        SET after_version = excluded.after_version, through_version = excluded.through_version,
            is_current = excluded.is_current;
    END IF;
    SELECT v.* INTO STRICT v_shown
    FROM ledger.verifications AS v
    WHERE v.verification_number = v_proof.verification_number;
    PERFORM ledger_private.note_verification(v_shown, v_actor);
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.verify_new(integer, ledger.actor) IS
'Prove the transactions among the next p_limit (1 to 100000) events after those that the last proof without a fault covered: entries, running balances, dated entries, audit rows and chain, and their accounts; also, p_limit at a time, what folding has made since of open credits that it covered; that each currency sums to zero, which reads all accounts; and, where nobody has looked for a minute or since the last declaration, that the guards are in place, which is told in broken_guards and keeps no proof from going on. The result is kept. Call it until is_current. What it has passed is not read again; ledger.verify proves all. It goes by positions in the feed, which a restore keeps. For auditors, operators and administrators.';
