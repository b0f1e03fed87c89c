-- What users are told of, as what, and what became of each message.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.notification_channel AS text COLLATE "C"
    CONSTRAINT notification_channel_is_known CHECK (VALUE IN ('email', 'chat'));

CREATE TABLE ledger_private.notification_preference (
    user_id bigint NOT NULL
        CONSTRAINT notification_preference_pkey PRIMARY KEY
        CONSTRAINT notification_preference_user_id_fkey
        REFERENCES ledger_private.app_user (user_id),
    updated_at timestamptz NOT NULL,
    email_events text[] NOT NULL,
    chat_events text[] NOT NULL,
    chat_origin text,
    key_id text
        CONSTRAINT notification_preference_key_id_has_a_sane_length CHECK (
            length(key_id) BETWEEN 1 AND 100
        ),
    wrapped_key bytea
        CONSTRAINT notification_preference_wrapped_key_is_aes_256 CHECK (
            octet_length(wrapped_key) = 60
        ),
    sealed bytea
        CONSTRAINT notification_preference_sealed_has_a_sane_length CHECK (
            octet_length(sealed) BETWEEN 28 AND 1024
        ),
    CONSTRAINT notification_preference_chat_is_whole CHECK (
        num_nulls(chat_origin, key_id, wrapped_key, sealed) IN (0, 4)
    )
);

CREATE TABLE ledger_private.notification_threshold (
    user_id bigint NOT NULL
        CONSTRAINT notification_threshold_user_id_fkey
        REFERENCES ledger_private.notification_preference (user_id),
    large_debit ledger_private.positive_money,
    low_balance ledger_private.money,
    currency ledger_private.asset_code NOT NULL,
    monitor_ids uuid[] NOT NULL,
    CONSTRAINT notification_threshold_pkey PRIMARY KEY (user_id, currency),
    CONSTRAINT notification_threshold_says_something CHECK (
        num_nonnulls(large_debit, low_balance) > 0
    )
);

CREATE TABLE ledger_private.bounced_address (
    user_id bigint NOT NULL
        CONSTRAINT bounced_address_pkey PRIMARY KEY
        CONSTRAINT bounced_address_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    notification_id uuid NOT NULL,
    bounced_at timestamptz NOT NULL,
    email_index bytea
);

CREATE TABLE ledger_private.notification (
    notification_id uuid NOT NULL
        CONSTRAINT notification_pkey PRIMARY KEY,
    user_id bigint NOT NULL
        CONSTRAINT notification_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    event_id uuid NOT NULL,
    event_position bigint NOT NULL,
    account_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    next_attempt_at timestamptz,
    finished_at timestamptz,
    lease_id uuid,
    lease_expires_at timestamptz,
    amount ledger_private.money,
    attempts integer NOT NULL
        CONSTRAINT notification_attempts_count_from_zero CHECK (attempts >= 0),
    channel ledger_private.notification_channel NOT NULL,
    state text NOT NULL
        CONSTRAINT notification_state_is_known CHECK (state IN (
            'PENDING', 'SENDING', 'SENT', 'UNKNOWN', 'BOUNCED', 'DEAD', 'DROPPED'
        )),
    notification_type text NOT NULL,
    currency ledger_private.asset_code,
    last_error text,
    status_code text,
    -- The net under the consumer: one event is told once.
    CONSTRAINT notification_event_id_user_id_channel_key UNIQUE (event_id, user_id, channel),
    CONSTRAINT notification_pending_is_tried_again CHECK (
        num_nulls(next_attempt_at) + num_nonnulls(finished_at)
        = CASE WHEN state IN ('PENDING', 'SENDING') THEN 0 ELSE 2 END
    ),
    CONSTRAINT notification_lease_ends CHECK (
        num_nulls(lease_id, lease_expires_at) IN (0, 2)
    )
) WITH (fillfactor = 70);

CREATE INDEX notification_due_idx
    ON ledger_private.notification (next_attempt_at)
    WHERE state IN ('PENDING', 'SENDING');
