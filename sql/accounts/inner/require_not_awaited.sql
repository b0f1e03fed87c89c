-- No account ends that authorised money is still to reach.
CREATE OR REPLACE FUNCTION ledger_private.require_not_awaited(
    p_account_id uuid,
    p_into_account_id uuid
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_holds bigint;
    v_ids uuid[];
BEGIN
    -- Those of a merged account's successor would pay it to itself; an expired one pays nobody.
    SELECT count(*), (array_agg(h.hold_id ORDER BY h.hold_id))[1 : 10] INTO v_holds, v_ids
    FROM ledger_private.hold AS h
    JOIN ledger_private.account AS a ON a.account_id = h.to_account_id
    WHERE h.status = 'OPEN'
        AND NOT h.is_freeze
        AND (h.expires_at IS NULL OR h.expires_at > clock_timestamp())
        AND (a.account_id = p_account_id OR (
            a.merged_into_account_id IS NOT NULL
            AND ledger_private.successor_of(a.account_id) = p_account_id
        ))
        AND (p_into_account_id IS NULL OR h.account_id = p_into_account_id);
    IF v_holds > 0 THEN
        PERFORM ledger_private.raise_error('LG210', jsonb_build_object(
            'account_id', p_account_id, 'open_holds', v_holds, 'hold_ids', v_ids
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_not_awaited(uuid, uuid) IS
'LG210 while open holds that have not expired are to be paid to p_account_id; where it is merged into p_into_account_id, only while holds of that one are: others pay the successor. Names up to ten. Reads all open holds.';
