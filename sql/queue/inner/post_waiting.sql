-- Post what was taken from a lane.
CREATE OR REPLACE FUNCTION ledger_private.post_waiting(
    p_waiting ledger_private.queued_request[]
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- What fails as a whole is undone and stays taken: then each posts its own alone, and the
    -- error meets who caused it. Only who is cancelled or killed leaves it to the next one.
    PERFORM set_config('lock_timeout', '250ms', true);
    IF cardinality(p_waiting) = 1 THEN
        PERFORM ledger_private.post_one(p_waiting[1].transfer, p_waiting[1].actor);
    ELSIF cardinality(p_waiting) > 1 THEN
        PERFORM ledger_private.post_batch(
            ARRAY(SELECT w.transfer FROM unnest(p_waiting) AS w), NULL,
            ARRAY(SELECT w.actor FROM unnest(p_waiting) AS w)
        );
    END IF;
EXCEPTION WHEN OTHERS THEN
    NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_waiting(ledger_private.queued_request[]) IS
'All of it or, when it fails as a whole, nothing; refusals of single items are no failure and are recorded. Waits for a lock no longer than post_gathered does.';
