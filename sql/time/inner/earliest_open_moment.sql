-- The first moment that the postings of a batch may be dated to, when any bears a date.
CREATE OR REPLACE FUNCTION ledger_private.earliest_open_moment(
    p_items ledger_private.posting_item[],
    p_is_preview boolean DEFAULT false
)
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_open_from_at timestamptz;
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(p_items) AS i WHERE i.effective_at IS NOT NULL) THEN
        RETURN NULL;
    ELSIF p_is_preview OR current_setting('transaction_isolation') = 'read committed' THEN
        SELECT o.open_from_at INTO STRICT v_open_from_at
        FROM ledger_private.open_period AS o
        WHERE o.period_id = 1;
        RETURN v_open_from_at;
    END IF;
    -- An older snapshot may not know the last act: the lock fails (40001) if it does not.
    SELECT o.open_from_at INTO STRICT v_open_from_at
    FROM ledger_private.open_period AS o
    WHERE o.period_id = 1
    FOR SHARE;
    RETURN v_open_from_at;
END
$function$;

COMMENT ON FUNCTION ledger_private.earliest_open_moment(
    ledger_private.posting_item[], boolean
) IS
'NULL when no item has an effective date of its own: now is always open. Called under the account locks, which close_period waits for; or for a preview, which locks nothing.';
