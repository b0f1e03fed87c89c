-- Check a request for a limit, and give the row that it asks for, not yet stored.
CREATE OR REPLACE FUNCTION ledger_private.examine_limit(
    p_limit ledger_private.usage_limit,
    p_account ledger_private.account,
    p_maximum numeric,
    p_window interval
)
RETURNS ledger_private.usage_limit
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_decimals smallint := 0;
    v_fault text := CASE
        WHEN NOT ledger_private.is_word(p_limit.transaction_type) THEN 'transaction_type'
        WHEN p_limit.period <> 'window' AND p_window IS NOT NULL THEN 'window'
        -- Months have no fixed length, and a window ends somewhere.
        WHEN p_limit.period = 'window' AND (
            p_window IS NULL
            OR extract(month FROM p_window) <> 0
            OR extract(year FROM p_window) <> 0
            OR extract(epoch FROM p_window) NOT BETWEEN 1 AND 366 * 86400
            OR extract(epoch FROM p_window) <> trunc(extract(epoch FROM p_window))
        ) THEN 'window'
    END;
BEGIN
    IF v_fault IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_fault));
    ELSIF p_limit.measure = 'count' AND p_limit.period = 'transaction' THEN
        PERFORM ledger_private.raise_error('LG141', '{"measure": "count", "period": "transaction"}');
    ELSIF NOT EXISTS (
        SELECT FROM pg_timezone_names AS z WHERE z.name = p_limit.time_zone
    ) THEN
        PERFORM ledger_private.raise_error('LG140', jsonb_build_object(
            'time_zone', p_limit.time_zone
        ));
    END IF;

    IF p_limit.currency <> p_account.currency THEN
        PERFORM ledger_private.raise_error('LG205', jsonb_build_object(
            'currency', p_limit.currency, 'account_currency', p_account.currency
        ));
    END IF;
    p_limit.currency := coalesce(
        p_limit.currency, CASE p_limit.measure WHEN 'amount' THEN p_account.currency END
    );
    IF p_limit.measure = 'amount' AND p_limit.currency IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["currency"]}');
    ELSIF p_limit.currency IS NOT NULL THEN
        SELECT CASE p_limit.measure WHEN 'amount' THEN c.minor_units ELSE 0 END INTO v_decimals
        FROM ledger_private.currency AS c
        WHERE c.currency = p_limit.currency;
        IF NOT FOUND THEN
            PERFORM ledger_private.raise_error('LG003', jsonb_build_object(
                'currency', p_limit.currency
            ));
        END IF;
    END IF;

    v_fault := CASE
        WHEN p_maximum IS NULL THEN 'LG108'
        ELSE nullif(ledger_private.amount_fault(p_maximum, v_decimals), 'LG104')
    END;
    IF v_fault = 'LG108' THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["maximum"]}');
    ELSIF v_fault IS NOT NULL THEN
        PERFORM ledger_private.raise_error(v_fault, jsonb_build_object(
            'field', 'maximum', 'amount', p_maximum::text, 'decimals_allowed', v_decimals
        ));
    END IF;
    p_limit.maximum := p_maximum;
    p_limit.window_seconds := extract(epoch FROM p_window);
    -- Sixty buckets, so that a window is at most a sixtieth longer than it says.
    p_limit.bucket_seconds := ceil(p_limit.window_seconds / 60.0);
    RETURN p_limit;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_limit(
    ledger_private.usage_limit, ledger_private.account, numeric, interval
) IS
'Raises LG003, LG101 to LG109, LG140, LG141 or LG205; otherwise the row, filled in. p_account is NULL for a limit of a user.';
