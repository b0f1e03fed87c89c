-- Judge a transaction by what was observed of it, and open the cases that rules ask for.
CREATE OR REPLACE FUNCTION ledger_private.score_transaction(
    p_observed ledger_private.fraud_observation[],
    p_rules ledger_audit.fraud_rule[]
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_observation ledger_private.fraud_observation;
    v_reasons jsonb := '[]'::jsonb;
    v_score integer;
BEGIN
    FOREACH v_observation IN ARRAY p_observed LOOP
        v_reasons := v_reasons || ledger_private.fraud_hits(v_observation, p_rules);
    END LOOP;
    IF v_reasons = '[]' THEN
        RETURN;
    END IF;
    v_score := (SELECT sum((r.reason ->> 'score')::integer)
        FROM jsonb_array_elements(v_reasons) AS r (reason));
    FOREACH v_observation IN ARRAY CASE
        WHEN EXISTS (SELECT FROM unnest(p_rules) AS r WHERE r.feature = 'score') THEN p_observed
        ELSE ARRAY[]::ledger_private.fraud_observation[]
    END LOOP
        IF v_reasons @> jsonb_build_array(
            jsonb_build_object('account_id', v_observation.account_id)
        ) THEN
            v_reasons := v_reasons || ledger_private.fraud_hits(v_observation, p_rules, v_score);
        END IF;
    END LOOP;
    v_score := (SELECT sum((r.reason ->> 'score')::integer)
        FROM jsonb_array_elements(v_reasons) AS r (reason));

    INSERT INTO ledger_audit.fraud_score (
        transaction_id, event_position, user_id, score, created_at, reasons
    )
    VALUES (
        p_observed[1].transaction_id, p_observed[1].event_position, p_observed[1].user_id,
        v_score, clock_timestamp(), v_reasons
    );
    INSERT INTO ledger_private.fraud_case (
        case_id, transaction_id, account_id, user_id, created_at, acted_at, action, direction,
        score, currency, amount
    )
    SELECT
        ledger_private.new_id(ledger_private.user_bucket(o.user_id)),
        o.transaction_id, o.account_id, o.user_id, clock_timestamp(),
        CASE WHEN w.action = 'review' THEN clock_timestamp() END,
        w.action, o.direction, v_score, o.currency, o.amount
    FROM (
        SELECT DISTINCT ON (o.account_id) o.*
        FROM unnest(p_observed) AS o
        ORDER BY o.account_id, o.amount DESC
    ) AS o
    JOIN (
        SELECT
            (r.reason ->> 'account_id')::uuid AS account_id,
            (ARRAY['review', 'freeze', 'suspend'])[max(array_position(
                ARRAY['review', 'freeze', 'suspend'], r.reason ->> 'action'
            ))] AS action
        FROM jsonb_array_elements(v_reasons) AS r (reason)
        WHERE r.reason ->> 'action' <> 'note'
        GROUP BY 1
    ) AS w ON w.account_id = o.account_id;
    PERFORM ledger_private.note_case('fraud_case.opened', c.case_id, NULL)
    FROM ledger_private.fraud_case AS c
    WHERE c.transaction_id = p_observed[1].transaction_id
        AND c.account_id IN (SELECT o.account_id FROM unnest(p_observed) AS o);
END
$function$;

COMMENT ON FUNCTION ledger_private.score_transaction(
    ledger_private.fraud_observation[], ledger_audit.fraud_rule[]
) IS
'Writes the score with its reasons when one of p_rules hits one of p_observed, the sides of one transaction; rules that look at the score are asked last, for the sides that were hit. A case for each account for which a rule asks for more than to note; freezing and suspending is left to ledger.act_on_fraud_cases.';
