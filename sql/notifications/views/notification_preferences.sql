-- What each user is told of.
CREATE OR REPLACE VIEW ledger.notification_preferences AS
SELECT
    u.user_id,
    coalesce(p.email_events, '{export_ready, new_login, suspended}'::text[]) AS email_events,
    coalesce(p.chat_events, '{}'::text[]) AS chat_events,
    coalesce((
        SELECT jsonb_object_agg(t.currency, round(t.large_debit, c.minor_units)::text)
        FROM ledger_private.notification_threshold AS t
        JOIN ledger_private.currency AS c USING (currency)
        WHERE t.user_id = u.user_id
            AND t.large_debit IS NOT NULL
    ), '{}'::jsonb) AS large_debit,
    coalesce((
        SELECT jsonb_object_agg(t.currency, round(t.low_balance, c.minor_units)::text)
        FROM ledger_private.notification_threshold AS t
        JOIN ledger_private.currency AS c USING (currency)
        WHERE t.user_id = u.user_id
            AND t.low_balance IS NOT NULL
    ), '{}'::jsonb) AS low_balance,
    p.chat_origin,
    (
        SELECT b.bounced_at
        FROM ledger_private.bounced_address AS b
        JOIN ledger_private.person AS n USING (user_id)
        WHERE b.user_id = u.user_id
            AND n.email_index IS NOT DISTINCT FROM b.email_index
    ) AS bounced_at,
    p.updated_at
FROM ledger_private.app_user AS u
LEFT JOIN ledger_private.notification_preference AS p USING (user_id)
WHERE u.role <> 'house';

COMMENT ON VIEW ledger.notification_preferences IS
'One row for each user: what it chose to be told of, or the defaults.';
COMMENT ON COLUMN ledger.notification_preferences.user_id IS 'The user who is told.';
COMMENT ON COLUMN ledger.notification_preferences.email_events IS 'What the user is told of by e-mail: export_ready, large_debit, limit_reached, low_balance, money_in, new_login, suspended.';
COMMENT ON COLUMN ledger.notification_preferences.chat_events IS 'What the user is told of in its chat.';
COMMENT ON COLUMN ledger.notification_preferences.large_debit IS 'A debit of so much or more is told: an object with an amount as text for each currency, in units of the currency.';
COMMENT ON COLUMN ledger.notification_preferences.low_balance IS 'An available balance that falls below it is told: an object with an amount as text for each currency, in units of the currency.';
COMMENT ON COLUMN ledger.notification_preferences.chat_origin IS 'Scheme, host and port of the chat''s URL; NULL: no chat.';
COMMENT ON COLUMN ledger.notification_preferences.bounced_at IS 'When mail to the user''s address came back; it is not written to until the address changes; NULL: it did not.';
COMMENT ON COLUMN ledger.notification_preferences.updated_at IS 'When the user last chose; NULL: never, the defaults hold.';
