-- The account that stands in an account's place after mergers.
CREATE OR REPLACE FUNCTION ledger_private.successor_of(p_account_id uuid)
RETURNS uuid
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_successor_id uuid := p_account_id;
    v_next_id uuid := p_account_id;
BEGIN
    -- A merged account is closed for good, so this ends.
    WHILE v_next_id IS NOT NULL LOOP
        v_successor_id := v_next_id;
        v_next_id := (
            SELECT a.merged_into_account_id
            FROM ledger_private.account AS a
            WHERE a.account_id = v_successor_id
        );
    END LOOP;
    RETURN v_successor_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.successor_of(uuid) IS
'The account that p_account_id was merged into, through any number of mergers; itself when it was not merged, or is none.';
