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
DECLARE
    v_written ledger_private.posting_leg;
    v_leg ledger_private.requested_leg;
    v_ids uuid[] := ARRAY[]::uuid[];
    v_versions bigint[] := ARRAY[]::bigint[];
    v_texts text[] := ARRAY[]::text[];
    v_says_something boolean := false;
BEGIN
    IF p_item.failure_code IS NOT NULL THEN
        p_item.status := 'FAILED';
        RETURN p_item;
    END IF;
    p_item.status := 'COMPLETED';
    FOREACH v_written IN ARRAY p_written LOOP
        v_ids := v_ids || v_written.account_id;
        v_versions := v_versions || v_written.account_version;
    END LOOP;
    FOREACH v_leg IN ARRAY p_legs LOOP
        v_says_something := v_says_something OR v_leg.description IS NOT NULL;
        IF v_leg.posted > 0 THEN
            v_texts := v_texts || v_leg.description;
        END IF;
    END LOOP;
    p_item.leg_account_ids := v_ids;
    p_item.leg_account_versions := v_versions;
    IF v_says_something THEN
        p_item.leg_descriptions := v_texts;
    END IF;
    RETURN p_item;
END
$function$;

COMMENT ON FUNCTION ledger_private.name_legs(
    ledger_private.posting_item, ledger_private.requested_leg[], ledger_private.posting_leg[]
) IS
'The item with its status, and for a completed one the accounts, versions and descriptions of its entries, in leg order.';
