-- A transaction of several legs written by hand, as ledger_test.forge writes a transfer.
-- p_legs: {code, DEBIT or CREDIT, amount, currency}; p_named: which of them, by number, the
-- transaction names; a fifth value of a leg is added to the balance its entry tells. With no
-- argument it is a right one, in two currencies.
CREATE FUNCTION ledger_test.forge_legs(
    p_legs jsonb DEFAULT '[["alice", "DEBIT", 9, "USD"], ["bob", "CREDIT", 6, "USD"],
        ["bob", "CREDIT", 3, "USD"], ["erika", "DEBIT", 4, "EUR"],
        ["world:EUR", "CREDIT", 4, "EUR"]]',
    p_named integer[] DEFAULT '{1, 2, 3, 4, 5}',
    p_amount numeric DEFAULT NULL,
    p_currency text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_id uuid := gen_random_uuid();
BEGIN
    WITH leg AS (
        SELECT
            g.n, a.account_id, a.user_id, g.leg ->> 1 AS entry_type,
            (g.leg ->> 2)::numeric AS amount, g.leg ->> 3 AS currency,
            a.version + row_number() OVER w AS version,
            a.audit_position + row_number() OVER w AS audit_position,
            a.balance + sum(
                CASE g.leg ->> 1 WHEN 'CREDIT' THEN 1 ELSE -1 END * (g.leg ->> 2)::numeric
            ) OVER w + coalesce((g.leg ->> 4)::numeric, 0) AS balance_after
        FROM jsonb_array_elements(p_legs) WITH ORDINALITY AS g (leg, n)
        JOIN ledger_private.account AS a ON a.account_id = ledger_test.id(g.leg ->> 0)
        WINDOW w AS (PARTITION BY a.account_id ORDER BY g.n)
    ),
    written_transaction AS (
        INSERT INTO ledger_audit.transaction (
            transaction_id, user_id, xact_id, effective_at, created_at, amount, currency,
            transaction_type, status, leg_account_ids, leg_account_versions, user_role,
            database_user
        )
        SELECT
            v_id, 0, pg_current_xact_id()::text::bigint, v_now, v_now, p_amount,
            p_currency, 'transfer', 'COMPLETED', array_agg(l.account_id ORDER BY i.n),
            array_agg(l.version ORDER BY i.n), 'database', session_user
        FROM unnest(p_named) WITH ORDINALITY AS i (leg, n)
        JOIN leg AS l ON l.n = i.leg
    ),
    written_entries AS (
        INSERT INTO ledger_audit.transaction_entry (
            account_version, account_position, account_id, transaction_id, user_id,
            created_at, amount, balance_after, entry_type, currency, row_hash
        )
        SELECT
            l.version, l.audit_position, l.account_id, v_id, l.user_id, v_now, l.amount,
            l.balance_after, l.entry_type, l.currency, sha256('forged')
        FROM leg AS l
    )
    UPDATE ledger_private.account AS a
    SET balance = l.balance_after, version = l.version, audit_position = l.audit_position,
        audit_hash = sha256('forged'), updated_at = v_now
    FROM (
        SELECT DISTINCT ON (l.account_id) l.* FROM leg AS l
        ORDER BY l.account_id, l.version DESC
    ) AS l
    WHERE a.account_id = l.account_id;
END
$function$;

INSERT INTO ledger_test.attack_on_money (name, code, statement)
SELECT f.name, f.code, format(
    'SELECT ledger_test.forge_legs(%L, %L, %L, %L)', f.legs, f.named, f.amount, f.currency
)
FROM (VALUES
    ('legs: unbalanced', 'LG901', '[["alice", "DEBIT", 9, "USD"], ["bob", "CREDIT", 6, "USD"]]',
        '{1, 2}', 9, 'USD'),
    ('legs: balanced across currencies only', 'LG901',
        '[["alice", "DEBIT", 9, "USD"], ["erika", "CREDIT", 9, "EUR"]]', '{1, 2}', NULL, NULL),
    ('legs: one named twice', 'LG901',
        '[["alice", "DEBIT", 9, "USD"], ["bob", "CREDIT", 9, "USD"]]', '{1, 2, 2}', 9, 'USD'),
    ('legs: one not named', 'LG904', '[["alice", "DEBIT", 9, "USD"],
        ["bob", "CREDIT", 6, "USD"], ["bob", "CREDIT", 3, "USD"]]', '{1, 2}', 9, 'USD'),
    ('legs: another total', 'LG901',
        '[["alice", "DEBIT", 9, "USD"], ["bob", "CREDIT", 9, "USD"]]', '{1, 2}', 8, 'USD'),
    ('legs: of another account''s currency', 'LG904',
        '[["alice", "DEBIT", 9, "EUR"], ["bob", "CREDIT", 9, "EUR"]]', '{1, 2}', 9, 'EUR'),
    ('legs: a detour to where it should end', 'LG903', '[["alice", "DEBIT", 9, "USD"],
        ["bob", "CREDIT", 6, "USD", 5], ["bob", "CREDIT", 3, "USD"]]', '{1, 2, 3}', 9, 'USD'),
    ('legs: only one', 'LG901', '[["alice", "DEBIT", 9, "USD"]]', '{1}', 9, 'USD')
) AS f (name, code, legs, named, amount, currency);

INSERT INTO ledger_test.attack_on_money (name, code, statement)
VALUES ('legs: none of them there', 'LG901', $$INSERT INTO ledger_audit.transaction (
    transaction_id, user_id, xact_id, effective_at, created_at, amount, currency,
    transaction_type, status, leg_account_ids, leg_account_versions, user_role,
    database_user)
    VALUES (gen_random_uuid(), 0, 1, now(), now(), 9, 'USD', 'transfer', 'COMPLETED',
    ARRAY[ledger_test.id('alice'), ledger_test.id('bob')], '{900, 900}', 'database', 'x')$$);
