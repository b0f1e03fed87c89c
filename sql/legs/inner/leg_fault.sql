-- What is wrong with the form of one leg, in itself; NULL if nothing.
CREATE OR REPLACE FUNCTION ledger_private.leg_fault(p_entry ledger.entry_request)
RETURNS jsonb
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_entry.account_id IS NULL OR p_entry.entry_type IS NULL
            OR (p_entry.amount IS NULL AND k.kind = 'fixed')
            OR (p_entry.share IS NULL AND k.kind IN ('fraction', 'percent', 'weight'))
            THEN jsonb_build_object('code', 'LG108', 'missing', to_jsonb(array_remove(ARRAY[
                CASE WHEN p_entry.account_id IS NULL THEN 'account_id' END,
                CASE WHEN p_entry.entry_type IS NULL THEN 'entry_type' END,
                CASE WHEN p_entry.amount IS NULL AND k.kind = 'fixed' THEN 'amount' END,
                CASE WHEN p_entry.share IS NULL AND k.kind IN ('fraction', 'percent', 'weight')
                    THEN 'share' END
            ], NULL)))
        WHEN m.field IS NOT NULL THEN jsonb_build_object('code', 'LG109', 'field', m.field)
        WHEN a.code IS NOT NULL
            THEN jsonb_build_object('code', a.code, 'amount', left(p_entry.amount::text, 60))
    END
    FROM (VALUES (coalesce(p_entry.kind, 'fixed'))) AS k (kind)
    CROSS JOIN LATERAL (
        VALUES (CASE
            WHEN p_entry.entry_type NOT IN ('DEBIT', 'CREDIT') THEN 'entry_type'
            WHEN k.kind NOT IN ('fixed', 'fraction', 'percent', 'weight', 'rest', 'up_to')
                OR (k.kind = 'up_to' AND p_entry.entry_type <> 'DEBIT') THEN 'kind'
            WHEN k.kind IN ('weight', 'rest') AND p_entry.amount IS NOT NULL THEN 'amount'
            WHEN NOT CASE k.kind
                WHEN 'fraction' THEN p_entry.share > 0 AND p_entry.share <= 1
                WHEN 'percent' THEN p_entry.share > 0 AND p_entry.share <= 100
                WHEN 'weight' THEN p_entry.share BETWEEN 1 AND 1000000000
                    AND p_entry.share = trunc(p_entry.share)
                ELSE p_entry.share IS NULL
            END OR scale(trim_scale(p_entry.share)) > 12 THEN 'share'
            WHEN length(p_entry.description) > 1000
                OR NOT ledger_private.is_prose(p_entry.description) THEN 'description'
            WHEN length(p_entry.currency) > 20 THEN 'currency'
        END)
    ) AS m (field)
    CROSS JOIN LATERAL (
        VALUES (ledger_private.amount_fault(p_entry.amount))
    ) AS a (code)
$function$;

COMMENT ON FUNCTION ledger_private.leg_fault(ledger.entry_request) IS
'A code and its values, as one object: LG108, LG109 or an amount no leg can have. Says nothing about the account.';
