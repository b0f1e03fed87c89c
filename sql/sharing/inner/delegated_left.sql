-- How much a delegation still lets somebody spend, and from when on that is counted.
CREATE OR REPLACE FUNCTION ledger_private.delegated_left(
    p_account_id uuid,
    p_user_id bigint,
    p_at timestamptz
)
RETURNS ledger_private.delegation
LANGUAGE sql
VOLATILE
AS $function$
    SELECT ROW(
        d.account_id, d.user_id, d.account_user_id, d.granted_position, d.granted_at,
        d.expires_at, c.counts_from_at,
        CASE WHEN d.counts_from_at = c.counts_from_at THEN d.spent ELSE 0 END,
        d.spend_limit, d.spend_period, d.kind
    )::ledger_private.delegation
    FROM ledger_private.delegation AS d
    CROSS JOIN LATERAL (
        -- Periods of UTC; a limit on each transaction counts nothing.
        VALUES (CASE d.spend_period
            WHEN 'total' THEN d.granted_at
            WHEN 'transaction' THEN NULL
            ELSE date_trunc(d.spend_period, p_at, 'UTC')
        END)
    ) AS c (counts_from_at)
    WHERE d.account_id = p_account_id
        AND d.user_id = p_user_id
        AND d.kind <> 'viewer'
        AND coalesce(d.expires_at, 'infinity') > p_at
$function$;

COMMENT ON FUNCTION ledger_private.delegated_left(uuid, bigint, timestamptz) IS
'The delegation under which p_user_id may spend from the account at p_at, with counts_from_at and spent of the period that p_at lies in; NULL when there is none. The account is locked, so nothing changes meanwhile.';
