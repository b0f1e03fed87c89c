-- What a transfer would use of the limits on its two accounts.
CREATE OR REPLACE FUNCTION ledger_private.transfer_uses(
    p_item ledger_private.posting_item,
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account
)
RETURNS ledger_private.posting_use[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_uses ledger_private.posting_use[] := ARRAY[]::ledger_private.posting_use[];
    v_use ledger_private.posting_use;
BEGIN
    -- A reversal uses nothing and gives nothing back; what is captured was used by its hold.
    IF p_item.reverses_transaction_id IS NOT NULL THEN
        RETURN v_uses;
    END IF;
    v_use.currency := p_item.currency;
    v_use.minor_units := p_item.minor_units;
    v_use.transaction_type := p_item.transaction_type;
    v_use.amount := p_item.amount;
    v_use.uses := 1;
    v_use.total := p_item.amount;
    IF p_from.limit_slots IS NOT NULL AND p_item.hold_id IS NULL THEN
        v_use.limit_slots := p_from.limit_slots;
        v_use.account_id := p_from.account_id;
        v_use.user_id := p_from.user_id;
        v_use.direction := 'out';
        v_uses := v_uses || v_use;
    END IF;
    IF p_to.limit_slots IS NOT NULL THEN
        v_use.limit_slots := p_to.limit_slots;
        v_use.account_id := p_to.account_id;
        v_use.user_id := p_to.user_id;
        v_use.direction := 'in';
        v_uses := v_uses || v_use;
    END IF;
    RETURN v_uses;
END
$function$;

COMMENT ON FUNCTION ledger_private.transfer_uses(
    ledger_private.posting_item, ledger_private.posting_account, ledger_private.posting_account
) IS
'One posting_use for each side that has limits; empty for reversals, and for the paying side of a capture.';
