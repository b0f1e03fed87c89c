-- Whose limits a step of a hold uses, and as what.
CREATE OR REPLACE FUNCTION ledger_private.use_by_hold(
    p_use ledger_private.posting_use,
    p_hold ledger_private.hold,
    p_limit_slots integer[]
)
RETURNS ledger_private.posting_use
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    p_use.limit_slots := p_limit_slots;
    p_use.account_id := p_hold.account_id;
    p_use.user_id := p_hold.user_id;
    p_use.direction := 'out';
    p_use.currency := p_hold.currency;
    p_use.minor_units := p_hold.minor_units;
    p_use.transaction_type := 'capture';
    RETURN p_use;
END
$function$;

COMMENT ON FUNCTION ledger_private.use_by_hold(
    ledger_private.posting_use, ledger_private.hold, integer[]
) IS
'p_use, an amount and a number from use_between, as a use of the limits numbered p_limit_slots: those of the hold''s account, for what will be captured.';
