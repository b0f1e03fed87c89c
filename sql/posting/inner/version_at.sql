-- How many entries an account had at a moment, or before it.
CREATE OR REPLACE FUNCTION ledger_private.version_at(
    p_account_id uuid,
    p_version bigint,
    p_at timestamptz
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_entry ledger_audit.transaction_entry;
BEGIN
    IF p_at IS NULL OR p_at = 'infinity' THEN
        RETURN p_version;
    END IF;
    v_entry := ledger_private.last_entry_at(p_account_id, p_version, p_at);
    RETURN coalesce(v_entry.account_version::bigint, 0);
END
$function$;

COMMENT ON FUNCTION ledger_private.version_at(uuid, bigint, timestamptz) IS
'The version of the last entry with created_at <= p_at, of an account that is at p_version; 0 when there was none, p_version when p_at is NULL.';
