-- Accounts and users, in the parts that can change by themselves. Moments are in UTC and
-- amounts without their scale, so that no setting of a session makes another text of them.
CREATE OR REPLACE VIEW ledger_private.sealed_owners AS
SELECT
    'account' AS object_type,
    a.account_id::text AS object_key,
    a.account_id AS uuid_key,
    NULL::bigint AS user_key,
    NULL::text AS text_key,
    jsonb_build_object(
        'owner', jsonb_build_array(
            a.user_id, a.currency, a.account_class, a.minor_units,
            ledger_private.moment_json(a.created_at)
        ),
        'name', to_jsonb(a.name::text),
        'metadata', a.metadata,
        'status', jsonb_build_array(
            a.status, a.allows_credits, ledger_private.moment_json(a.closed_at),
            a.merged_into_account_id
        ),
        'bounds', jsonb_build_array(
            trim_scale(a.min_balance)::text, trim_scale(a.max_balance)::text
        ),
        'codes', jsonb_build_array(a.code_number, (
            SELECT jsonb_agg(jsonb_build_array(c.code_number, c.code) ORDER BY c.code_number)
            FROM ledger_private.account_code AS c
            WHERE c.account_id = a.account_id
        )),
        'category', to_jsonb(a.category_id),
        'accumulates', to_jsonb(a.accumulates),
        'audit', (
            SELECT jsonb_build_array(l.account_position, encode(l.row_hash, 'hex'))
            FROM ledger_audit.audit_log AS l
            WHERE l.account_id = a.account_id
            ORDER BY l.account_position DESC
            LIMIT 1
        )
    ) AS parts
FROM ledger_private.account AS a
UNION ALL
SELECT
    'user' AS object_type,
    u.user_id::text AS object_key,
    NULL::uuid AS uuid_key,
    u.user_id AS user_key,
    NULL::text AS text_key,
    jsonb_build_object(
        'name', to_jsonb(u.display_name::text),
        'role', to_jsonb(u.role::text),
        'status', to_jsonb(u.status),
        'username', (
            SELECT to_jsonb(n.username::text) FROM ledger_private.login AS n
            WHERE n.user_id = u.user_id
        ),
        'password', (
            SELECT to_jsonb(p.password_hash) FROM ledger_private.credential AS p
            WHERE p.user_id = u.user_id
        ),
        'identities', (
            SELECT jsonb_agg(jsonb_build_array(i.issuer, i.subject) ORDER BY i.issuer, i.subject)
            FROM ledger_private.outside_identity AS i
            WHERE i.user_id = u.user_id
        )
    ) AS parts
FROM ledger_private.app_user AS u;

COMMENT ON VIEW ledger_private.sealed_owners IS
'The accounts and users of ledger_private.sealed_objects, without what posting and use change.';
COMMENT ON COLUMN ledger_private.sealed_owners.object_type IS 'Kind of the object.';
COMMENT ON COLUMN ledger_private.sealed_owners.object_key IS 'What names it among those of its kind.';
COMMENT ON COLUMN ledger_private.sealed_owners.uuid_key IS 'Its key in its table, of an account.';
COMMENT ON COLUMN ledger_private.sealed_owners.user_key IS 'Its key in its table, of a user.';
COMMENT ON COLUMN ledger_private.sealed_owners.text_key IS 'No account or user has a key of this kind: NULL.';
COMMENT ON COLUMN ledger_private.sealed_owners.parts IS 'Its parts by their names.';
