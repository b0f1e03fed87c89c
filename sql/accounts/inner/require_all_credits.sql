-- Nothing ends an account's accumulating that cannot see all its open credits: LG330.
CREATE OR REPLACE FUNCTION ledger_private.require_all_credits(p_accumulates boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- An older snapshot does not show what was paid since, and no row that it could meet changed.
    IF p_accumulates AND current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM ledger_private.raise_error('LG330', jsonb_build_object(
            'transaction_isolation', current_setting('transaction_isolation')
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_all_credits(boolean) IS
'LG330 above READ COMMITTED for an account that accumulates. Other changes and postings need not ask: an open credit that they do not see stays open, and is folded by the next.';
