-- The texts that a leaf of the seals is made of, from the rows as they are now.
-- A posting's entry counts by what its transaction says of it: a credit that is folded later
-- must not make another text.
CREATE OR REPLACE VIEW ledger_private.event_parts AS
SELECT
    f.event_position,
    1 AS part_number,
    'moved' AS part_name,
    jsonb_build_object(
        'event_position', f.event_position,
        'transaction_id', f.transaction_id,
        'status', t.status,
        'failure_code', t.failure_code,
        'transaction_type', t.transaction_type,
        'effective_at', ledger_private.moment_json(t.effective_at),
        'created_at', ledger_private.moment_json(t.created_at),
        'reverses_transaction_id', t.reverses_transaction_id,
        'hold_id', t.hold_id,
        'description', t.description
    ) AS said
FROM ledger_audit.feed_event AS f
LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
WHERE f.act_id IS NULL
UNION ALL
SELECT
    f.event_position,
    2 AS part_number,
    'asked' AS part_name,
    jsonb_build_object(
        'transaction_id', f.transaction_id,
        'user_id', t.user_id::text,
        'amount', trim_scale(t.amount)::text,
        'currency', t.currency,
        'from_account_id', t.from_account_id,
        'to_account_id', t.to_account_id,
        'leg_account_ids', t.leg_account_ids,
        'leg_descriptions', t.leg_descriptions,
        'metadata', t.metadata,
        'idempotency_key', t.idempotency_key,
        'request_digest', (
            SELECT max(encode(k.request_digest, 'hex'))
            FROM ledger_private.idempotency_key AS k
            WHERE k.idempotency_key = t.idempotency_key
                AND k.resource_id = t.transaction_id
        ),
        'failure_detail', t.failure_detail,
        'actor_user_id', t.actor_user_id::text,
        'actor_role', t.user_role,
        'database_user', t.database_user,
        'ip_address', text(t.ip_address),
        'user_agent', t.user_agent,
        'request_id', t.request_id,
        'api_key_id', t.api_key_id
    ) AS said
FROM ledger_audit.feed_event AS f
LEFT JOIN ledger_audit.transaction AS t USING (transaction_id)
WHERE f.act_id IS NULL
UNION ALL
SELECT
    f.event_position,
    2 + l.n::integer AS part_number,
    'entry' AS part_name,
    jsonb_build_object(
        'transaction_id', f.transaction_id,
        'account_id', l.account_id,
        'account_version', l.account_version,
        'account_position', e.account_position,
        'user_id', e.user_id::text,
        'entry_type', coalesce(e.entry_type::text, 'CREDIT'),
        'amount', trim_scale(coalesce(e.amount, t.amount))::text,
        'currency', coalesce(e.currency, t.currency),
        'balance_after', trim_scale(e.balance_after)::text,
        'created_at', ledger_private.moment_json(e.created_at),
        'row_hash', encode(e.row_hash, 'hex')
    ) AS said
FROM ledger_audit.feed_event AS f
JOIN ledger_audit.transaction AS t USING (transaction_id)
CROSS JOIN LATERAL unnest(
    coalesce(t.leg_account_ids, ARRAY[t.from_account_id, t.to_account_id]),
    coalesce(t.leg_account_versions, ARRAY[t.from_account_version, t.to_account_version])
) WITH ORDINALITY AS l (account_id, account_version, n)
LEFT JOIN ledger_audit.transaction_entry AS e
    ON e.account_id = l.account_id AND e.account_version = l.account_version
WHERE t.status <> 'FAILED'
UNION ALL
SELECT
    f.event_position,
    1 AS part_number,
    'act' AS part_name,
    jsonb_build_object(
        'event_position', f.event_position,
        'event_id', f.act_id,
        'event_type', a.event_type,
        'user_id', a.user_id::text,
        'account_id', a.account_id,
        'created_at', ledger_private.moment_json(a.created_at),
        'actor_user_id', a.actor_user_id::text,
        'actor_role', a.actor_role,
        'object', a.object
    ) AS said
FROM ledger_audit.feed_event AS f
LEFT JOIN ledger_audit.act AS a USING (act_id)
WHERE f.act_id IS NOT NULL;

COMMENT ON VIEW ledger_private.event_parts IS
'Of each numbered event the parts that its leaf is made of: moved, which all sides see, asked, which who asked sees, and an entry for each account; or act. Every column that carries meaning is in one of them.';
COMMENT ON COLUMN ledger_private.event_parts.event_position IS 'Position of the event that the part is of.';
COMMENT ON COLUMN ledger_private.event_parts.part_number IS 'Place of the part in its leaf, from 1.';
COMMENT ON COLUMN ledger_private.event_parts.part_name IS 'moved, asked, entry or act.';
COMMENT ON COLUMN ledger_private.event_parts.said IS 'What the part says; its text is that of jsonb.';