CREATE INDEX notification_unknown_idx
    ON ledger_private.notification (notification_id)
    WHERE state IN ('UNKNOWN', 'BOUNCED', 'DEAD');
CREATE INDEX notification_user_id_idx
    ON ledger_private.notification (user_id, notification_id);
CREATE INDEX notification_finished_at_idx
    ON ledger_private.notification (finished_at)
    WHERE finished_at IS NOT NULL;

CREATE TYPE ledger_private.notification_cause AS (
    user_id bigint,
    account_id uuid,
    amount numeric,
    currency text,
    notification_type text
);

CREATE TYPE ledger.notification_message AS (
    notification_id uuid,
    lease_id uuid,
    user_id bigint,
    event_id uuid,
    channel text,
    notification_type text,
    facts text,
    key_id text,
    wrapped_key bytea,
    sealed bytea
);

COMMENT ON DOMAIN ledger_private.notification_channel IS 'How a user is told: email or chat.';

COMMENT ON TABLE ledger_private.notification_preference IS 'What a user chose to be told of; without a row the defaults hold. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.notification_preference.user_id IS 'The user who is told.';
COMMENT ON COLUMN ledger_private.notification_preference.updated_at IS 'When the user last chose.';
COMMENT ON COLUMN ledger_private.notification_preference.email_events IS 'What the user is told of by e-mail.';
COMMENT ON COLUMN ledger_private.notification_preference.chat_events IS 'What the user is told of in its chat.';
COMMENT ON COLUMN ledger_private.notification_preference.chat_origin IS 'Scheme, host and port of the chat''s URL; NULL: no chat.';
COMMENT ON COLUMN ledger_private.notification_preference.key_id IS 'Which of the gateway''s encryption keys wraps the key of the chat''s URL; NULL: no chat.';
COMMENT ON COLUMN ledger_private.notification_preference.wrapped_key IS 'The key of the chat''s URL: nonce, AES-256-GCM ciphertext, tag; NULL: no chat.';
COMMENT ON COLUMN ledger_private.notification_preference.sealed IS 'The chat''s URL: nonce, AES-256-GCM ciphertext, tag; NULL: no chat.';

COMMENT ON TABLE ledger_private.notification_threshold IS 'From which amounts on a user is told. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.notification_threshold.user_id IS 'The user who is told.';
COMMENT ON COLUMN ledger_private.notification_threshold.large_debit IS 'A debit of so much or more is told, in units of the currency; NULL: none is.';
COMMENT ON COLUMN ledger_private.notification_threshold.low_balance IS 'An available balance below it is told, in units of the currency; NULL: none is.';
COMMENT ON COLUMN ledger_private.notification_threshold.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger_private.notification_threshold.monitor_ids IS 'Monitors that watch for low_balance, one for each of the user''s accounts in the currency.';

COMMENT ON TABLE ledger_private.bounced_address IS 'Whose e-mail address does not take mail. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.bounced_address.user_id IS 'The user whose address it is.';
COMMENT ON COLUMN ledger_private.bounced_address.notification_id IS 'The message that came back.';
COMMENT ON COLUMN ledger_private.bounced_address.bounced_at IS 'When that was recorded.';
COMMENT ON COLUMN ledger_private.bounced_address.email_index IS 'HMAC-SHA-256 of the address: another one is written to; NULL when the user''s has none.';

