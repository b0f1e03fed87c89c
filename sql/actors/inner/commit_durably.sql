-- Let nothing be acknowledged before it is on disk, whatever the session has set.
CREATE OR REPLACE FUNCTION ledger_private.commit_durably()
RETURNS text
LANGUAGE sql
VOLATILE
AS $function$
    SELECT CASE
        WHEN current_setting('synchronous_commit') IN ('off', 'local')
            THEN set_config('synchronous_commit', 'on', true)
    END
$function$;

COMMENT ON FUNCTION ledger_private.commit_durably() IS
'For the rest of the transaction synchronous_commit is on where it is off or local; NULL where it is more than these.';
