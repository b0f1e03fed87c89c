-- Which limits may apply to these accounts: their own, and those of their users.
CREATE OR REPLACE FUNCTION ledger_private.limits_of_accounts(
    p_accounts ledger_private.posting_account[]
)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    RETURN ARRAY(
        SELECT o.limit_id
        FROM unnest(p_accounts) AS a
        JOIN ledger_private.usage_limit AS o ON o.account_id = a.account_id
        WHERE a.has_rules
        UNION
        SELECT o.limit_id
        FROM unnest(p_accounts) AS a
        JOIN ledger_private.usage_limit AS o
            ON o.user_id = a.user_id AND o.account_id IS NULL
        WHERE a.has_rules
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.limits_of_accounts(ledger_private.posting_account[]) IS
'Ids of the limits of accounts with has_rules, those that were removed included.';
