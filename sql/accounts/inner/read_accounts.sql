-- Accounts as a posting would find them under its locks, read without any.
CREATE OR REPLACE FUNCTION ledger_private.read_accounts(
    p_account_ids uuid[],
    p_now timestamptz
)
RETURNS ledger_private.posting_account[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_accounts ledger_private.posting_account[];
    v_row ledger_private.account;
BEGIN
    FOR v_row IN
        SELECT a.*
        FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
        ORDER BY a.account_id
    LOOP
        -- A posting would fold open credits and release expired holds, on no account that is
        -- ahead of the clock.
        IF v_row.updated_at <= p_now + ledger_private.clock_tolerance() THEN
            SELECT
                v_row.balance + coalesce(sum(o.amount), 0), v_row.version + count(*),
                v_row.audit_position + count(*),
                greatest(v_row.updated_at, least(max(o.created_at), p_now))
            INTO v_row.balance, v_row.version, v_row.audit_position, v_row.updated_at
            FROM ledger_audit.open_credit AS o
            WHERE o.account_id = v_row.account_id;

            SELECT v_row.held - coalesce(sum(h.remaining), 0) INTO v_row.held
            FROM ledger_private.expired_holds(v_row.account_id, p_now) AS h;
        END IF;
        v_accounts := v_accounts || ledger_private.account_for_posting(v_row);
    END LOOP;
    RETURN v_accounts;
END
$function$;

COMMENT ON FUNCTION ledger_private.read_accounts(uuid[], timestamptz) IS
'What lock_accounts and without_expired_holds would leave at p_now, in the same order, but for audit_hash; audit_position does not count the release of holds.';
