-- The head of the feed.
CREATE OR REPLACE FUNCTION ledger_private.last_pass()
RETURNS ledger_audit.feed_pass
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_pass ledger_audit.feed_pass;
BEGIN
    SELECT p.* INTO v_pass
    FROM ledger_audit.feed_pass AS p
    ORDER BY p.pass_number DESC
    LIMIT 1;
    -- Its snapshot means nothing elsewhere. A standby has that of its primary.
    IF v_pass.incarnation <> coalesce(ledger_private.incarnation(), v_pass.incarnation)
        OR pg_snapshot_xmax(v_pass.seen) > pg_snapshot_xmax(pg_current_snapshot())
            AND NOT pg_is_in_recovery()
    THEN
        v_pass.seen := NULL;
    END IF;
    v_pass.pass_number := coalesce(v_pass.pass_number, 0);
    v_pass.last_position := coalesce(v_pass.last_position, 0);
    RETURN v_pass;
END
$function$;

COMMENT ON FUNCTION ledger_private.last_pass() IS
'The newest pass of numbering; before the first one a row of zeros and NULLs. Its seen is NULL where transaction numbers are not those of the pass: in another incarnation, or when they went back.';
