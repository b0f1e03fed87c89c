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
BEGIN
    RETURN (
        -- A reversal uses nothing and gives nothing back; what is captured was used by its hold.
        SELECT CASE WHEN p_item.reverses_transaction_id IS NOT NULL
            THEN ARRAY[]::ledger_private.posting_use[]
            ELSE CASE WHEN p_from.limit_slots IS NULL OR p_item.hold_id IS NOT NULL
                THEN ARRAY[]::ledger_private.posting_use[]
                ELSE ARRAY[ROW(
                    p_from.limit_slots, p_from.account_id, p_from.user_id, 'out', p_item.currency,
                    p_item.minor_units, p_item.transaction_type, p_item.amount, 1, p_item.amount
                )::ledger_private.posting_use]
            END || CASE WHEN p_to.limit_slots IS NULL
                THEN ARRAY[]::ledger_private.posting_use[]
                ELSE ARRAY[ROW(
                    p_to.limit_slots, p_to.account_id, p_to.user_id, 'in', p_item.currency,
                    p_item.minor_units, p_item.transaction_type, p_item.amount, 1, p_item.amount
                )::ledger_private.posting_use]
            END
        END
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.transfer_uses(
    ledger_private.posting_item, ledger_private.posting_account, ledger_private.posting_account
) IS
'One posting_use for each side that has limits; empty for reversals, and for the paying side of a capture.';
