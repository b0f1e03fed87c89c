-- An account holds what its last entry says, its audit chain ends where the account says, its
-- balance keeps within its bounds, and it is dated as the end of its chain, whoever updates it:
-- proved for all rows of a statement at once. Asked here and not in CHECKs, which each statement
-- that moves a balance would parse anew. That each entry follows from the one before is proved
-- where entries arrive.
CREATE OR REPLACE FUNCTION ledger_private.account_check_balance()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_broken uuid;
    v_bound text;
    v_is_misdated boolean;
BEGIN
    -- LATERAL with LIMIT goes row by row to the end of each account's key.
    SELECT n.account_id INTO v_broken
    FROM new_rows AS n
    LEFT JOIN LATERAL (
        SELECT e.account_version, e.account_position, e.balance_after, e.row_hash,
            e.created_at
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = n.account_id
        ORDER BY e.account_version DESC
        LIMIT 1
    ) AS e ON true
    WHERE n.version <> coalesce(e.account_version, 0)
        OR n.balance <> coalesce(e.balance_after, 0)
        OR n.audit_hash IS DISTINCT FROM CASE n.audit_position
            WHEN e.account_position THEN e.row_hash
            ELSE ledger_private.hash_at(n.account_id, n.audit_position)
        END
        OR ledger_private.date_agrees(n.updated_at, CASE n.audit_position
            WHEN e.account_position THEN e.created_at
            ELSE ledger_private.change_at(n.account_id, n.audit_position)
        END) IS NOT TRUE
        OR ledger_private.broken_bound(
            n.balance, n.held, n.min_balance, n.max_balance, n.minor_units, n.status
        ) IS NOT NULL
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    SELECT ledger_private.broken_bound(
        n.balance, n.held, n.min_balance, n.max_balance, n.minor_units, n.status
    ) INTO v_bound
    FROM new_rows AS n
    WHERE n.account_id = v_broken;
    IF v_bound IS NOT NULL THEN
        RAISE check_violation USING
            MESSAGE = format('account %s breaks the rule "%s"', v_broken, v_bound),
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = v_bound;
    END IF;
    SELECT NOT ledger_private.date_agrees(n.updated_at, coalesce(
        ledger_private.change_at(n.account_id, n.audit_position),
        (
            SELECT e.created_at FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = n.account_id
                AND e.account_version = n.version
                AND e.account_position = n.audit_position
        )
    )) INTO v_is_misdated
    FROM new_rows AS n
    WHERE n.account_id = v_broken;
    PERFORM ledger_private.raise_error(
        CASE WHEN v_is_misdated THEN 'LG909' ELSE 'LG903' END,
        jsonb_build_object('account_id', v_broken)
    );
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.account_check_balance() IS
'Trigger: LG903 unless each changed account''s balance is that of its last entry, numbered by its version, and its audit chain ends with what its audit_position names; LG909 unless it was last changed when that was written, and not in the future; 23514 with the rule''s name as CONSTRAINT unless the balance keeps within its bounds.';

CREATE OR REPLACE TRIGGER account_50_check_balance
AFTER UPDATE ON ledger_private.account
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.account_check_balance();

ALTER TABLE ledger_private.account ENABLE ALWAYS TRIGGER account_50_check_balance;
