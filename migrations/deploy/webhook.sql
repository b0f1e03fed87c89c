-- Where events are sent, and what is to be sent there.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.webhook_endpoint (
    endpoint_id uuid NOT NULL
        CONSTRAINT webhook_endpoint_pkey PRIMARY KEY,
    user_id bigint NOT NULL
        CONSTRAINT webhook_endpoint_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    removed_at timestamptz,
    disabled_at timestamptz,
    first_failed_at timestamptz,
    due_at timestamptz,
    lease_id uuid,
    lease_expires_at timestamptz,
    of_user_id bigint,
    status text NOT NULL
        CONSTRAINT webhook_endpoint_status_is_known CHECK (status IN ('ENABLED', 'DISABLED')),
    disabled_reason text,
    url text NOT NULL
        CONSTRAINT webhook_endpoint_url_has_a_sane_length CHECK (length(url) BETWEEN 8 AND 1000),
    event_types text[],
    account_ids uuid[],
    category_path text,
    CONSTRAINT webhook_endpoint_disabled_has_a_reason CHECK (
        num_nulls(disabled_at, disabled_reason) = CASE status WHEN 'ENABLED' THEN 2 ELSE 0 END
    ),
    CONSTRAINT webhook_endpoint_lease_ends CHECK (
        num_nulls(lease_id, lease_expires_at) IN (0, 2)
    )
) WITH (fillfactor = 70);

CREATE INDEX webhook_endpoint_user_id_idx ON ledger_private.webhook_endpoint (user_id);
CREATE INDEX webhook_endpoint_due_at_idx ON ledger_private.webhook_endpoint (due_at)
    WHERE status = 'ENABLED' AND removed_at IS NULL;

-- Two are live while one takes the place of the other.
CREATE TABLE ledger_private.webhook_secret (
    user_id bigint NOT NULL,
    endpoint_id uuid NOT NULL
        CONSTRAINT webhook_secret_endpoint_id_fkey
        REFERENCES ledger_private.webhook_endpoint (endpoint_id),
    secret_number integer NOT NULL
        CONSTRAINT webhook_secret_number_counts_from_one CHECK (secret_number >= 1),
    created_at timestamptz NOT NULL,
    ends_at timestamptz,
    key_id text NOT NULL
        CONSTRAINT webhook_secret_key_id_has_a_sane_length CHECK (length(key_id) BETWEEN 1 AND 100),
    wrapped_key bytea NOT NULL
        CONSTRAINT webhook_secret_wrapped_key_is_aes_256 CHECK (octet_length(wrapped_key) = 60),
    sealed bytea NOT NULL
        CONSTRAINT webhook_secret_sealed_has_a_sane_length CHECK (
            octet_length(sealed) BETWEEN 28 AND 1024
        ),
    CONSTRAINT webhook_secret_pkey PRIMARY KEY (endpoint_id, secret_number)
);

CREATE TABLE ledger_private.webhook_delivery (
    delivery_id uuid NOT NULL
        CONSTRAINT webhook_delivery_pkey PRIMARY KEY,
    endpoint_id uuid NOT NULL
        CONSTRAINT webhook_delivery_endpoint_id_fkey
        REFERENCES ledger_private.webhook_endpoint (endpoint_id),
    user_id bigint NOT NULL,
    event_position bigint,
    -- A hint: a list that goes on finds what was committed after its page before.
    xact_id bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    created_at timestamptz NOT NULL,
    next_attempt_at timestamptz,
    finished_at timestamptz,
    last_attempt_at timestamptz,
    event_id uuid,
    attempts integer NOT NULL
        CONSTRAINT webhook_delivery_attempts_count_from_zero CHECK (attempts >= 0),
    last_response_code integer,
    state text NOT NULL
        CONSTRAINT webhook_delivery_state_is_known CHECK (
            state IN ('PENDING', 'DELIVERED', 'DEAD')
        ),
    event_type text NOT NULL,
    last_error text,
    account_ids uuid[] NOT NULL,
    CONSTRAINT webhook_delivery_endpoint_id_event_position_key
        UNIQUE (endpoint_id, event_position),
    CONSTRAINT webhook_delivery_pending_is_tried_again CHECK (
        num_nulls(next_attempt_at) + num_nonnulls(finished_at)
        = CASE state WHEN 'PENDING' THEN 0 ELSE 2 END
    )
) WITH (fillfactor = 70);

