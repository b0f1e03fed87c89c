-- Limit what may go out of or into an account, or all accounts of a user.
CREATE OR REPLACE FUNCTION ledger.set_limit(
    p_maximum numeric,
    p_period text,
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_direction text DEFAULT 'out',
    p_measure text DEFAULT 'amount',
    p_currency text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_window interval DEFAULT NULL,
    p_time_zone text DEFAULT 'UTC',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.limits
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_limit ledger_private.usage_limit;
    v_was ledger_private.usage_limit;
    v_account ledger_private.account;
    v_ids uuid[];
    v_field text;
    v_shown ledger.limits;
BEGIN
    PERFORM ledger_private.require_short(
        'period', p_period, 'direction', p_direction, 'measure', p_measure, 'currency', p_currency,
        'transaction_type', p_transaction_type, 'time_zone', p_time_zone
    );
    v_field := CASE
        WHEN num_nonnulls(p_account_id, p_user_id) <> 1 OR p_user_id = 0 THEN 'user_id'
        WHEN (p_direction IN ('out', 'in')) IS NOT TRUE THEN 'direction'
        WHEN (p_measure IN ('amount', 'count')) IS NOT TRUE THEN 'measure'
        WHEN (p_period IN ('transaction', 'day', 'week', 'month', 'window')) IS NOT TRUE
            THEN 'period'
        WHEN NOT ledger_private.is_word(p_transaction_type) THEN 'transaction_type'
    END;
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    -- The row takes the words by domains, which would refuse without saying which field.
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    END IF;

    PERFORM ledger_private.require_unevadable(p_transaction_type);
    v_ids := ledger_private.lock_limited(p_account_id, p_user_id);
    IF p_account_id IS NOT NULL THEN
        v_account := ledger_private.lock_account(p_account_id);
        IF v_account.status = 'CLOSED' THEN
            PERFORM ledger_private.raise_error('LG204', jsonb_build_object(
                'account_id', p_account_id
            ));
        END IF;
    END IF;
    v_limit.account_id := p_account_id;
    v_limit.user_id := coalesce(p_user_id, v_account.user_id);
    v_limit.direction := p_direction;
    v_limit.measure := p_measure;
    v_limit.period := p_period;
    v_limit.currency := p_currency;
    v_limit.time_zone := coalesce(p_time_zone, 'UTC');
    v_limit.transaction_type := p_transaction_type;
    v_limit := ledger_private.examine_limit(v_limit, v_account, p_maximum, p_window);

    v_was := ledger_private.limit_of_same_kind(v_limit);
    v_limit.limit_id := coalesce(
        v_was.limit_id, ledger_private.new_id(ledger_private.user_bucket(v_limit.user_id))
    );
    IF (v_limit.maximum, v_limit.time_zone) IS DISTINCT FROM (v_was.maximum, v_was.time_zone) THEN
        PERFORM ledger_private.store_limit(v_limit, v_ids, v_actor);
    END IF;
    SELECT l.* INTO STRICT v_shown FROM ledger.limits AS l WHERE l.limit_id = v_limit.limit_id;
    IF (v_limit.maximum, v_limit.time_zone) IS DISTINCT FROM (v_was.maximum, v_was.time_zone) THEN
        PERFORM ledger_private.note_act(
            'limit.set', v_limit.user_id, v_limit.account_id, to_jsonb(v_shown), v_actor,
            v_shown.updated_at
        );
    END IF;
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.set_limit(
    numeric, text, uuid, bigint, text, text, text, text, interval, text, ledger.actor
) IS
'Let at most p_maximum (p_measure amount: money; count: postings) go p_direction (out or in) per p_period: transaction, day, week (from Monday), month, or window (the last p_window, in whole seconds). It applies to p_account_id, or to all accounts of p_user_id together, later ones too; the amounts of a user are those in p_currency. p_transaction_type: only transactions of that type count; LG291 when customers may choose it. Days begin in p_time_zone. What was used in the present period counts. A hold uses a limit when it is placed, its capture does not use it again, and a release gives back; a reversal neither uses nor gives back. Setting the same kind of limit again changes its maximum. LG270 when one of the accounts accumulates. A posting above it raises LG240 or LG241. Audited. Locks the accounts in id order. Operators only. Safe to repeat.';
