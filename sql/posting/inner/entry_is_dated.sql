-- Whether an entry that counts from another moment than its booking is on file as such.
CREATE OR REPLACE FUNCTION ledger_private.entry_is_dated(
    p_account_id uuid,
    p_account_version bigint,
    p_amount numeric,
    p_effective_at timestamptz
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT EXISTS (
        SELECT FROM ledger_private.dated_entry AS d
        WHERE d.account_id = p_account_id
            AND d.account_version = p_account_version
            AND d.effective_at = p_effective_at
            AND abs(d.signed_amount) = p_amount
    )
$function$;

COMMENT ON FUNCTION ledger_private.entry_is_dated(uuid, bigint, numeric, timestamptz) IS
'True when ledger_private.dated_entry has the entry with this amount and moment.';
