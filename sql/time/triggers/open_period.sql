-- The border of the open period is what the last act says, or it does not move.
CREATE OR REPLACE FUNCTION ledger_private.open_period_check()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM FROM new_rows AS n
    LEFT JOIN (
        SELECT p.act_number, ledger_private.opening_moment(p.closed_through_on) AS open_from_at
        FROM ledger_private.period_act AS p
        ORDER BY p.act_number DESC
        LIMIT 1
    ) AS p ON true
    WHERE (n.act_number, n.open_from_at) IS DISTINCT FROM (p.act_number, p.open_from_at);
    IF FOUND THEN
        PERFORM ledger_private.raise_error('LG909', '{"table": "open_period"}');
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.open_period_check() IS
'Trigger: LG909 unless the row is what the newest act of closing or reopening says.';

CREATE OR REPLACE TRIGGER open_period_10_refuse_removal
BEFORE INSERT OR DELETE ON ledger_private.open_period
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER open_period_11_refuse_truncate
BEFORE TRUNCATE ON ledger_private.open_period
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.refuse_change();

CREATE OR REPLACE TRIGGER open_period_50_check
AFTER UPDATE ON ledger_private.open_period
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.open_period_check();

ALTER TABLE ledger_private.open_period ENABLE ALWAYS TRIGGER open_period_10_refuse_removal;
ALTER TABLE ledger_private.open_period ENABLE ALWAYS TRIGGER open_period_11_refuse_truncate;
ALTER TABLE ledger_private.open_period ENABLE ALWAYS TRIGGER open_period_50_check;
