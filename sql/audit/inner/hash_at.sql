-- What the audit chain of an account said at a place: the hash of an entry, or of a change.
CREATE OR REPLACE FUNCTION ledger_private.hash_at(p_account_id uuid, p_account_position bigint)
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT coalesce(
        (
            SELECT l.row_hash
            FROM ledger_audit.audit_log AS l
            WHERE l.account_id = p_account_id
                AND l.account_position = p_account_position
        ),
        (
            SELECT e.row_hash
            FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = p_account_id
                AND e.account_version = p_account_position
                    - ledger_private.changes_until(p_account_id, p_account_position)
        ),
        ''
    )
$function$;

COMMENT ON FUNCTION ledger_private.hash_at(uuid, bigint) IS
'row_hash of the entry or audit row at this place of the account''s chain, by key; empty at place 0.';
