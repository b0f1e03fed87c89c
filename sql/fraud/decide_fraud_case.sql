-- Decide a case of the review queue.
CREATE OR REPLACE FUNCTION ledger.decide_fraud_case(
    p_case_id uuid,
    p_decision text,
    p_reason text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.fraud_cases
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_case ledger_private.fraud_case;
    v_account ledger_private.account;
BEGIN
    PERFORM ledger_private.require_short('decision', p_decision, 'reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'review');
    IF (p_decision IN ('CLEARED', 'CONFIRMED')) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'decision', 'allowed', ARRAY['CLEARED', 'CONFIRMED']
        ));
    ELSIF coalesce(p_reason, '') = '' OR NOT ledger_private.is_prose(p_reason) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "reason"}');
    END IF;
    SELECT c.* INTO v_case FROM ledger_private.fraud_case AS c WHERE c.case_id = p_case_id;
    IF NOT found THEN
        PERFORM ledger_private.raise_error('LG027', jsonb_build_object('case_id', p_case_id));
    END IF;

    v_account := ledger_private.lock_settled_account(v_case.account_id, v_actor);
    SELECT c.* INTO v_case
    FROM ledger_private.fraud_case AS c
    WHERE c.case_id = p_case_id
    FOR NO KEY UPDATE;
    IF v_case.status <> 'OPEN' THEN
        PERFORM ledger_private.raise_error('LG327', jsonb_build_object(
            'case_id', p_case_id, 'status', v_case.status
        ));
    END IF;

    UPDATE ledger_private.fraud_case AS c
    SET
        status = p_decision, reason = p_reason, decided_at = clock_timestamp(),
        decided_by_user_id = v_actor.user_id, decided_by_role = v_actor.role,
        database_user = session_user, request_id = v_actor.request_id,
        api_key_id = ledger_private.acting_key(v_actor.scopes)
    WHERE c.case_id = p_case_id;
    IF p_decision = 'CLEARED' THEN
        PERFORM ledger_private.undo_case(v_case, v_account, v_actor);
    END IF;
    PERFORM ledger_private.note_case('fraud_case.decided', p_case_id, v_actor);
    RETURN QUERY SELECT c.* FROM ledger.fraud_cases AS c WHERE c.case_id = p_case_id;
END
$function$;

COMMENT ON FUNCTION ledger.decide_fraud_case(uuid, text, text, ledger.actor) IS
'Decide an open case: CLEARED gives its freeze back and lets the account that it suspended pay again, unless another case that is open or confirmed suspended it too; CONFIRMED leaves both, for people to deal with. p_reason is kept with who decided. LG027 without such a case, LG327 when it is decided already. Audited. Locks the account, then the case. Staff who may review.';
