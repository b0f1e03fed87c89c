-- Finish a decided transaction: name the entries that it has, or say that it failed.
CREATE OR REPLACE FUNCTION ledger_private.name_legs(
    p_item ledger_private.posting_item,
    p_legs ledger_private.requested_leg[],
    p_written ledger_private.posting_leg[]
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
IMMUTABLE
AS $function$
BEGIN
    IF p_item.failure_code IS NOT NULL THEN
        p_item.status := 'FAILED';
        RETURN p_item;
    END IF;
    p_item.status := 'COMPLETED';
    p_item.leg_account_ids := ARRAY(SELECT w.account_id FROM unnest(p_written) AS w);
    p_item.leg_account_versions := ARRAY(SELECT w.account_version FROM unnest(p_written) AS w);
    IF EXISTS (SELECT FROM unnest(p_legs) AS l WHERE l.description IS NOT NULL) THEN
        p_item.leg_descriptions := ARRAY(
            SELECT l.description FROM unnest(p_legs) AS l
            WHERE l.posted > 0
            ORDER BY l.leg_number
        );
    END IF;
    RETURN p_item;
END
$function$;

COMMENT ON FUNCTION ledger_private.name_legs(
    ledger_private.posting_item, ledger_private.requested_leg[], ledger_private.posting_leg[]
) IS
'The item with its status, and for a completed one the accounts, versions and descriptions of its entries, in leg order.';