CREATE INDEX webhook_delivery_pending_idx
    ON ledger_private.webhook_delivery (endpoint_id, event_position NULLS FIRST)
    WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_waiting_idx
    ON ledger_private.webhook_delivery (endpoint_id, next_attempt_at)
    WHERE state = 'PENDING' AND attempts > 0;
CREATE INDEX webhook_delivery_dead_idx
    ON ledger_private.webhook_delivery (endpoint_id, delivery_id)
    WHERE state = 'DEAD';
CREATE INDEX webhook_delivery_endpoint_id_idx
    ON ledger_private.webhook_delivery (endpoint_id, delivery_id);

CREATE TYPE ledger.webhook_lease AS (
    endpoint_id uuid,
    lease_id uuid,
    user_id bigint,
    url text,
    key_ids text[],
    wrapped_keys bytea[],
    sealed bytea[]
);

CREATE TYPE ledger.webhook_message AS (
    delivery_id uuid,
    attempts integer,
    account_ids uuid[],
    body text
);

CREATE TYPE ledger.webhook_replay AS (
    replayed bigint
);

COMMENT ON TABLE ledger_private.webhook_endpoint IS 'Where events are sent, and which. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.endpoint_id IS 'The endpoint''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.created_at IS 'When the endpoint was made.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.updated_at IS 'When the endpoint was last changed by somebody.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.removed_at IS 'When the endpoint was removed, or NULL.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.disabled_at IS 'When the endpoint was disabled, or NULL.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.first_failed_at IS 'The first failed attempt since the last success; NULL when the last attempt succeeded.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.due_at IS 'From when on a worker has something to do for the endpoint; NULL: nothing is pending.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.lease_id IS 'Lease of the worker that sends to the endpoint, or NULL.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.lease_expires_at IS 'From then on another worker may send to the endpoint; NULL without a lease.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.of_user_id IS 'Only events of this user and its accounts; NULL: of all.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.status IS 'ENABLED or DISABLED (nothing is sent).';
COMMENT ON COLUMN ledger_private.webhook_endpoint.disabled_reason IS 'Why the endpoint is disabled: asked, gone or failing; NULL while it is enabled.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.url IS 'Where events are sent by POST.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.event_types IS 'Types that are sent, prefix.* for all that begin so; NULL: all.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.account_ids IS 'Only events of these accounts; NULL: of all.';
COMMENT ON COLUMN ledger_private.webhook_endpoint.category_path IS 'Only events of accounts in this category or below; NULL: of all.';

COMMENT ON TABLE ledger_private.webhook_secret IS 'Secrets that webhooks are signed with, sealed with keys this database does not hold. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.webhook_secret.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger_private.webhook_secret.endpoint_id IS 'The endpoint whose webhooks it signs.';
COMMENT ON COLUMN ledger_private.webhook_secret.secret_number IS 'Number of the secret within the endpoint, from 1.';
COMMENT ON COLUMN ledger_private.webhook_secret.created_at IS 'When the secret was made.';
COMMENT ON COLUMN ledger_private.webhook_secret.ends_at IS 'From then on it signs nothing; NULL for the newest.';
COMMENT ON COLUMN ledger_private.webhook_secret.key_id IS 'Which of the gateway''s encryption keys wraps the secret''s own key.';
COMMENT ON COLUMN ledger_private.webhook_secret.wrapped_key IS 'The secret''s own key: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger_private.webhook_secret.sealed IS 'The secret: nonce, AES-256-GCM ciphertext, tag.';

