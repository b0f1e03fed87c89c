-- Open the cases that scores of a part of the feed ask for.
CREATE OR REPLACE FUNCTION ledger_private.open_cases(p_first bigint, p_last bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_audit.fraud_rule AS r WHERE r.action NOT IN ('note', 'refuse')
    ) THEN
        RETURN;
    END IF;
    INSERT INTO ledger_private.fraud_case (
        case_id, transaction_id, account_id, user_id, created_at, acted_at, action, direction,
        score, currency, amount
    )
    SELECT
        ledger_private.new_id(ledger_private.user_bucket(o.user_id)),
        o.transaction_id, o.account_id, o.user_id, clock_timestamp(),
        CASE WHEN w.action = 'review' THEN clock_timestamp() END,
        w.action, o.direction, w.score, o.currency, o.amount
    FROM (
        SELECT
            s.event_position, s.score, (r.reason ->> 'account_id')::uuid AS account_id,
            (ARRAY['review', 'freeze', 'suspend'])[max(array_position(
                ARRAY['review', 'freeze', 'suspend'], r.reason ->> 'action'
            ))] AS action
        FROM ledger_audit.fraud_score AS s
        CROSS JOIN LATERAL jsonb_array_elements(s.reasons) AS r (reason)
        WHERE s.event_position BETWEEN p_first AND p_last
            AND r.reason ->> 'action' NOT IN ('note', 'refuse')
        GROUP BY s.event_position, s.score, r.reason ->> 'account_id'
    ) AS w
    CROSS JOIN LATERAL (
        SELECT o.transaction_id, o.account_id, o.user_id, o.direction, o.currency, o.amount
        FROM ledger_private.fraud_observation AS o
        WHERE o.event_position = w.event_position AND o.account_id = w.account_id
        ORDER BY o.amount DESC, o.leg_number
        LIMIT 1
    ) AS o
    ORDER BY w.event_position, w.account_id;
    PERFORM ledger_private.note_case('fraud_case.opened', c.case_id, NULL)
    FROM ledger_audit.fraud_score AS s
    JOIN ledger_private.fraud_case AS c ON c.transaction_id = s.transaction_id
    WHERE s.event_position BETWEEN p_first AND p_last;
END
$function$;

COMMENT ON FUNCTION ledger_private.open_cases(bigint, bigint) IS
'A case for each account of a scored transaction at positions p_first to p_last for which a rule asks for more than to note; freezing and suspending is left to ledger.act_on_fraud_cases.';
