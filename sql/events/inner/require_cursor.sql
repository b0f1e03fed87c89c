-- A reader goes on only where this history is the one that it has read.
CREATE OR REPLACE FUNCTION ledger_private.require_cursor(
    p_after_position bigint,
    p_feed_id uuid,
    p_is_complete boolean
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_known bigint;
BEGIN
    IF p_after_position IS NULL OR p_after_position = 0 THEN
        RETURN;
    ELSIF p_feed_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["feed_id"]}');
    END IF;
    SELECT max(p.last_position) INTO v_known
    FROM ledger_audit.feed_pass AS p
    WHERE p.feed_id = p_feed_id;
    -- What a standby or an old snapshot does not show yet may still come.
    IF p_after_position > v_known AND NOT p_is_complete
        AND p_feed_id = (ledger_private.last_pass()).feed_id
    THEN
        RETURN;
    ELSIF coalesce(p_after_position > v_known, true) THEN
        PERFORM ledger_private.raise_error('LG320', jsonb_build_object(
            'feed_id', p_feed_id, 'after_position', p_after_position, 'known_position', v_known
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_cursor(bigint, uuid, boolean) IS
'LG320 unless the position is one that this feed gave, or one that a feed from which this history comes gave before they parted. p_is_complete says whether this session sees all that was numbered.';
