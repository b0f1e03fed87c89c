-- Lock payer and payee of a transfer, and read what would become of them.
CREATE OR REPLACE FUNCTION ledger_private.lock_pair(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_is_folded boolean DEFAULT false,
    p_clearing_account_id uuid DEFAULT NULL
)
RETURNS ledger_private.posting_pair
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_pair ledger_private.posting_pair;
BEGIN
    -- In ascending order, as lock_accounts does: the rows are locked in the order of the list.
    IF p_from_account_id < p_to_account_id THEN
        SELECT
            f.currency, o.currency, f.minor_units, f.user_id, o.user_id,
            CASE f.user_id WHEN 0 THEN o.user_id ELSE f.user_id END,
            (f.status = 'ACTIVE' OR f.account_id = p_clearing_account_id)
            AND (o.status = 'ACTIVE' OR o.account_id = p_clearing_account_id)
            AND NOT f.has_rules AND NOT o.has_rules
            AND NOT EXISTS (SELECT FROM ledger_private.refusing_rule),
            f.version + 1, o.version + 1, f.audit_position + 1, o.audit_position + 1,
            f.balance - p_amount, o.balance + p_amount, f.held, f.min_balance, o.max_balance,
            f.audit_hash || o.audit_hash, greatest(clock_timestamp(), f.updated_at, o.updated_at),
            ledger_private.is_outside(o.user_id, o.account_class)
        INTO v_pair
        FROM ledger_private.account AS f, ledger_private.account AS o
        WHERE f.account_id = p_from_account_id
            AND o.account_id = p_to_account_id
            AND (p_is_folded OR NOT (f.accumulates OR o.accumulates))
        FOR NO KEY UPDATE OF f, o;
    ELSE
        SELECT
            f.currency, o.currency, f.minor_units, f.user_id, o.user_id,
            CASE f.user_id WHEN 0 THEN o.user_id ELSE f.user_id END,
            (f.status = 'ACTIVE' OR f.account_id = p_clearing_account_id)
            AND (o.status = 'ACTIVE' OR o.account_id = p_clearing_account_id)
            AND NOT f.has_rules AND NOT o.has_rules
            AND NOT EXISTS (SELECT FROM ledger_private.refusing_rule),
            f.version + 1, o.version + 1, f.audit_position + 1, o.audit_position + 1,
            f.balance - p_amount, o.balance + p_amount, f.held, f.min_balance, o.max_balance,
            f.audit_hash || o.audit_hash, greatest(clock_timestamp(), f.updated_at, o.updated_at),
            ledger_private.is_outside(o.user_id, o.account_class)
        INTO v_pair
        FROM ledger_private.account AS o, ledger_private.account AS f
        WHERE f.account_id = p_from_account_id
            AND o.account_id = p_to_account_id
            AND (p_is_folded OR NOT (f.accumulates OR o.accumulates))
        FOR NO KEY UPDATE OF o, f;
    END IF;
    IF v_pair.currency IS NULL AND NOT p_is_folded THEN
        RETURN ledger_private.lock_folded_pair(
            p_from_account_id, p_to_account_id, p_amount, p_clearing_account_id
        );
    END IF;
    RETURN v_pair;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_pair(uuid, uuid, numeric, boolean, uuid) IS
'Locks both accounts FOR NO KEY UPDATE in ascending account_id order; all of the row is NULL when one is not there, and, without any lock, when the payee accumulates and the payer does not. p_is_folded: whether open credits need not be looked for. p_clearing_account_id: the one account that may be suspended, as those of clearing always are.';
