-- Rows are added for entries that are about to be written, never for history.
CREATE OR REPLACE FUNCTION ledger_private.dated_entry_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken record;
BEGIN
    SELECT n.account_id, n.account_version INTO v_broken
    FROM new_rows AS n
    LEFT JOIN LATERAL (
        SELECT a.user_id, a.version FROM ledger_private.account AS a
        WHERE a.account_id = n.account_id
        LIMIT 1
    ) AS a ON true
    WHERE NOT coalesce(n.account_version > a.version AND n.user_id = a.user_id, false)
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG909', to_jsonb(v_broken));
    END IF;

    -- Whoever builds a posting without asking whether the day is open is asked here.
    SELECT n.account_id, n.account_version,
        ledger_private.moment_text(n.effective_at) AS effective_at,
        ledger_private.last_closed_day(o.open_from_at) AS closed_through_on
    INTO v_broken
    FROM ledger_private.open_period AS o
    JOIN new_rows AS n ON n.effective_at < o.open_from_at
    WHERE o.period_id = 1
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG250', to_jsonb(v_broken));
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.dated_entry_check() IS
'Trigger: LG909 for a row whose entry is written already or whose account is unknown; LG250 for one dated into a closed period.';

CREATE OR REPLACE TRIGGER dated_entry_50_check
AFTER INSERT ON ledger_private.dated_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.dated_entry_check();

ALTER TABLE ledger_private.dated_entry ENABLE ALWAYS TRIGGER dated_entry_50_check;