COMMENT ON TABLE ledger_private.webhook_delivery IS 'One event for one endpoint. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.webhook_delivery.delivery_id IS 'The delivery''s id, sent as webhook-id with each attempt, a UUIDv7 with the bucket of the endpoint''s owner.';
COMMENT ON COLUMN ledger_private.webhook_delivery.endpoint_id IS 'The endpoint it goes to.';
COMMENT ON COLUMN ledger_private.webhook_delivery.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger_private.webhook_delivery.event_position IS 'Place of the event in the feed; NULL for a test delivery.';
COMMENT ON COLUMN ledger_private.webhook_delivery.xact_id IS 'Number of the database transaction that made the delivery; it means something in this cluster only.';
COMMENT ON COLUMN ledger_private.webhook_delivery.created_at IS 'When the delivery was made.';
COMMENT ON COLUMN ledger_private.webhook_delivery.next_attempt_at IS 'From when on it is tried; NULL when that is over.';
COMMENT ON COLUMN ledger_private.webhook_delivery.finished_at IS 'When it was delivered or given up; NULL while it is pending.';
COMMENT ON COLUMN ledger_private.webhook_delivery.last_attempt_at IS 'When it was last tried, or NULL.';
COMMENT ON COLUMN ledger_private.webhook_delivery.event_id IS 'Id of the event; NULL for a test delivery.';
COMMENT ON COLUMN ledger_private.webhook_delivery.attempts IS 'How many times it has been tried since it was made or replayed.';
COMMENT ON COLUMN ledger_private.webhook_delivery.last_response_code IS 'HTTP status of the last answer; NULL when there was none.';
COMMENT ON COLUMN ledger_private.webhook_delivery.state IS 'PENDING, DELIVERED or DEAD (given up; can be replayed).';
COMMENT ON COLUMN ledger_private.webhook_delivery.event_type IS 'Type of the event.';
COMMENT ON COLUMN ledger_private.webhook_delivery.last_error IS 'A word for what went wrong last; NULL when the last attempt succeeded.';
COMMENT ON COLUMN ledger_private.webhook_delivery.account_ids IS 'Accounts of the event: deliveries of one endpoint that share one go in the order of the feed.';

COMMENT ON TYPE ledger.webhook_lease IS 'An endpoint that a worker may send to, with its sealed secrets, newest first.';
COMMENT ON COLUMN ledger.webhook_lease.endpoint_id IS 'The endpoint''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.webhook_lease.lease_id IS 'The lease, to be given with everything that is done under it.';
COMMENT ON COLUMN ledger.webhook_lease.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger.webhook_lease.url IS 'Where events are sent by POST.';
COMMENT ON COLUMN ledger.webhook_lease.key_ids IS 'Which of the gateway''s encryption keys wraps each secret''s own key.';
COMMENT ON COLUMN ledger.webhook_lease.wrapped_keys IS 'Each secret''s own key, in the order of key_ids.';
COMMENT ON COLUMN ledger.webhook_lease.sealed IS 'The sealed secrets, in the order of key_ids.';
COMMENT ON TYPE ledger.webhook_replay IS 'What came of ledger.replay_webhook_deliveries.';
COMMENT ON COLUMN ledger.webhook_replay.replayed IS 'How many deliveries are tried again.';
COMMENT ON TYPE ledger.webhook_message IS 'What is to be sent to an endpoint.';
COMMENT ON COLUMN ledger.webhook_message.delivery_id IS 'The delivery''s id, sent as webhook-id.';
COMMENT ON COLUMN ledger.webhook_message.attempts IS 'How many times it has been tried before.';
COMMENT ON COLUMN ledger.webhook_message.account_ids IS 'Accounts of the event: what shares one is sent one after the other.';
COMMENT ON COLUMN ledger.webhook_message.body IS 'The JSON document to send, as it stands.';

RESET ROLE;
COMMIT;