COMMENT ON TABLE ledger_private.notification IS 'One event for one user over one channel. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.notification.notification_id IS 'Id of the message, a UUIDv7 with the bucket of its user.';
COMMENT ON COLUMN ledger_private.notification.user_id IS 'The user who is told.';
COMMENT ON COLUMN ledger_private.notification.event_id IS 'Id of the event that the message tells.';
COMMENT ON COLUMN ledger_private.notification.event_position IS 'Place in the feed of the event that the message tells.';
COMMENT ON COLUMN ledger_private.notification.account_id IS 'The user''s account that the event is about, or NULL.';
COMMENT ON COLUMN ledger_private.notification.created_at IS 'When the message was made.';
COMMENT ON COLUMN ledger_private.notification.expires_at IS 'From then on it is not tried any more.';
COMMENT ON COLUMN ledger_private.notification.next_attempt_at IS 'From when on the message is tried; NULL when that is over.';
COMMENT ON COLUMN ledger_private.notification.finished_at IS 'When the message was sent or given up; NULL while it is not.';
COMMENT ON COLUMN ledger_private.notification.lease_id IS 'Lease of the worker that sends the message, or NULL.';
COMMENT ON COLUMN ledger_private.notification.lease_expires_at IS 'From then on another worker may send the message; NULL without a lease.';
COMMENT ON COLUMN ledger_private.notification.amount IS 'What it is about, in units of the currency, or NULL.';
COMMENT ON COLUMN ledger_private.notification.attempts IS 'How many times the message was put off.';
COMMENT ON COLUMN ledger_private.notification.channel IS 'email or chat.';
COMMENT ON COLUMN ledger_private.notification.state IS 'PENDING, SENDING (being handed over), SENT, UNKNOWN (nobody can tell whether it was taken), BOUNCED (refused, or came back), DEAD (expired) or DROPPED (there was nobody to tell).';
COMMENT ON COLUMN ledger_private.notification.notification_type IS 'What is told, one of ledger_private.notification_types.';
COMMENT ON COLUMN ledger_private.notification.currency IS 'Asset code of the amount, or NULL.';
COMMENT ON COLUMN ledger_private.notification.last_error IS 'A word for what went wrong last with the message, or NULL.';
COMMENT ON COLUMN ledger_private.notification.status_code IS 'Last code that a receiver answered, as 4.2.1, 550 or 503; or NULL.';

COMMENT ON TYPE ledger_private.notification_cause IS 'Of what a user may be told about an event.';
COMMENT ON COLUMN ledger_private.notification_cause.user_id IS 'The user who may be told.';
COMMENT ON COLUMN ledger_private.notification_cause.account_id IS 'The user''s account that the event is about, or NULL.';
COMMENT ON COLUMN ledger_private.notification_cause.amount IS 'What it is about, in units of the currency, or NULL.';
COMMENT ON COLUMN ledger_private.notification_cause.currency IS 'Asset code of the amount, or NULL.';
COMMENT ON COLUMN ledger_private.notification_cause.notification_type IS 'What is told, one of ledger_private.notification_types.';

COMMENT ON TYPE ledger.notification_message IS 'A message that a worker may send, and whom to, sealed.';
COMMENT ON COLUMN ledger.notification_message.notification_id IS 'Id of the message, a UUIDv7 with the bucket of its user.';
COMMENT ON COLUMN ledger.notification_message.lease_id IS 'The lease, to be given with everything that is done under it.';
COMMENT ON COLUMN ledger.notification_message.user_id IS 'The user who is told.';
COMMENT ON COLUMN ledger.notification_message.event_id IS 'Id of the event.';
COMMENT ON COLUMN ledger.notification_message.channel IS 'email or chat.';
COMMENT ON COLUMN ledger.notification_message.notification_type IS 'What is told, as money_in.';
COMMENT ON COLUMN ledger.notification_message.facts IS 'What a template may say, a JSON object; amounts are texts.';
COMMENT ON COLUMN ledger.notification_message.key_id IS 'Which of the gateway''s encryption keys wraps the key of what is sealed.';
COMMENT ON COLUMN ledger.notification_message.wrapped_key IS 'The key of what is sealed: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger.notification_message.sealed IS 'The user''s personal data for email, the chat''s URL for chat: nonce, AES-256-GCM ciphertext, tag.';
RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

-- Whether a user has logged in from an address before.
CREATE INDEX auth_event_login_idx
    ON ledger_audit.auth_event (user_id, ip_address, created_at) WHERE action = 'LOGIN';

RESET ROLE;
COMMIT;
