-- Go on only while an account is as it was read.
CREATE OR REPLACE FUNCTION ledger.require_revision(
    p_account_id uuid,
    p_revisions bigint[] DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_position bigint;
BEGIN
    PERFORM ledger_private.require_few('revisions', p_revisions);
    IF p_revisions IS NULL THEN
        RETURN p_account_id;
    END IF;
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_account(p_account_id, v_actor);
    -- What can change nothing has nothing to keep as it is.
    v_position := CASE current_setting('transaction_read_only')
        WHEN 'on' THEN (
            ledger_private.read_accounts(ARRAY[p_account_id], clock_timestamp())
        )[1].audit_position
        ELSE (ledger_private.lock_account(p_account_id)).audit_position
    END;
    IF v_position <> ALL (p_revisions) THEN
        PERFORM ledger_private.raise_error('LG302', jsonb_build_object(
            'account_id', p_account_id, 'revision', v_position
        ));
    END IF;
    RETURN p_account_id;
END
$function$;

COMMENT ON FUNCTION ledger.require_revision(uuid, bigint[], ledger.actor) IS
'Lock the account and return its id when its revision is one of p_revisions; LG302 otherwise, LG001 when there is no such account. Call it in the FROM clause of the statement that changes the account, and give its result to that function: nothing can come between. p_revisions NULL: nothing is checked or locked. In a read-only transaction it compares and locks nothing.';
