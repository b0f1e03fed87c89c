-- Lock the open holds of a group, after all accounts that they and their payees are.
CREATE OR REPLACE FUNCTION ledger_private.lock_group_holds(
    p_group_id uuid,
    p_allows_expired boolean,
    p_actor ledger.actor
)
RETURNS ledger_private.hold[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_hold_ids uuid[];
    v_account_ids uuid[];
    v_holds ledger_private.hold[];
BEGIN
    IF ledger_private.require_hold_group(p_group_id, p_actor) = 0 THEN
        PERFORM ledger_private.raise_error('LG007', jsonb_build_object(
            'group_id', p_group_id
        ));
    END IF;
    -- A hold that joins from here on comes after this call: its accounts are not locked.
    SELECT array_agg(h.hold_id), array_agg(h.account_id) || array_agg(h.to_account_id)
    INTO v_hold_ids, v_account_ids
    FROM ledger_private.hold AS h
    WHERE h.group_id = p_group_id
        AND h.status = 'OPEN';
    PERFORM ledger_private.lock_limits(ledger_private.lock_accounts(v_account_ids));
    IF p_allows_expired THEN
        PERFORM ledger_private.release_expired_holds(v_account_ids, p_actor);
    END IF;
    v_holds := ARRAY(
        SELECT ledger_private.lock_open_hold(h.hold_id, p_actor)
        FROM (
            SELECT h.hold_id
            FROM ledger_private.hold AS h
            WHERE h.hold_id = ANY (v_hold_ids)
                AND h.status = 'OPEN'
            ORDER BY h.hold_id
        ) AS h
    );
    IF cardinality(v_holds) = 0 THEN
        PERFORM ledger_private.raise_error('LG220', jsonb_build_object(
            'group_id', p_group_id
        ));
    END IF;
    RETURN v_holds;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_group_holds(uuid, boolean, ledger.actor) IS
'The open holds of a group, locked in id order after their accounts. LG007 when there is no such group for the actor, LG220 when nothing of it is open, LG221 when one of them has expired, unless p_allows_expired, which tidies those away.';
