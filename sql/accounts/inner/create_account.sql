-- Make one account with its code and the first row of its audit chain.
CREATE OR REPLACE FUNCTION ledger_private.create_account(
    p_request ledger.account_request,
    p_reuse boolean,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
BEGIN
    p_request.code := ledger_private.code_of_actor(p_request.code, p_actor);
    p_request.user_id := coalesce(
        p_request.user_id, CASE WHEN p_actor.role = 'customer' THEN p_actor.user_id ELSE 0 END
    );
    LOOP
        v_account := ledger_private.account_of_code(p_request.code);
        IF v_account.account_id IS NOT NULL THEN
            EXIT WHEN p_reuse AND v_account.user_id = p_request.user_id
                AND v_account.currency = p_request.currency
                AND v_account.account_class = coalesce(p_request.account_class, 'liability');
            PERFORM ledger_private.raise_error('LG303', jsonb_build_object(
                'code', p_request.code
            ));
        END IF;

        v_account := ledger_private.examine_account(p_request, p_actor);
        v_account := ledger_private.mark_limited(v_account);
        PERFORM ledger_private.require_accumulable(v_account, v_account.accumulates);
        BEGIN
            v_account := ledger_private.append_audit(v_account, 'OPEN', jsonb_build_object(
                'status', v_account.status,
                'min_balance', round(v_account.min_balance, v_account.minor_units)::text,
                'max_balance', round(v_account.max_balance, v_account.minor_units)::text
            ) || CASE WHEN v_account.accumulates THEN '{"accumulates": true}' ELSE '{}' END::jsonb,
            p_actor);
            v_account := ledger_private.audit_limits_of_user(v_account, p_actor);
            INSERT INTO ledger_private.account SELECT (v_account).*;
            IF p_request.code IS NULL THEN
                PERFORM ledger_private.note_account(
                    'account.opened', v_account.account_id, p_actor
                );
                EXIT;
            END IF;

            INSERT INTO ledger_private.account_code (code, account_id, user_id)
            VALUES (p_request.code, v_account.account_id, v_account.user_id)
            ON CONFLICT (code) DO NOTHING;
            IF FOUND THEN
                PERFORM ledger_private.note_account(
                    'account.opened', v_account.account_id, p_actor
                );
                EXIT;
            END IF;
            RAISE SQLSTATE 'LG303';
        EXCEPTION WHEN SQLSTATE 'LG303' OR unique_violation THEN
            -- Another session has just committed this code, or the id that is a hash of it: undo
            -- ours, look at theirs. A snapshot taken earlier would never show it.
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                RAISE serialization_failure USING
                    MESSAGE = 'another session has just opened this account';
            END IF;
        END;
    END LOOP;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.create_account(
    ledger.account_request, boolean, ledger.actor
) IS
'Creates the account asked for, its code in form NFC, a customer''s own code in its space. With p_reuse an account that has the code already is returned when owner, currency and class agree; else LG303. Waits for another session that is opening the same code.';
