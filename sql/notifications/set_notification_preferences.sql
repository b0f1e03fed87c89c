-- Choose what a user is told of, and how.
CREATE OR REPLACE FUNCTION ledger.set_notification_preferences(
    p_user_id bigint,
    p_email_events text[] DEFAULT NULL,
    p_chat_events text[] DEFAULT NULL,
    p_large_debit jsonb DEFAULT NULL,
    p_low_balance jsonb DEFAULT NULL,
    p_chat_origin text DEFAULT NULL,
    p_key_id text DEFAULT NULL,
    p_wrapped_key bytea DEFAULT NULL,
    p_sealed bytea DEFAULT NULL,
    p_addresses inet[] DEFAULT NULL,
    p_allows_private boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notification_preferences
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_email text[];
    v_chat text[] := coalesce(p_chat_events, '{}');
    v_preferences ledger_private.notification_preference;
BEGIN
    PERFORM ledger_private.require_short('chat_origin', p_chat_origin, 'key_id', p_key_id);
    PERFORM ledger_private.require_few('addresses', p_addresses);
    PERFORM ledger_private.require_few('email_events', p_email_events);
    PERFORM ledger_private.require_few('chat_events', p_chat_events);
    PERFORM ledger_private.require_short(
        'email_events', array_to_string(p_email_events, ' '),
        'chat_events', array_to_string(p_chat_events, ' ')
    );
    PERFORM ledger_private.require_small('large_debit', p_large_debit);
    PERFORM ledger_private.require_small('low_balance', p_low_balance);
    v_email := coalesce(p_email_events, ledger_private.notification_types(true));
    PERFORM ledger_private.require_notification_types('email_events', v_email);
    PERFORM ledger_private.require_notification_types('chat_events', v_chat);
    PERFORM ledger_private.require_amounts_by_currency('large_debit', p_large_debit, true);
    PERFORM ledger_private.require_amounts_by_currency('low_balance', p_low_balance, false);
    PERFORM ledger_private.lock_user(p_user_id, v_actor, 'own');
    IF p_chat_origin <> '' THEN
        PERFORM ledger_private.require_webhook_url(p_chat_origin, p_addresses, p_allows_private);
        PERFORM ledger_private.require_sealed_secret(p_key_id, p_wrapped_key, p_sealed);
    ELSIF num_nonnulls(p_key_id, p_wrapped_key, p_sealed) > 0 THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["chat_origin"]}');
    END IF;

    INSERT INTO ledger_private.notification_preference AS p (
        user_id, updated_at, email_events, chat_events, chat_origin, key_id, wrapped_key, sealed
    )
    VALUES (
        p_user_id, clock_timestamp(), v_email, v_chat, nullif(p_chat_origin, ''), p_key_id,
        p_wrapped_key, p_sealed
    )
    ON CONFLICT (user_id) DO UPDATE SET
        updated_at = excluded.updated_at,
        email_events = excluded.email_events,
        chat_events = excluded.chat_events,
        chat_origin = CASE WHEN p_chat_origin IS NULL
            THEN p.chat_origin ELSE excluded.chat_origin END,
        key_id = CASE WHEN p_chat_origin IS NULL THEN p.key_id ELSE excluded.key_id END,
        wrapped_key = CASE WHEN p_chat_origin IS NULL
            THEN p.wrapped_key ELSE excluded.wrapped_key END,
        sealed = CASE WHEN p_chat_origin IS NULL THEN p.sealed ELSE excluded.sealed END
    RETURNING p.* INTO v_preferences;
    IF v_chat <> '{}' AND v_preferences.chat_origin IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"fields": ["chat_origin"]}');
    END IF;
    IF v_preferences.sealed IS NOT NULL THEN
        PERFORM ledger_private.begin_notifications();
    END IF;
    PERFORM ledger_private.set_thresholds(
        p_user_id, coalesce(p_large_debit, '{}'), coalesce(p_low_balance, '{}'), v_actor
    );
    PERFORM ledger_private.note_act(
        'notification_preferences.changed', p_user_id, NULL, to_jsonb(n), v_actor
    )
    FROM ledger.notification_preferences AS n
    WHERE n.user_id = p_user_id;
    RETURN NEXT (
        SELECT n FROM ledger.notification_preferences AS n WHERE n.user_id = p_user_id
    );
END
$function$;

COMMENT ON FUNCTION ledger.set_notification_preferences(
    bigint, text[], text[], jsonb, jsonb, text, text, bytea, bytea, inet[], boolean, ledger.actor
) IS
'Put what is given in the place of what the user chose before; NULL means the default: by e-mail new_login and suspended, in the chat nothing, no amounts. p_large_debit and p_low_balance are objects with an amount as text for each currency; the low ones are watched by monitors of the user''s accounts, which are locked in id order. p_chat_origin (https://host) is that of the chat''s URL, which the gateway has sealed for the user as a webhook''s secret; NULL leaves the chat as it is, an empty text takes it away. p_addresses are what its host stands for, and must be public; p_allows_private lets every host pass, for development. For the user itself, and with the permission manage. LG003, LG004, LG108, LG109, LG155. Safe to repeat.';
