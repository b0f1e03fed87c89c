-- What is changed by hand is allowed, and goes on file with the login that did it.
CREATE OR REPLACE FUNCTION ledger_private.note_direct_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_context text;
    v_old jsonb;
    v_new jsonb;
BEGIN
    GET DIAGNOSTICS v_context = PG_CONTEXT;
    IF NOT ledger_private.is_direct(v_context, 'ledger_private.note_direct_change') THEN
        RETURN NULL;
    END IF;
    IF TG_LEVEL = 'ROW' THEN
        v_old := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
        v_new := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
    END IF;
    PERFORM ledger_private.note_auth(
        'DIRECT_CHANGE', (v_old || v_new ->> 'user_id')::bigint, jsonb_build_object(
            'table', TG_TABLE_NAME, 'operation', TG_OP,
            'reason', nullif(btrim(current_setting('zerosum.reason', true)), ''),
            -- Ids, and the words of the ledger's own lists: no names, no secrets.
            'row', (
                SELECT jsonb_object_agg(o.part, o.content #>> '{}')
                FROM jsonb_each(v_new || v_old) AS o (part, content)
                WHERE o.content <> 'null'
                    AND (right(o.part, 3) = '_id' OR o.part IN ('currency', 'permission', 'role'))
            ),
            'columns', CASE WHEN TG_OP = 'UPDATE' THEN (
                SELECT jsonb_agg(n.part ORDER BY n.part)
                FROM jsonb_each(v_new) AS n (part, content)
                WHERE n.content IS DISTINCT FROM v_old -> n.part
            ) END
        ), NULL::ledger.actor
    );
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.note_direct_change() IS
'Trigger: write a plain statement''s change to ledger.auth_events as DIRECT_CHANGE, with the table, the row''s ids, the names of the columns, the login, and what zerosum.reason says. What functions of the ledger do passes.';

-- Columns that posting or the worker sets all the time are left out where others are named: they
-- are proved, or find themselves again. Rows that come in great numbers are noted by statement.
DO $do$
DECLARE
    v_table text;
    v_by_row text;
    v_by_statement text;
    v_truncate text;
BEGIN
    FOR v_table, v_by_row, v_by_statement, v_truncate IN
        VALUES
        ('access_change', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('account', 'UPDATE OF name, metadata, category_id, code_number, has_rules, accumulates,
            min_balance, max_balance, status, allows_credits, closed_at,
            merged_into_account_id', NULL, NULL),
        ('account_code', NULL, 'INSERT', NULL),
        ('api_key', 'INSERT OR DELETE OR UPDATE OF key_digest, api_key_id, user_id, created_at,
            expires_at, revoked_at, prefix, name, scopes, made_by_user_id, acceptance_ends_at,
            accepted_at, account_ids, category_paths, transaction_types, currency,
            maximum_amount', NULL, 'TRUNCATE'),
        ('app_user', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('auth_session', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('bounced_address', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('category', 'INSERT OR UPDATE', NULL, NULL),
        ('cell', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('credential', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('clearing_account', 'INSERT', NULL, NULL),
        ('currency', 'INSERT OR UPDATE', NULL, NULL),
        ('delegation', 'INSERT OR DELETE OR UPDATE OF account_id, user_id, account_user_id,
            granted_position, granted_at, expires_at, spend_limit, spend_period, kind',
            NULL, 'TRUNCATE'),
        ('event_consumer', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('export', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('export_part', 'UPDATE', 'INSERT OR DELETE', 'TRUNCATE'),
        ('fold_proof', NULL, 'INSERT OR UPDATE OR DELETE', 'TRUNCATE'),
        ('fraud_case', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('login', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('login_throttle', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('monitor', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('notification', 'UPDATE OR DELETE', 'INSERT', 'TRUNCATE'),
        ('notification_preference', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('notification_threshold', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('outside_identity', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('incoming_transfer', 'INSERT', NULL, NULL),
        ('outgoing_transfer', 'INSERT OR UPDATE', NULL, NULL),
        ('peer_cell', 'INSERT', NULL, NULL),
        ('person', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('refusing_rule', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('refresh_token', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('revoked_token', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('role_permission', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('rollup', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE'),
        ('usage_limit', 'INSERT OR UPDATE', NULL, NULL),
        ('verification', NULL, 'INSERT', NULL),
        ('webhook_delivery', 'UPDATE OR DELETE', 'INSERT', 'TRUNCATE'),
        ('webhook_endpoint', 'INSERT OR DELETE OR UPDATE OF endpoint_id, user_id, created_at,
            updated_at, removed_at, disabled_at, of_user_id, status, disabled_reason, url,
            event_types, account_ids, category_path', NULL, 'TRUNCATE'),
        ('webhook_secret', 'INSERT OR UPDATE OR DELETE', NULL, 'TRUNCATE')
    LOOP
        EXECUTE (
            SELECT string_agg(format(
                'CREATE OR REPLACE TRIGGER %1$I AFTER %3$s ON ledger_private.%2$I FOR EACH %4$s '
                'EXECUTE FUNCTION ledger_private.note_direct_change(); '
                'ALTER TABLE ledger_private.%2$I ENABLE ALWAYS TRIGGER %1$I',
                v_table || t.name, v_table, t.events, t.level
            ), '; ')
            FROM (
                VALUES
                ('_95_note_direct_change', v_by_row, 'ROW'),
                ('_96_note_direct_statement', v_by_statement, 'STATEMENT'),
                ('_97_note_direct_truncate', v_truncate, 'STATEMENT')
            ) AS t (name, events, level)
            WHERE t.events IS NOT NULL
        );
    END LOOP;
END
$do$;
