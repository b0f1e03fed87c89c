-- Watch an account from where it stands in the row that is given.
CREATE OR REPLACE FUNCTION ledger_private.add_monitor(
    p_account ledger_private.account,
    p_threshold numeric,
    p_comparison text,
    p_measure text,
    p_made_by_user_id bigint,
    p_actor ledger.actor
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_monitor_id uuid := ledger_private.new_id(ledger_private.user_bucket(p_account.user_id));
    v_value numeric := CASE p_measure
        WHEN 'balance' THEN p_account.balance
        WHEN 'held' THEN p_account.held
        ELSE p_account.balance - p_account.held END;
BEGIN
    -- What is posted from now on has positions behind this one.
    INSERT INTO ledger_private.event_consumer AS c (
        consumer_name, taken_position, created_at, updated_at
    )
    VALUES (
        'monitors', (ledger_private.last_pass()).last_position, clock_timestamp(),
        clock_timestamp()
    )
    ON CONFLICT (consumer_name) DO NOTHING;
    INSERT INTO ledger_private.monitor (
        monitor_id, account_id, user_id, account_version, account_position, created_at,
        made_by_user_id, threshold, held, balance, is_fired, measure, comparison
    )
    VALUES (
        v_monitor_id, p_account.account_id, p_account.user_id, p_account.version,
        p_account.audit_position, clock_timestamp(), p_made_by_user_id, p_threshold,
        p_account.held, p_account.balance,
        CASE p_comparison WHEN 'below' THEN v_value < p_threshold ELSE v_value > p_threshold END,
        p_measure, p_comparison
    );
    PERFORM ledger_private.note_act(
        'monitor.created', m.user_id, m.account_id, to_jsonb(m), p_actor
    )
    FROM ledger.monitors AS m
    WHERE m.monitor_id = v_monitor_id;
    RETURN v_monitor_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_monitor(
    ledger_private.account, numeric, text, text, bigint, ledger.actor
) IS
'The id of a new monitor, fired from the start where the comparison holds already. Where the account is not locked, what is posted meanwhile may only be seen with the next posting.';
