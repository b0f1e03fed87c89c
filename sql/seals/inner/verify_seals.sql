-- What was sealed of the feed is what the rows say now.
CREATE OR REPLACE FUNCTION ledger_private.verify_seals()
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_size bigint := (ledger_private.last_seal()).tree_size;
BEGIN
    RETURN coalesce(
        ledger_private.leaf_difference(0, v_size),
        ledger_private.tree_difference(),
        ledger_private.state_difference()
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.verify_seals() IS
'Every sealed event is as it was sealed, the tree of seals is whole, and objects are as they were when the last event about them was sealed. Returns the first event, node or object that breaks this, or NULL; NULL where nothing was ever sealed. Who rewrites the seals as well is found by ledger.check_seals only.';
