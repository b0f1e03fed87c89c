-- Take one step of a hold: its row, its event, the audit row and the account's held amount.
CREATE OR REPLACE FUNCTION ledger_private.change_hold(
    p_account ledger_private.account,
    p_hold ledger_private.hold,
    p_event_type text,
    p_amount numeric,
    p_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_remaining numeric := greatest(p_hold.amount - p_hold.captured - p_hold.released, 0);
BEGIN
    IF p_event_type <> 'EXPIRE' THEN
        PERFORM ledger_private.require_key_allows(
            p_actor, p_hold.account_id,
            CASE WHEN p_event_type IN ('PLACE', 'INCREMENT') THEN p_hold.amount END,
            p_hold.currency, 'capture'
        );
    END IF;
    p_hold.event_count := coalesce(p_hold.event_count, 0) + 1;
    p_hold.status := CASE
        WHEN v_remaining > 0 THEN 'OPEN'
        WHEN p_event_type = 'CAPTURE' THEN 'CAPTURED'
        WHEN p_event_type = 'EXPIRE' THEN 'EXPIRED'
        ELSE 'RELEASED'
    END;
    IF p_account.has_rules THEN
        p_account := ledger_private.date_after_limits(p_account);
    END IF;
    p_account.held := p_account.held + v_remaining - coalesce(p_hold.remaining, 0);
    p_account := ledger_private.append_audit(p_account, 'HOLD', jsonb_strip_nulls(
        jsonb_build_object(
            'hold_id', p_hold.hold_id, 'event', p_event_type, 'number', p_hold.event_count,
            'amount', round(p_amount, p_account.minor_units)::text,
            'held', round(p_account.held, p_account.minor_units)::text,
            'expires_at', ledger_private.moment_text(p_hold.expires_at)
        )
    ), p_actor);

    -- One statement, so that each table's check sees the others' new rows; one for each case,
    -- so that a step does not set up what it will not write.
    IF p_hold.event_count = 1 THEN
        WITH placed AS (
            INSERT INTO ledger_private.hold (
                hold_id, account_id, to_account_id, group_id, user_id, placed_by, event_count,
                created_at, updated_at, expires_at, minor_units, currency, amount,
                tolerance_amount, tolerance_percent, status, description, metadata, is_freeze
            )
            VALUES (
                p_hold.hold_id, p_hold.account_id, p_hold.to_account_id, p_hold.group_id,
                p_hold.user_id, p_hold.placed_by, 1, p_account.updated_at, p_account.updated_at,
                p_hold.expires_at, p_hold.minor_units, p_hold.currency, p_hold.amount,
                p_hold.tolerance_amount, p_hold.tolerance_percent, p_hold.status,
                p_hold.description, p_hold.metadata, coalesce(p_hold.is_freeze, false)
            )
        ),
        recorded AS (
            INSERT INTO ledger_private.hold_event (
                hold_id, event_number, account_id, account_position, user_id, transaction_id,
                created_at, expires_at, event_type, amount, amount_after, captured_after,
                released_after, status_after
            )
            VALUES (
                p_hold.hold_id, p_hold.event_count, p_hold.account_id, p_account.audit_position,
                p_hold.user_id, p_transaction_id, p_account.updated_at, p_hold.expires_at,
                p_event_type, p_amount, p_hold.amount, p_hold.captured, p_hold.released,
                p_hold.status
            )
        )
        UPDATE ledger_private.account AS a
        SET
            held = p_account.held,
            updated_at = p_account.updated_at,
            audit_position = p_account.audit_position,
            audit_hash = p_account.audit_hash
        WHERE a.account_id = p_account.account_id;
    ELSE
        WITH changed AS (
            UPDATE ledger_private.hold AS h
            SET
                event_count = p_hold.event_count,
                amount = p_hold.amount,
                captured = p_hold.captured,
                released = p_hold.released,
                expires_at = p_hold.expires_at,
                status = p_hold.status,
                updated_at = p_account.updated_at
            WHERE h.hold_id = p_hold.hold_id
        ),
        recorded AS (
            INSERT INTO ledger_private.hold_event (
                hold_id, event_number, account_id, account_position, user_id, transaction_id,
                created_at, expires_at, event_type, amount, amount_after, captured_after,
                released_after, status_after
            )
            VALUES (
                p_hold.hold_id, p_hold.event_count, p_hold.account_id, p_account.audit_position,
                p_hold.user_id, p_transaction_id, p_account.updated_at, p_hold.expires_at,
                p_event_type, p_amount, p_hold.amount, p_hold.captured, p_hold.released,
                p_hold.status
            )
        )
        UPDATE ledger_private.account AS a
        SET
            held = p_account.held,
            updated_at = p_account.updated_at,
            audit_position = p_account.audit_position,
            audit_hash = p_account.audit_hash
        WHERE a.account_id = p_account.account_id;
    END IF;
    IF p_account.has_rules THEN
        PERFORM ledger_private.use_limits_by_hold(p_account, p_hold, p_actor);
    END IF;
    PERFORM ledger_private.note_hold(p_hold.hold_id, p_event_type, p_account, p_actor);
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.change_hold(
    ledger_private.account, ledger_private.hold, text, numeric, uuid, ledger.actor
) IS
'Store p_hold as it shall be (its remaining as it was, NULL when it is new) with an event of p_amount, and what that makes of its account. Both rows are locked by the caller, who has decided. Returns the account as it now stands.';
