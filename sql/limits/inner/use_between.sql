-- What a step of a hold uses of limits, from what the hold was to what it is.
CREATE OR REPLACE FUNCTION ledger_private.use_between(
    p_before ledger_private.hold_event,
    p_after ledger_private.hold_event
)
RETURNS ledger_private.posting_use
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_use ledger_private.posting_use;
BEGIN
    v_use.total := greatest(
        p_after.amount_after - p_after.released_after, p_after.captured_after
    );
    v_use.amount := v_use.total - coalesce(greatest(
        p_before.amount_after - p_before.released_after, p_before.captured_after
    ), 0);
    v_use.uses := CASE
        WHEN p_after.captured_after = 0 AND p_after.status_after IN ('RELEASED', 'EXPIRED')
            THEN 0 ELSE 1
    END - CASE WHEN p_before.hold_id IS NULL THEN 0 ELSE 1 END;
    RETURN v_use;
END
$function$;

COMMENT ON FUNCTION ledger_private.use_between(
    ledger_private.hold_event, ledger_private.hold_event
) IS
'amount and uses added by the step (negative: given back), and the total after it. p_before is NULL for the first step. A hold released without a capture was no use.';
