-- All tables as the changes of deploy/ leave them, to be read; nothing runs this.
-- Generated: make docs.

-- What was done besides posting, each with its object as it then was; append-only, without personal data. Distributed by user_id.
CREATE TABLE ledger_audit.act (
    act_id uuid NOT NULL,
    user_id bigint NOT NULL,
    account_id uuid,
    xact_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    actor_user_id bigint,
    event_type text NOT NULL,
    actor_role text NOT NULL,
    object jsonb NOT NULL,
    CONSTRAINT act_pkey PRIMARY KEY (act_id),
    CONSTRAINT act_event_type_is_two_words CHECK ((event_type ~ '^[a-z_]{1,40}[.][a-z_]{1,40}$'::text)),
    CONSTRAINT act_object_is_an_object CHECK ((jsonb_typeof(object) = 'object'::text))
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX act_xact_id_idx ON ledger_audit.act USING btree (xact_id);
-- act_id: The act's id, a UUIDv7 with the bucket of the object's owner.
-- user_id: The user who owns the object, or is it; 0 is the house.
-- account_id: The account that the act is about; NULL: it is about none, or about all of a user's.
-- xact_id: Number of the database transaction; it means something in this cluster only.
-- created_at: When it was done.
-- actor_user_id: The user who did it; NULL for a database session.
-- event_type: What was done: a type of ledger.event_types.
-- actor_role: Role of whoever acted; database for a database session.
-- object: The object as it was after the act, a JSON object without personal data.

-- One row per opening, hold, status or limit change; with the entries, which are the audit rows of postings, chained by hash per account. Distributed by account_user_id.
CREATE TABLE ledger_audit.audit_log (
    log_id bigint NOT NULL DEFAULT nextval('ledger_audit.log_id_seq'::regclass),
    account_position bigint NOT NULL,
    account_version bigint NOT NULL,
    account_id uuid NOT NULL,
    account_user_id bigint NOT NULL,
    user_id bigint,
    created_at timestamp with time zone NOT NULL,
    balance numeric NOT NULL,
    action text NOT NULL,
    user_role text NOT NULL,
    database_user text NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    detail jsonb,
    previous_hash bytea NOT NULL,
    row_hash bytea NOT NULL,
    api_key_id uuid,
    CONSTRAINT audit_log_pkey PRIMARY KEY (account_id, account_position)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX audit_log_created_at_idx ON ledger_audit.audit_log USING btree (created_at);
CREATE INDEX audit_log_repair_idx ON ledger_audit.audit_log USING btree (account_id, account_position) WHERE (action = 'REPAIR'::text);
CREATE INDEX audit_log_request_id_idx ON ledger_audit.audit_log USING btree (request_id) WHERE (request_id IS NOT NULL);
-- log_id: Number of the audit row; says nothing about order, and is unique within a cell.
-- account_position: Place of the row in the account's audit chain, from 1 without gap.
-- account_version: How many entries the account had when it was changed.
-- account_id: The account that was changed.
-- account_user_id: The user who owns the account; the shard key.
-- user_id: The user who acted; NULL for a database session.
-- created_at: When the change was made.
-- balance: The account's balance when it was changed, in units of the currency.
-- action: What was done to the account: OPEN, HOLD, STATUS, BOUNDS, LIMIT, NAME, RENAME, CATEGORY, METADATA, ACCUMULATE, MERGE, DELEGATE, UNDELEGATE or REPAIR.
-- user_role: Role of whoever acted; database for a database session.
-- database_user: The database login (session_user) through which it came.
-- ip_address: Where the request came from, as the gateway saw it.
-- user_agent: Software that sent the request.
-- request_id: Correlation id of the request.
-- detail: What changed: old and new values by name.
-- previous_hash: row_hash of the entry or audit row before in the account's chain; empty for the first.
-- row_hash: SHA-256 over previous_hash and the facts of this row.
-- api_key_id: The API key that the change was made with; NULL: none.

-- Proofs of identity, failures of them, and changes of rights. Distributed by user_id.
CREATE TABLE ledger_audit.auth_event (
    event_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    user_id bigint NOT NULL,
    actor_user_id bigint,
    created_at timestamp with time zone NOT NULL,
    action text NOT NULL,
    detail jsonb NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    database_user text NOT NULL,
    xact_id bigint DEFAULT ((pg_current_xact_id())::text)::bigint,
    CONSTRAINT auth_event_pkey PRIMARY KEY (event_id)
);
CREATE INDEX auth_event_login_idx ON ledger_audit.auth_event USING btree (user_id, ip_address, created_at) WHERE (action = 'LOGIN'::text);
CREATE INDEX auth_event_user_id_idx ON ledger_audit.auth_event USING btree (user_id, event_id);
-- event_id: Number of the event; ascends, and is unique within a cell.
-- user_id: The user whom the event is about; 0 when that is nobody known.
-- actor_user_id: The user who caused the event; NULL for a database session, or before the gateway knew the user.
-- created_at: When the event happened.
-- action: What happened: LOGIN, LOGIN_FAILED, LOGIN_LOCKED, REFRESH, LOGOUT, LOGOUT_EVERYWHERE, PASSWORD, KEY_CREATED, KEY_USED, KEY_REVOKED, ROLE, STATUS, IDENTITY_LINKED, IDENTITY_UNLINKED, PERMISSION_GRANTED, PERMISSION_REVOKED, PERSON_STORED, PERSON_READ, PERSON_REWRAPPED or PERSON_SHREDDED.
-- detail: What else is known of the event, a JSON object; never a secret.
-- ip_address: Where the request came from.
-- user_agent: Software that sent the request.
-- request_id: Correlation id of the request.
-- database_user: The database login (session_user).
-- xact_id: Number of the database transaction; it means something in this cluster only. NULL for what was written before the column was.

-- The positions of each account's events in the feed, given with them; append-only. Stays in its cell.
CREATE TABLE ledger_audit.feed_account (
    account_id uuid NOT NULL,
    event_position bigint NOT NULL,
    CONSTRAINT feed_account_pkey PRIMARY KEY (account_id, event_position)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
-- account_id: The account that the event moved money on, that was refused to pay, or that the act is about.
-- event_position: Place of the event in the feed.

-- The place of each transaction and each act in the feed, given after it was committed; append-only. Stays in its cell.
CREATE TABLE ledger_audit.feed_event (
    event_position bigint NOT NULL,
    transaction_id uuid,
    act_id uuid,
    CONSTRAINT feed_event_pkey PRIMARY KEY (event_position),
    CONSTRAINT feed_event_transaction_id_key UNIQUE (transaction_id),
    CONSTRAINT feed_event_counts_from_one CHECK ((event_position >= 1)),
    CONSTRAINT feed_event_is_of_one CHECK (((transaction_id IS NULL) <> (act_id IS NULL)))
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE UNIQUE INDEX feed_event_act_id_key ON ledger_audit.feed_event USING btree (act_id) WHERE (act_id IS NOT NULL);
-- event_position: Place of the event in the feed of the cell, from 1 without gap.
-- transaction_id: The transaction that is the event; NULL where an act is.
-- act_id: The act that is the event; NULL where a transaction is.

-- Each numbering of events that found some: the newest row says how far the feed goes; append-only. Stays in its cell.
CREATE TABLE ledger_audit.feed_pass (
    pass_number bigint NOT NULL,
    last_position bigint NOT NULL,
    feed_id uuid NOT NULL,
    passed_at timestamp with time zone NOT NULL,
    seen pg_snapshot NOT NULL,
    incarnation text NOT NULL,
    CONSTRAINT feed_pass_pkey PRIMARY KEY (pass_number),
    CONSTRAINT feed_pass_counts_from_one CHECK ((pass_number >= 1))
);
CREATE INDEX feed_pass_feed_id_last_position_idx ON ledger_audit.feed_pass USING btree (feed_id, last_position);
-- pass_number: Number of the pass, from 1.
-- last_position: The last position that was given when the pass ended.
-- feed_id: Identity of the feed: a new one wherever the history may have parted from another one.
-- passed_at: When the pass was made.
-- seen: The snapshot of the pass: what it does not show is left for the next pass. Means something within one incarnation only.
-- incarnation: The cluster, database and timeline in which transaction numbers of the pass can be compared.

-- Every version of every rule of the fraud checks. The same in each cell.
CREATE TABLE ledger_audit.fraud_rule (
    rule_name ledger_private.permission_name NOT NULL,
    version integer NOT NULL,
    score integer NOT NULL,
    user_id bigint,
    api_key_id uuid,
    created_at timestamp with time zone NOT NULL,
    is_active boolean NOT NULL,
    is_removed boolean NOT NULL DEFAULT false,
    threshold numeric NOT NULL,
    feature text NOT NULL,
    comparison ledger_private.fraud_comparison NOT NULL,
    direction ledger_private.fraud_direction,
    currency text,
    action ledger_private.fraud_action NOT NULL,
    reason text NOT NULL,
    user_role text NOT NULL,
    database_user text NOT NULL,
    request_id text,
    CONSTRAINT fraud_rule_pkey PRIMARY KEY (rule_name, version),
    CONSTRAINT fraud_rule_counts_from_one CHECK ((version >= 1)),
    CONSTRAINT fraud_rule_name_is_short CHECK ((length((rule_name)::text) <= 40)),
    CONSTRAINT fraud_rule_score_is_in_range CHECK (((score >= '-1000'::integer) AND (score <= 1000)))
);
-- rule_name: Name of the rule, a word.
-- version: Number of the version, from 1; the newest is in force.
-- score: What a hit adds to the score of the transaction, -1000 to 1000.
-- user_id: The user who set the version; NULL for a database session.
-- api_key_id: The API key it was set with; NULL: none.
-- created_at: From when on the version is in force.
-- is_active: Whether transactions are looked at.
-- is_removed: Whether this version takes the rule away.
-- threshold: What the feature is compared with, in the feature's unit.
-- feature: Which feature, of ledger.fraud_features.
-- comparison: How the feature is compared: <, <=, =, >= or >.
-- direction: Only for what an account pays (out) or is paid (in); NULL: both.
-- currency: Only for amounts of this asset code; NULL: all.
-- action: note, review, freeze or suspend.
-- reason: What a reviewer reads when it hits.
-- user_role: The role of who set the version.
-- database_user: The database login (session_user) of who set the version.
-- request_id: Id of the request that set the version.

-- Scores of the transactions that rules hit. Sharded by user_id.
CREATE TABLE ledger_audit.fraud_score (
    transaction_id uuid NOT NULL,
    event_position bigint NOT NULL,
    user_id bigint NOT NULL,
    score integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    reasons jsonb NOT NULL,
    CONSTRAINT fraud_score_pkey PRIMARY KEY (transaction_id)
);
CREATE INDEX fraud_score_event_position_idx ON ledger_audit.fraud_score USING btree (event_position);
-- transaction_id: The transaction.
-- event_position: Its place in the feed.
-- user_id: The customer of the transaction. The shard key.
-- score: Sum of the scores of the rules that hit.
-- created_at: When it was scored.
-- reasons: JSON array: each rule that hit, with version, account_id, direction, feature, value (as text), score, action and reason.

-- The guards that deploys have declared, the newest row those of today; append-only. Local to the database.
CREATE TABLE ledger_audit.guard_declaration (
    declaration_number bigint NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    release text NOT NULL,
    code_digest text NOT NULL,
    guards_digest bytea NOT NULL,
    guards jsonb NOT NULL,
    repaired jsonb NOT NULL,
    database_user text NOT NULL,
    CONSTRAINT guard_declaration_pkey PRIMARY KEY (declaration_number),
    CONSTRAINT guard_declaration_counts_from_one CHECK ((declaration_number >= 1))
);
-- declaration_number: Number of the declaration, from 1.
-- declared_at: When it was declared.
-- release: The release that declared it.
-- code_digest: Digest of the code that was deployed.
-- guards_digest: SHA-256 of the guards as text.
-- guards: Each guard by kind and name, with its definition.
-- repaired: Guards that were put back by the deploy, each with what it had been.
-- database_user: The database login (session_user) that deployed.

-- Each time that what a monitor watches crossed its threshold; append-only. Distributed by user_id.
CREATE TABLE ledger_audit.monitor_alert (
    alert_id uuid NOT NULL,
    monitor_id uuid NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    account_position ledger_private.counter NOT NULL,
    event_position bigint,
    value ledger_private.money NOT NULL,
    balance ledger_private.money NOT NULL,
    crossed_at timestamp with time zone NOT NULL,
    fired_at timestamp with time zone NOT NULL,
    CONSTRAINT monitor_alert_pkey PRIMARY KEY (alert_id),
    CONSTRAINT monitor_alert_monitor_id_account_position_key UNIQUE (monitor_id, account_position)
);
CREATE INDEX monitor_alert_account_id_idx ON ledger_audit.monitor_alert USING btree (account_id, alert_id);
-- alert_id: Id of the alert, a UUIDv7 with the bucket of the account's owner.
-- monitor_id: The monitor that fired.
-- account_id: The account that is watched.
-- user_id: The user who owns the watched account; the shard key.
-- account_position: Place in the account's audit chain of what crossed the threshold.
-- event_position: Place in the feed of the transaction that crossed it; NULL when a hold did.
-- value: The measure when it had crossed, in units of the account's currency.
-- balance: The balance at that moment, in units of the account's currency.
-- crossed_at: When what crossed it was booked.
-- fired_at: When the alert was written.

-- Credits that are not folded into their account's balance yet, in place of their entries. Distributed by user_id.
CREATE TABLE ledger_audit.open_credit (
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    CONSTRAINT open_credit_pkey PRIMARY KEY (account_id, transaction_id)
) WITH (autovacuum_vacuum_scale_factor=0.05, autovacuum_vacuum_cost_delay=0);
-- account_id: The account that is paid.
-- transaction_id: The transaction that pays it.
-- user_id: The user who owns the account; the shard key.
-- created_at: When the credit was booked.
-- amount: Amount of the credit, positive, in units of the currency.

-- Each growth of the tree of hashes over the feed; append-only. Stays in its cell.
CREATE TABLE ledger_audit.seal (
    tree_size bigint NOT NULL,
    after_size bigint NOT NULL,
    feed_id uuid NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    root_hash bytea NOT NULL,
    leaf_hashes bytea NOT NULL,
    CONSTRAINT seal_pkey PRIMARY KEY (tree_size),
    CONSTRAINT seal_after_size_key UNIQUE (after_size),
    CONSTRAINT seal_has_a_hash_for_each_leaf CHECK (((after_size >= 0) AND (tree_size > after_size) AND (octet_length(leaf_hashes) = (32 * (tree_size - after_size))))),
    CONSTRAINT seal_root_hash_is_sha256 CHECK ((octet_length(root_hash) = 32))
);
-- tree_size: How many events the tree covers: the last position in it.
-- after_size: How many it covered before.
-- feed_id: Identity of the feed then; the head names it.
-- sealed_at: When the tree was made to grow.
-- root_hash: Root of the tree over the first tree_size events, as RFC 6962 makes it.
-- leaf_hashes: Hashes of the leaves behind after_size, 32 bytes each, in the order of the feed.

-- Signed heads of the tree; append-only. Stays in its cell.
CREATE TABLE ledger_audit.seal_head (
    tree_size bigint NOT NULL,
    key_id ledger_private.unique_text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    note text NOT NULL,
    CONSTRAINT seal_head_pkey PRIMARY KEY (tree_size, key_id),
    CONSTRAINT seal_head_key_id_fkey FOREIGN KEY (key_id) REFERENCES ledger_audit.seal_key(key_id),
    CONSTRAINT seal_head_tree_size_fkey FOREIGN KEY (tree_size) REFERENCES ledger_audit.seal(tree_size),
    CONSTRAINT seal_head_note_has_a_sane_length CHECK (((length(note) >= 100) AND (length(note) <= 2000)))
);
CREATE INDEX seal_head_key_id_idx ON ledger_audit.seal_head USING btree (key_id, tree_size);
-- tree_size: How many events the head covers.
-- key_id: The key that signed it.
-- signed_at: When it was kept here.
-- note: The head as a signed note, a C2SP checkpoint.

-- Public keys of all that ever signed heads; append-only. Stays in its cell.
CREATE TABLE ledger_audit.seal_key (
    key_id ledger_private.unique_text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    key_name text NOT NULL,
    public_key bytea NOT NULL,
    CONSTRAINT seal_key_pkey PRIMARY KEY (key_id),
    CONSTRAINT seal_key_id_is_four_bytes CHECK (((key_id)::text ~ '^[0-9a-f]{8}$'::text)),
    CONSTRAINT seal_key_name_has_no_space CHECK ((key_name ~ '^[^[:space:]+]{1,200}$'::text)),
    CONSTRAINT seal_key_public_key_is_ed25519 CHECK ((octet_length(public_key) = 32))
);
-- key_id: The key's id in a signed note: four bytes of a SHA-256 over name and key, in hex.
-- created_at: When it was made known here.
-- key_name: Name of the signer.
-- public_key: Ed25519 public key.

-- Roots of whole subtrees of 256 leaves and more, so that no proof reads all leaves; append-only. Stays in its cell.
CREATE TABLE ledger_audit.seal_node (
    level smallint NOT NULL,
    node_number bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT seal_node_pkey PRIMARY KEY (level, node_number),
    CONSTRAINT seal_node_counts_from_zero CHECK ((node_number >= 0)),
    CONSTRAINT seal_node_hash_is_sha256 CHECK ((octet_length(hash) = 32)),
    CONSTRAINT seal_node_is_above_the_leaves CHECK (((level >= 8) AND (level <= 62)))
);
-- level: The subtree has 2^level leaves.
-- node_number: Which of the subtrees of its level, from 0.
-- hash: Root of the subtree.

-- What hides short texts behind their hashes: one row. Stays in its cell.
CREATE TABLE ledger_audit.seal_salt (
    salt_number smallint NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT seal_salt_pkey PRIMARY KEY (salt_number),
    CONSTRAINT seal_salt_is_long CHECK ((octet_length(salt) = 32)),
    CONSTRAINT seal_salt_is_one CHECK ((salt_number = 1))
);
-- salt_number: There is one: 1.
-- salt: Random; the salt of each part is made of it.

-- What an object that can change was when an event about it was sealed, as salted hashes; append-only. Stays in its cell.
CREATE TABLE ledger_audit.sealed_state (
    object_type ledger_private.unique_text NOT NULL,
    object_key ledger_private.unique_text NOT NULL,
    event_position bigint NOT NULL,
    parts jsonb NOT NULL,
    CONSTRAINT sealed_state_pkey PRIMARY KEY (object_type, object_key, event_position),
    CONSTRAINT sealed_state_parts_are_an_object CHECK ((jsonb_typeof(parts) = 'object'::text))
);
CREATE INDEX sealed_state_event_position_idx ON ledger_audit.sealed_state USING btree (event_position);
-- object_type: Kind of the object: account, user, limit.
-- object_key: What names the object among those of its kind.
-- event_position: The event whose leaf covers this.
-- parts: A salted SHA-256 of each part of the object, in hex, by the name of the part; empty when the object was gone.

-- Transactions, posted or refused; each is an event of the feed. Distributed by user_id.
CREATE TABLE ledger_audit.transaction (
    transaction_id uuid NOT NULL,
    from_account_id uuid,
    to_account_id uuid,
    user_id bigint NOT NULL,
    from_account_version bigint,
    to_account_version bigint,
    xact_id bigint NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    actor_user_id bigint,
    amount ledger_private.positive_money,
    currency text,
    transaction_type ledger_private.transaction_type NOT NULL,
    status ledger_private.transaction_status NOT NULL,
    failure_code text,
    failure_detail jsonb,
    idempotency_key text,
    description text,
    metadata jsonb,
    leg_account_ids uuid[],
    leg_account_versions bigint[],
    reverses_transaction_id uuid,
    hold_id uuid,
    leg_descriptions text[],
    user_role text NOT NULL,
    database_user text NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    api_key_id uuid,
    CONSTRAINT transaction_pkey PRIMARY KEY (transaction_id)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX transaction_created_at_idx ON ledger_audit.transaction USING btree (created_at);
CREATE INDEX transaction_from_account_id_created_at_transaction_id_idx ON ledger_audit.transaction USING btree (from_account_id, created_at, transaction_id) WHERE ((status)::text = 'FAILED'::text);
CREATE INDEX transaction_hold_id_idx ON ledger_audit.transaction USING btree (hold_id) WHERE (hold_id IS NOT NULL);
CREATE INDEX transaction_idempotency_key_idx ON ledger_audit.transaction USING btree (idempotency_key) WHERE ((status)::text = 'FAILED'::text);
CREATE INDEX transaction_request_id_idx ON ledger_audit.transaction USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX transaction_reverses_transaction_id_idx ON ledger_audit.transaction USING btree (reverses_transaction_id) WHERE (reverses_transaction_id IS NOT NULL);
CREATE INDEX transaction_xact_id_idx ON ledger_audit.transaction USING btree (xact_id);
-- transaction_id: The transaction's id, a UUIDv7 with the bucket of its owner.
-- from_account_id: The account that pays; NULL where leg_account_ids names the accounts.
-- to_account_id: The account that is paid; NULL where leg_account_ids names the accounts.
-- user_id: The customer who pays, or who is paid when the house pays; 0 when neither side is a customer. The shard key.
-- from_account_version: Number of the paying account's entry; NULL when refused, and where leg_account_ids names the accounts.
-- to_account_version: Number of the paid account's entry; NULL when refused, and where leg_account_ids names the accounts.
-- xact_id: Number of the database transaction that wrote it, in the cluster where it was written: a hint that is compared within one incarnation only and is not kept as an order.
-- effective_at: The moment from which the transaction counts; created_at unless the caller gave another.
-- created_at: When the ledger posted or refused the transaction.
-- actor_user_id: The user who asked for the transaction; NULL for a database session.
-- amount: Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.
-- currency: Asset code of the amount; NULL when its legs are in several currencies.
-- transaction_type: A word for the transaction's kind: transfer, deposit, withdrawal, or the caller's own.
-- status: COMPLETED, FAILED (refused, nothing moved) or REVERSED (all of it was given back).
-- failure_code: Code from ledger.errors when the transaction was refused, else NULL.
-- failure_detail: The values behind the refusal, a JSON object; NULL when the transaction was posted.
-- idempotency_key: The idempotency key that the request carried, or NULL.
-- description: Free text of whoever asked for the transaction, or NULL.
-- metadata: JSON object of whoever asked for the transaction, or NULL.
-- leg_account_ids: Accounts of the transaction's entries, one for each; NULL for a transfer from one account to another.
-- leg_account_versions: Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused, and for a transfer from one account to another.
-- reverses_transaction_id: The transaction that this one takes back, in part or whole; NULL when it is no reversal.
-- hold_id: The hold that the transaction captures; NULL when it is no capture.
-- leg_descriptions: What each leg says for itself; NULL elements say nothing, NULL when none does.
-- user_role: Role of whoever asked for the transaction; database for a database session.
-- database_user: The database login (session_user) through which the transaction was asked for.
-- ip_address: Where the request for the transaction came from, as the gateway saw it.
-- user_agent: Software that sent the request for the transaction.
-- request_id: Correlation id of the request for the transaction.
-- api_key_id: The API key that it was asked with; NULL: none.

-- Double-entry lines, append-only; each is the audit row of what it did. Distributed by user_id.
CREATE TABLE ledger_audit.transaction_entry (
    entry_id bigint NOT NULL DEFAULT nextval('ledger_audit.log_id_seq'::regclass),
    account_version ledger_private.counter NOT NULL,
    account_position ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    balance_after ledger_private.money NOT NULL,
    entry_type ledger_private.entry_type NOT NULL,
    currency text NOT NULL,
    row_hash bytea NOT NULL,
    is_folded boolean NOT NULL DEFAULT false,
    CONSTRAINT transaction_entry_pkey PRIMARY KEY (account_id, account_version)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX transaction_entry_account_id_idx ON ledger_audit.transaction_entry USING btree (account_id) WHERE is_folded;
CREATE UNIQUE INDEX transaction_entry_transaction_id_idx ON ledger_audit.transaction_entry USING btree (transaction_id) WHERE is_folded;
-- entry_id: Number of the entry; says nothing about order, and is unique within a cell.
-- account_version: Number of the entry among its account's entries, from 1 without gap.
-- account_position: Place of the entry in the account's audit chain, from 1 without gap.
-- account_id: The account that the entry changes.
-- transaction_id: The transaction that the entry belongs to.
-- user_id: The user who owns the account; the shard key.
-- created_at: When the entry was booked.
-- amount: Amount of the entry, positive, in units of the currency.
-- balance_after: The account's balance after this entry, in units of the currency.
-- entry_type: DEBIT lowers the balance, CREDIT raises it.
-- currency: Asset code.
-- row_hash: SHA-256 of all that the call posted, and of what its accounts' chains ended with before: one link for all entries of a call.
-- is_folded: Whether the entry was an open credit before; then its transaction does not name its number.

-- Each time that something was sent to an endpoint, and what was answered. Distributed by user_id.
CREATE TABLE ledger_audit.webhook_attempt (
    attempt_number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    user_id bigint NOT NULL,
    delivery_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    attempted_at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    response_code integer,
    error text,
    CONSTRAINT webhook_attempt_pkey PRIMARY KEY (attempt_number)
);
CREATE INDEX webhook_attempt_delivery_id_idx ON ledger_audit.webhook_attempt USING btree (delivery_id, attempt_number);
CREATE INDEX webhook_attempt_endpoint_id_idx ON ledger_audit.webhook_attempt USING btree (endpoint_id, attempt_number);
-- attempt_number: Number of the attempt; ascends, and is unique within a cell.
-- user_id: The user whose endpoint it is; 0 is the house.
-- delivery_id: The delivery that was tried.
-- endpoint_id: The endpoint it went to.
-- attempted_at: When the ledger was told of the attempt.
-- duration_ms: How long the attempt took, in milliseconds.
-- response_code: HTTP status of the answer; NULL when there was none.
-- error: A word for what went wrong; NULL when it was delivered.

-- Whose proofs or rights changed within the last hour, for gateways that remember who somebody is. Distributed by user_id.
CREATE TABLE ledger_private.access_change (
    xact_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    user_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT access_change_pkey PRIMARY KEY (xact_id, user_id)
);
-- xact_id: Database transaction that made the change; compared with marks of the same server only.
-- user_id: The user whose proofs or rights changed.
-- changed_at: When they changed.

-- Accounts with their balance. Distributed by user_id. Only posting changes a balance.
CREATE TABLE ledger_private.account (
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    version ledger_private.counter NOT NULL DEFAULT 0,
    audit_position ledger_private.counter NOT NULL DEFAULT 0,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    minor_units smallint NOT NULL,
    has_rules boolean NOT NULL DEFAULT false,
    code_number smallint NOT NULL DEFAULT 1,
    allows_credits boolean NOT NULL DEFAULT true,
    accumulates boolean NOT NULL DEFAULT false,
    currency text NOT NULL,
    balance ledger_private.money NOT NULL DEFAULT 0,
    held ledger_private.money NOT NULL DEFAULT 0,
    min_balance ledger_private.money,
    max_balance ledger_private.money,
    status ledger_private.account_status NOT NULL DEFAULT 'ACTIVE'::text,
    account_class ledger_private.account_class NOT NULL,
    category_id uuid,
    merged_into_account_id uuid,
    audit_hash bytea NOT NULL DEFAULT '\x'::bytea,
    name ledger_private.name_text,
    metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
    CONSTRAINT account_pkey PRIMARY KEY (account_id),
    CONSTRAINT account_currency_fkey FOREIGN KEY (currency) REFERENCES ledger_private.currency(currency),
    CONSTRAINT account_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id)
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0.05, autovacuum_vacuum_cost_delay=0);
CREATE INDEX account_accumulates_idx ON ledger_private.account USING btree (account_id) WHERE accumulates;
CREATE INDEX account_currency_idx ON ledger_private.account USING btree (currency, account_id);
CREATE INDEX account_metadata_idx ON ledger_private.account USING gin (metadata jsonb_path_ops);
CREATE INDEX account_status_idx ON ledger_private.account USING btree (status, account_id);
CREATE INDEX account_user_id_idx ON ledger_private.account USING btree (user_id, account_id);
-- account_id: The account's id, a UUIDv7 with the bucket of its owner.
-- user_id: The user who owns the account; 0 is the house.
-- version: How many entries the account has in this cell; only postings raise it.
-- audit_position: How many audit rows the account has.
-- created_at: When the account was opened.
-- updated_at: When the account last changed.
-- closed_at: When the account was closed, or NULL.
-- minor_units: How many decimals an amount of the account may have.
-- has_rules: Whether posting must ask more of this account than its columns say.
-- code_number: Number of the account's present code; NULL while it has none.
-- allows_credits: Whether money may come in: an active account's, or a suspended one's by choice.
-- accumulates: Whether credits may be kept without the row's lock, and folded into the balance later.
-- currency: Asset code of the balance.
-- balance: Credits less debits, in units of the currency.
-- held: What open holds keep of the balance, in units of the currency.
-- min_balance: Floor of the available balance; NULL for none.
-- max_balance: Ceiling of the balance; NULL for none.
-- status: ACTIVE, SUSPENDED (pays nothing) or CLOSED (final).
-- account_class: asset, liability, equity, income or expense.
-- category_id: The category the account is sorted into, or NULL.
-- merged_into_account_id: The account that took over this one's balance and codes, or NULL.
-- audit_hash: row_hash of the account's newest audit row: the head of its chain.
-- name: Name of the account to show, or NULL.
-- metadata: JSON object that belongs to the account.

-- Codes of accounts, present and past. Keyed by the code.
CREATE TABLE ledger_private.account_code (
    code ledger_private.unique_text NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    code_number smallint NOT NULL DEFAULT 1,
    CONSTRAINT account_code_pkey PRIMARY KEY (code),
    CONSTRAINT account_code_account_id_code_number_key UNIQUE (account_id, code_number),
    CONSTRAINT account_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT account_code_has_a_sane_length CHECK (((length((code)::text) >= 1) AND (length((code)::text) <= 222)))
);
-- code: A code that leads to the account, present or past; unique for ever. One that a customer chose begins with ~<user_id>/.
-- account_id: The account that the code leads to.
-- user_id: The owner of the account; the shard key.
-- code_number: Number of the code among its account's codes, from 1.

-- What moved on an account on a day, by effective date. Distributed by user_id.
CREATE TABLE ledger_private.account_day (
    entries bigint NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    rolled_on date NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    rise numeric NOT NULL,
    fall numeric NOT NULL,
    CONSTRAINT account_day_pkey PRIMARY KEY (account_id, rolled_on),
    CONSTRAINT account_day_holds_its_end CHECK (((rise >= GREATEST((money_in - money_out), (0)::numeric)) AND (fall <= LEAST((money_in - money_out), (0)::numeric))))
) WITH (fillfactor=80, autovacuum_vacuum_scale_factor=0.05);
-- entries: How many entries are in the sums of the day.
-- account_id: The account whose day it is.
-- user_id: The user who owns the account of the sums; the shard key.
-- rolled_on: The day, in the time zone of the sums.
-- money_in: Sum of the day's credits, in units of the account's currency.
-- money_out: Sum of the day's debits, in units of the account's currency.
-- rise: The most by which the balance stood above the day's opening, its transactions taken in the order of the feed; 0 when it never did.
-- fall: The most by which the balance stood below the day's opening, as a number that is not positive.

-- What transactions of one type moved on an account on a day, by effective date. Distributed by user_id.
CREATE TABLE ledger_private.account_day_type (
    entries bigint NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    rolled_on date NOT NULL,
    transaction_type ledger_private.unique_text NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    CONSTRAINT account_day_type_pkey PRIMARY KEY (account_id, rolled_on, transaction_type)
) WITH (fillfactor=80, autovacuum_vacuum_scale_factor=0.05);
-- entries: How many entries of the type count on the day.
-- account_id: The account whose day it is.
-- user_id: The user who owns the account of the sums; the shard key.
-- rolled_on: The day, in the time zone of the sums.
-- transaction_type: A word for the transactions' kind.
-- money_in: Sum of the type's credits, in units of the account's currency.
-- money_out: Sum of the type's debits, in units of the account's currency.

-- What moved on an account in a month, by effective date. Distributed by user_id.
CREATE TABLE ledger_private.account_month (
    entries bigint NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    month_on date NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    fees numeric NOT NULL,
    CONSTRAINT account_month_pkey PRIMARY KEY (account_id, month_on)
) WITH (fillfactor=80, autovacuum_vacuum_scale_factor=0.05);
-- entries: How many entries count in the month.
-- account_id: The account whose month it is.
-- user_id: The user who owns the account of the sums; the shard key.
-- month_on: First day of the month, in the time zone of the sums.
-- money_in: Sum of the month's credits, in units of the account's currency.
-- money_out: Sum of the month's debits, in units of the account's currency.
-- fees: Those debits whose transaction is of type fee.

-- Digests of the keys programs use. Keyed by the digest.
CREATE TABLE ledger_private.api_key (
    key_digest bytea NOT NULL,
    api_key_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    prefix text NOT NULL,
    name ledger_private.name_text NOT NULL,
    scopes text[],
    made_by_user_id bigint,
    acceptance_ends_at timestamp with time zone,
    accepted_at timestamp with time zone,
    account_ids uuid[],
    category_paths text[],
    transaction_types text[],
    currency text,
    maximum_amount ledger_private.positive_money,
    CONSTRAINT api_key_pkey PRIMARY KEY (key_digest),
    CONSTRAINT api_key_api_key_id_key UNIQUE (api_key_id),
    CONSTRAINT api_key_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT api_key_accepted_was_offered CHECK (((accepted_at IS NULL) OR (acceptance_ends_at IS NOT NULL))),
    CONSTRAINT api_key_amount_has_a_currency CHECK (((maximum_amount IS NULL) OR (currency IS NOT NULL)))
);
CREATE INDEX api_key_user_id_idx ON ledger_private.api_key USING btree (user_id, api_key_id);
-- key_digest: SHA-256 of the API key.
-- api_key_id: Id of the API key, a UUIDv7 with the bucket of its owner; not the key.
-- user_id: The user whom the API key stands for.
-- created_at: When the API key was made.
-- expires_at: The moment from which the API key is void.
-- last_used_at: When the API key was last used, to the minute; NULL for never.
-- revoked_at: When the API key was revoked, or NULL.
-- prefix: How the API key begins, to tell it from others.
-- name: What the API key is for.
-- scopes: Permissions that the API key is narrowed to; NULL for all of its user's.
-- made_by_user_id: The user who made the API key; NULL for a database session, and for keys older than the column.
-- acceptance_ends_at: Until when its user has to accept the API key; NULL: it needs no acceptance.
-- accepted_at: When its user accepted the API key; NULL: not yet, or it needs no acceptance.
-- account_ids: Accounts that the API key reaches, with those of category_paths; both NULL: all of its user's.
-- category_paths: Categories whose accounts, and those below, the API key reaches; NULL: account_ids says all.
-- transaction_types: Types that the API key posts as; NULL: all that its user may.
-- currency: The one asset code that the API key moves; NULL: any.
-- maximum_amount: The most that the API key moves in one transaction, in units of currency; NULL: any amount.

-- Users: owners of accounts and makers of requests. Distributed by user_id.
CREATE TABLE ledger_private.app_user (
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
    sessions_ended_at timestamp with time zone,
    display_name ledger_private.name_text,
    role ledger_private.user_role NOT NULL,
    status text NOT NULL DEFAULT 'ACTIVE'::text,
    CONSTRAINT app_user_pkey PRIMARY KEY (user_id),
    CONSTRAINT app_user_id_is_not_negative CHECK ((user_id >= 0)),
    CONSTRAINT app_user_status_is_known CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text])))
);
-- user_id: The user's id, a number times 4096 and the bucket of the username; 0 is the house.
-- created_at: When the user was made.
-- sessions_ended_at: Access tokens of the user that were issued up to this moment are void; NULL: none is.
-- display_name: Name of the user to show; a label, not personal data.
-- role: house, customer, service, operator, auditor or administrator.
-- status: ACTIVE or SUSPENDED (may do nothing).

-- Logins, each with all that was refreshed from it. Distributed by user_id.
CREATE TABLE ledger_private.auth_session (
    session_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason text,
    ip_address inet,
    user_agent text,
    CONSTRAINT auth_session_pkey PRIMARY KEY (session_id),
    CONSTRAINT auth_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT auth_session_end_has_a_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL)))
);
CREATE INDEX auth_session_user_id_idx ON ledger_private.auth_session USING btree (user_id, created_at);
-- session_id: Id of the session, a UUIDv7 with the bucket of its owner.
-- user_id: The user who logged in.
-- created_at: When the user logged in.
-- expires_at: When the last refresh token of the session becomes void.
-- ended_at: When the session was ended, or NULL.
-- end_reason: Why the session ended: LOGOUT, LOGOUT_EVERYWHERE, PASSWORD or REUSED (a refresh token was used twice); NULL while it goes on.
-- ip_address: Where the login came from.
-- user_agent: Software that logged in.

-- Whose e-mail address does not take mail. Distributed by user_id.
CREATE TABLE ledger_private.bounced_address (
    user_id bigint NOT NULL,
    notification_id uuid NOT NULL,
    bounced_at timestamp with time zone NOT NULL,
    email_index bytea,
    CONSTRAINT bounced_address_pkey PRIMARY KEY (user_id),
    CONSTRAINT bounced_address_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id)
);
-- user_id: The user whose address it is.
-- notification_id: The message that came back.
-- bounced_at: When that was recorded.
-- email_index: HMAC-SHA-256 of the address: another one is written to; NULL when the user's has none.

-- The tree that accounts are sorted into. Reference table.
CREATE TABLE ledger_private.category (
    category_id uuid NOT NULL,
    parent_category_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name ledger_private.name_text NOT NULL,
    path ledger_private.unique_text NOT NULL,
    CONSTRAINT category_pkey PRIMARY KEY (category_id),
    CONSTRAINT category_path_key UNIQUE (path),
    CONSTRAINT category_parent_category_id_fkey FOREIGN KEY (parent_category_id) REFERENCES ledger_private.category(category_id),
    CONSTRAINT category_path_ends_in_name CHECK ((((path)::text = (name)::text) OR ((parent_category_id IS NOT NULL) AND ((path)::text ~~ '%/%'::text))))
);
CREATE INDEX category_parent_category_id_idx ON ledger_private.category USING btree (parent_category_id);
-- category_id: The category's id, a UUIDv7 with the bucket ffff.
-- parent_category_id: The category above, or NULL for a root.
-- created_at: When the category was made.
-- updated_at: When the category was last moved or renamed.
-- name: The category's own name: the last one of its path.
-- path: Names from the root to the category, a slash between.

-- Which cell of the ledger this database is: one row. Local to the database.
CREATE TABLE ledger_private.cell (
    cell_number integer NOT NULL,
    CONSTRAINT cell_pkey PRIMARY KEY (cell_number),
    CONSTRAINT cell_number_fits_an_id CHECK (((cell_number >= 0) AND (cell_number <= 4094)))
);
CREATE UNIQUE INDEX cell_only_row_idx ON ledger_private.cell USING btree ((true));
-- cell_number: Number of the cell, 0 to 4094; ids of what only this cell owns end in f000 and it.

-- Accounts that stand for what another cell is owed, or owes. Local to the database.
CREATE TABLE ledger_private.clearing_account (
    account_id uuid NOT NULL,
    cell_number integer NOT NULL,
    stripe smallint NOT NULL,
    currency text NOT NULL,
    CONSTRAINT clearing_account_pkey PRIMARY KEY (account_id),
    CONSTRAINT clearing_account_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT clearing_account_cell_number_fkey FOREIGN KEY (cell_number) REFERENCES ledger_private.peer_cell(cell_number),
    CONSTRAINT clearing_account_currency_fkey FOREIGN KEY (currency) REFERENCES ledger_private.currency(currency),
    CONSTRAINT clearing_account_stripe_is_a_digit CHECK (((stripe >= 0) AND (stripe <= 15)))
);
CREATE INDEX clearing_account_cell_number_idx ON ledger_private.clearing_account USING btree (cell_number, stripe, currency);
CREATE INDEX clearing_account_currency_idx ON ledger_private.clearing_account USING btree (currency);
-- account_id: The account of the house, suspended for all but transfers between cells.
-- cell_number: Number of the other cell.
-- stripe: Which of 16 it is, by a random digit of the customer's account id, so that customers seldom meet.
-- currency: Currency of the account.

-- Passwords of users, as argon2id hashes. Distributed by user_id.
CREATE TABLE ledger_private.credential (
    user_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    password_hash text NOT NULL,
    CONSTRAINT credential_pkey PRIMARY KEY (user_id),
    CONSTRAINT credential_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT credential_password_hash_is_argon CHECK (((password_hash ~ '^[$]argon2id[$]v=19[$]'::text) AND (length(password_hash) < 300)))
);
-- user_id: The user whose password it is.
-- changed_at: When the password was set.
-- password_hash: argon2id hash with its parameters.

-- Assets: the currencies of ISO 4217 that have minor units, and what was added. Reference table.
CREATE TABLE ledger_private.currency (
    currency ledger_private.asset_code NOT NULL,
    name ledger_private.name_text NOT NULL,
    minor_units smallint NOT NULL,
    created_at timestamp with time zone,
    CONSTRAINT currency_pkey PRIMARY KEY (currency),
    CONSTRAINT currency_minor_units_fit_money CHECK (((minor_units >= 0) AND (minor_units <= 18)))
);
-- currency: The asset's code, a word of its own: USD, USDC, XAU.g.
-- name: English name of the asset.
-- minor_units: How many decimals an amount of the asset may have, 0 to 18; never changes.
-- created_at: When the asset was added; NULL for the currencies of ISO 4217, which are built in.

-- What transactions of one type moved in a currency on a day, on all accounts together. Stays in its cell.
CREATE TABLE ledger_private.currency_day (
    entries bigint NOT NULL,
    rolled_on date NOT NULL,
    currency ledger_private.unique_text NOT NULL,
    transaction_type ledger_private.unique_text NOT NULL,
    money_in numeric NOT NULL,
    money_out numeric NOT NULL,
    CONSTRAINT currency_day_pkey PRIMARY KEY (rolled_on, currency, transaction_type)
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0.05);
-- entries: How many entries of the type count on the day.
-- rolled_on: The day, in the time zone of the sums.
-- currency: Asset code of the sums.
-- transaction_type: A word for the transactions' kind.
-- money_in: Sum of the type's credits, in units of the currency.
-- money_out: Sum of the type's debits, in units of the currency.

-- Entries that count from another moment than their booking, with running totals in booking order; append-only. Distributed by user_id.
CREATE TABLE ledger_private.dated_entry (
    account_version ledger_private.counter NOT NULL,
    first_version ledger_private.counter NOT NULL,
    late_entries ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    latest_effective_at timestamp with time zone NOT NULL,
    effective_slot bigint,
    effective_hour bigint,
    effective_day bigint,
    effective_month bigint,
    effective_year bigint,
    is_late boolean NOT NULL,
    signed_amount ledger_private.money NOT NULL,
    dated_total numeric NOT NULL,
    in_order_total numeric NOT NULL,
    slot_total numeric,
    hour_total numeric,
    day_total numeric,
    month_total numeric,
    year_total numeric,
    CONSTRAINT dated_entry_pkey PRIMARY KEY (account_id, account_version)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX dated_entry_day_idx ON ledger_private.dated_entry USING btree (account_id, effective_day, account_version) WHERE (effective_day IS NOT NULL);
CREATE INDEX dated_entry_few_idx ON ledger_private.dated_entry USING btree (account_id, account_version) WHERE (is_late AND (effective_slot IS NULL));
CREATE INDEX dated_entry_hour_idx ON ledger_private.dated_entry USING btree (account_id, effective_hour, account_version) WHERE (effective_hour IS NOT NULL);
CREATE INDEX dated_entry_in_order_idx ON ledger_private.dated_entry USING btree (account_id, effective_at, account_version) WHERE (NOT is_late);
CREATE INDEX dated_entry_late_idx ON ledger_private.dated_entry USING btree (account_id, effective_at, account_version) WHERE is_late;
CREATE INDEX dated_entry_month_idx ON ledger_private.dated_entry USING btree (account_id, effective_month, account_version) WHERE (effective_month IS NOT NULL);
CREATE INDEX dated_entry_slot_idx ON ledger_private.dated_entry USING btree (account_id, effective_slot, account_version) WHERE (effective_slot IS NOT NULL);
CREATE INDEX dated_entry_year_idx ON ledger_private.dated_entry USING btree (account_id, effective_year, account_version) WHERE (effective_year IS NOT NULL);
-- account_version: Number of the entry among its account's entries.
-- first_version: First version of the unbroken run of dated entries that the entry belongs to.
-- late_entries: How many of the account's dated entries up to this one are late.
-- account_id: The account that the entry changes.
-- user_id: The user who owns the account; the shard key.
-- effective_at: The moment from which the entry counts.
-- latest_effective_at: The latest effective date of the account's dated entries up to this one.
-- effective_slot: Twice the ten minutes since 1970, plus 1 after their first moment.
-- effective_hour: Hours from 1970-01-01 to the effective date (UTC); NULL unless the entry has periods.
-- effective_day: Days from 1970-01-01 to the effective date (UTC); NULL unless the entry has periods.
-- effective_month: Months from year 0 to the effective date (UTC); NULL unless the entry has periods.
-- effective_year: Year of the effective date (UTC); NULL unless the entry has periods.
-- is_late: Whether an entry that was booked earlier counts later.
-- signed_amount: The entry's amount, negative for a debit, in units of the currency.
-- dated_total: Sum of the account's dated entries up to this one.
-- in_order_total: Sum of the account's dated entries in order, up to this one.
-- slot_total: Sum of the account's late entries that have periods, up to this one, within its effective_slot; NULL unless it has periods.
-- hour_total: Sum of the account's late entries that have periods, up to this one, within its hour; NULL unless it has periods.
-- day_total: Sum of the account's late entries that have periods, up to this one, within its day; NULL unless it has periods.
-- month_total: Sum of the account's late entries that have periods, up to this one, within its month; NULL unless it has periods.
-- year_total: Sum of the account's late entries that have periods, up to this one, within its year; NULL unless it has periods.

-- Accounts shared with other users, and what was spent under that. Distributed by account_user_id; changed under the account's lock.
CREATE TABLE ledger_private.delegation (
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    account_user_id bigint NOT NULL,
    granted_position bigint NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    counts_from_at timestamp with time zone,
    spent ledger_private.money NOT NULL DEFAULT 0,
    spend_limit ledger_private.money,
    spend_period text,
    kind text NOT NULL,
    CONSTRAINT delegation_pkey PRIMARY KEY (account_id, user_id),
    CONSTRAINT delegation_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT delegation_kind_is_known CHECK ((kind = ANY (ARRAY['owner'::text, 'spender'::text, 'viewer'::text]))),
    CONSTRAINT delegation_limit_has_a_period CHECK ((((spend_limit IS NULL) = (spend_period IS NULL)) AND ((spend_limit IS NULL) OR (kind = 'spender'::text)))),
    CONSTRAINT delegation_period_is_known CHECK ((spend_period = ANY (ARRAY['transaction'::text, 'day'::text, 'week'::text, 'month'::text, 'total'::text]))),
    CONSTRAINT delegation_spent_is_within_limit CHECK ((((spent)::numeric >= (0)::numeric) AND ((spend_limit IS NULL) OR ((spent)::numeric <= (spend_limit)::numeric))))
);
CREATE INDEX delegation_user_id_idx ON ledger_private.delegation USING btree (user_id, account_id);
-- account_id: The account that is shared.
-- user_id: The user whom it is shared with.
-- account_user_id: The user who owns the account; the shard key.
-- granted_position: Place of the grant in the account's audit chain.
-- granted_at: When the account was shared.
-- expires_at: Until when the account is shared; NULL: until it is revoked.
-- counts_from_at: From when on spent counts: the beginning of the period; NULL before the first.
-- spent: What was spent in the period, in units of the currency.
-- spend_limit: How much may be spent in a period, in units of the currency; NULL for no limit.
-- spend_period: transaction, day, week, month or total; NULL without a limit.
-- kind: How it is shared: viewer (reads), spender (also pays) or owner (also shares it further).

-- Named readers of the feed. Stays in its cell.
CREATE TABLE ledger_private.event_consumer (
    consumer_name ledger_private.unique_text NOT NULL,
    taken_position bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT event_consumer_pkey PRIMARY KEY (consumer_name),
    CONSTRAINT event_consumer_counts_from_zero CHECK ((taken_position >= 0)),
    CONSTRAINT event_consumer_name_is_a_word CHECK (((consumer_name)::text ~ '^[a-z][a-z0-9_]{0,39}$'::text))
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=200);
-- consumer_name: Name of the reader: a word of small letters, digits and underscores.
-- taken_position: The last position that was ever leased to a worker of it.
-- created_at: When the reader was named.
-- updated_at: When its workers last took events that were new to it.

-- Ranges of the feed that workers of a consumer have taken and not acknowledged. Stays in its cell.
CREATE TABLE ledger_private.event_lease (
    consumer_name ledger_private.unique_text NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    lease_id uuid NOT NULL,
    attempt integer NOT NULL,
    leased_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    database_user text NOT NULL,
    CONSTRAINT event_lease_pkey PRIMARY KEY (consumer_name, first_position),
    CONSTRAINT event_lease_lease_id_key UNIQUE (lease_id),
    CONSTRAINT event_lease_consumer_name_fkey FOREIGN KEY (consumer_name) REFERENCES ledger_private.event_consumer(consumer_name) ON DELETE CASCADE,
    CONSTRAINT event_lease_attempt_counts_from_one CHECK ((attempt >= 1)),
    CONSTRAINT event_lease_is_a_range CHECK ((last_position >= first_position))
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=200);
-- consumer_name: The consumer whose worker took the range.
-- first_position: First position of the range.
-- last_position: Last position of the range.
-- lease_id: Id of the lease; another one each time that the range is taken.
-- attempt: How many times the range has been taken, this time included.
-- leased_at: When the range was taken.
-- expires_at: From then on another worker may take the range.
-- database_user: The database login (session_user) of the worker.

-- Files of an account's entries that were asked for. Distributed by user_id.
CREATE TABLE ledger_private.export (
    export_id uuid NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    made_by_user_id bigint,
    first_version ledger_private.counter,
    last_version ledger_private.counter,
    row_count ledger_private.counter NOT NULL,
    size_bytes ledger_private.counter NOT NULL,
    created_at timestamp with time zone NOT NULL,
    since_at timestamp with time zone,
    until_at timestamp with time zone,
    ended_at timestamp with time zone,
    expires_at timestamp with time zone,
    status text NOT NULL,
    CONSTRAINT export_pkey PRIMARY KEY (export_id),
    CONSTRAINT export_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT export_pending_has_not_ended CHECK (((status = 'PENDING'::text) = (ended_at IS NULL))),
    CONSTRAINT export_ready_expires CHECK (((status <> 'READY'::text) OR (expires_at IS NOT NULL))),
    CONSTRAINT export_status_is_known CHECK ((status = ANY (ARRAY['PENDING'::text, 'READY'::text, 'FAILED'::text, 'EXPIRED'::text, 'REMOVED'::text]))),
    CONSTRAINT export_versions_are_whole CHECK ((num_nulls(first_version, last_version) = ANY (ARRAY[0, 2])))
) WITH (fillfactor=70);
CREATE INDEX export_account_id_idx ON ledger_private.export USING btree (account_id, export_id);
CREATE INDEX export_expires_at_idx ON ledger_private.export USING btree (expires_at) WHERE (status = 'READY'::text);
CREATE INDEX export_made_by_user_id_idx ON ledger_private.export USING btree (made_by_user_id, export_id);
CREATE INDEX export_pending_idx ON ledger_private.export USING btree (row_count, export_id) WHERE (status = 'PENDING'::text);
-- export_id: Id of the export, a UUIDv7 with the bucket of the account's owner.
-- account_id: The account whose entries they are.
-- user_id: The user who owns the account; the shard key.
-- made_by_user_id: The user who asked for it; NULL: a database session.
-- first_version: Number of its first entry among the account's; NULL until it is begun.
-- last_version: Number of its last entry among the account's; NULL until it is begun.
-- row_count: How many entries are written so far.
-- size_bytes: How long the file is so far, in bytes of UTF-8.
-- created_at: When it was asked for.
-- since_at: Entries booked from then on; NULL: from the first.
-- until_at: Entries booked before then; NULL: all that there are when it is begun.
-- ended_at: When it came to be what it is; NULL while it is pending.
-- expires_at: From then on the file may be gone; NULL while there is none.
-- status: PENDING, READY, FAILED (its asker no longer sees the account), EXPIRED or REMOVED.

-- The files, in parts that the worker writes one by one. Distributed by user_id.
CREATE TABLE ledger_private.export_part (
    export_id uuid NOT NULL,
    user_id bigint NOT NULL,
    part_number integer NOT NULL,
    content text NOT NULL,
    CONSTRAINT export_part_pkey PRIMARY KEY (export_id, part_number),
    CONSTRAINT export_part_export_id_fkey FOREIGN KEY (export_id) REFERENCES ledger_private.export(export_id)
);
-- export_id: The export that it is a part of.
-- user_id: The user who owns the account; the shard key.
-- part_number: Its place in the file, from 1 without gap.
-- content: Whole lines, without the end of the last one.

-- How far the entries of accounts that accumulate, or did so before, have been proved. Distributed by user_id.
CREATE TABLE ledger_private.fold_proof (
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    after_version bigint NOT NULL,
    through_version bigint NOT NULL,
    is_current boolean NOT NULL,
    CONSTRAINT fold_proof_pkey PRIMARY KEY (account_id)
);
-- account_id: The account whose entries were proved.
-- user_id: The user who owns the account; the shard key.
-- after_version: The entry behind which the last proof of the account began.
-- through_version: The last entry of the account that was proved.
-- is_current: Whether the account had no more entries then.

-- What fraud checks remember of an account. Sharded by user_id.
CREATE TABLE ledger_private.fraud_account (
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    outs bigint NOT NULL,
    ins bigint NOT NULL,
    refused bigint NOT NULL,
    last_at timestamp with time zone,
    last_in_at timestamp with time zone,
    paid numeric NOT NULL,
    received numeric NOT NULL,
    out_amounts numeric[] NOT NULL DEFAULT '{}'::numeric[],
    out_times timestamp with time zone[] NOT NULL DEFAULT '{}'::timestamp with time zone[],
    in_amounts numeric[] NOT NULL DEFAULT '{}'::numeric[],
    in_times timestamp with time zone[] NOT NULL DEFAULT '{}'::timestamp with time zone[],
    CONSTRAINT fraud_account_pkey PRIMARY KEY (account_id)
) WITH (fillfactor=60, autovacuum_vacuum_scale_factor=0.05);
-- account_id: The account.
-- user_id: Its owner. The shard key.
-- outs: How many payments it has made.
-- ins: How many times it was paid.
-- refused: How many of its payments were refused.
-- last_at: When it last moved; NULL: refusals only.
-- last_in_at: When it was last paid; NULL: never.
-- paid: What it has paid, in units of its currency.
-- received: What it was paid, in units of its currency.
-- out_amounts: Amounts of its last 32 payments, oldest first, in units of its currency.
-- out_times: When the payments of out_amounts were observed, in the same order.
-- in_amounts: Amounts of the last 32 times it was paid, oldest first, in units of its currency.
-- in_times: When those of in_amounts were observed, in the same order.

-- The review queue. Sharded by user_id.
CREATE TABLE ledger_private.fraud_case (
    case_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    account_id uuid NOT NULL,
    hold_id uuid,
    user_id bigint NOT NULL,
    decided_by_user_id bigint,
    api_key_id uuid,
    created_at timestamp with time zone NOT NULL,
    acted_at timestamp with time zone,
    decided_at timestamp with time zone,
    is_suspended boolean NOT NULL DEFAULT false,
    action ledger_private.fraud_action NOT NULL,
    status ledger_private.fraud_case_status NOT NULL DEFAULT 'OPEN'::text,
    direction ledger_private.fraud_direction NOT NULL,
    score integer NOT NULL,
    currency text NOT NULL,
    amount numeric NOT NULL,
    reason text,
    decided_by_role text,
    database_user text,
    request_id text,
    CONSTRAINT fraud_case_pkey PRIMARY KEY (case_id),
    CONSTRAINT fraud_case_account_id_transaction_id_key UNIQUE (account_id, transaction_id),
    CONSTRAINT fraud_case_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT fraud_case_is_decided_with_a_reason CHECK (((((status)::text = 'OPEN'::text) = (decided_at IS NULL)) AND (((status)::text = 'OPEN'::text) = (reason IS NULL))))
) WITH (fillfactor=70);
CREATE INDEX fraud_case_open_idx ON ledger_private.fraud_case USING btree (case_id) WHERE ((status)::text = 'OPEN'::text);
CREATE INDEX fraud_case_pending_idx ON ledger_private.fraud_case USING btree (account_id) WHERE ((acted_at IS NULL) AND ((status)::text = 'OPEN'::text));
CREATE INDEX fraud_case_transaction_id_idx ON ledger_private.fraud_case USING btree (transaction_id);
-- case_id: The case's id, a UUIDv7 with the bucket of its user.
-- transaction_id: The transaction that rules hit.
-- account_id: The account whose side of it they hit.
-- hold_id: The freeze that was put on the account; NULL: none.
-- user_id: Owner of the account. The shard key.
-- decided_by_user_id: The user who decided; NULL for a database session.
-- api_key_id: The API key it was decided with; NULL: none.
-- created_at: When the case was opened.
-- acted_at: When the action was done, as far as it could be; NULL: not yet.
-- decided_at: When the case was decided; NULL: not yet.
-- is_suspended: Whether the case has suspended the account.
-- action: review, freeze or suspend: the most that a rule asked for.
-- status: OPEN, CLEARED or CONFIRMED.
-- direction: out: the account paid; in: it was paid.
-- score: Score of the transaction, a plain number.
-- currency: Asset code of the amount.
-- amount: What the account paid or was paid, in units of currency.
-- reason: Why it was decided so.
-- decided_by_role: The role of who decided.
-- database_user: The database login (session_user) of who decided.
-- request_id: Id of the request that decided.

-- Features of each move of a customer's account, as they were when it was observed. Sharded by user_id.
CREATE TABLE ledger_private.fraud_observation (
    event_position bigint NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    counterparty_id uuid,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    observed_at timestamp with time zone NOT NULL,
    outs_before bigint NOT NULL,
    ins_before bigint NOT NULL,
    refused_before bigint NOT NULL,
    user_outs_before bigint,
    leg_number integer NOT NULL,
    is_refused boolean NOT NULL,
    direction ledger_private.fraud_direction NOT NULL,
    currency text NOT NULL,
    amount numeric NOT NULL,
    paid_before numeric NOT NULL,
    received_before numeric NOT NULL,
    round_zeros integer,
    hour integer,
    idle_days numeric,
    minutes_since_in numeric,
    out_count_1h integer,
    out_count_24h integer,
    out_count_7d integer,
    out_count_30d integer,
    out_amount_1h numeric,
    out_amount_24h numeric,
    out_amount_7d numeric,
    out_amount_30d numeric,
    in_count_1h integer,
    in_count_24h integer,
    in_count_7d integer,
    in_count_30d integer,
    in_amount_1h numeric,
    in_amount_24h numeric,
    in_amount_7d numeric,
    in_amount_30d numeric,
    refused_count_1h integer,
    refused_count_24h integer,
    user_out_count_1h integer,
    user_out_count_24h integer,
    payees_24h integer,
    payers_24h integer,
    pair_count integer,
    median_times numeric,
    spreads numeric,
    hour_share numeric,
    similar_7d integer,
    passed_on_1h numeric,
    share_of_limit numeric,
    CONSTRAINT fraud_observation_pkey PRIMARY KEY (event_position, account_id, leg_number)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX fraud_observation_account_id_idx ON ledger_private.fraud_observation USING btree (account_id, observed_at);
CREATE INDEX fraud_observation_user_id_idx ON ledger_private.fraud_observation USING btree (user_id, observed_at) WHERE (((direction)::text = 'out'::text) AND (NOT is_refused) AND (user_id <> 0));
-- event_position: Place of the transaction in the feed.
-- account_id: The account that moved.
-- transaction_id: The transaction.
-- counterparty_id: The account on the other side; NULL when there are several.
-- user_id: Owner of the account. The shard key.
-- created_at: When the ledger posted or refused the transaction.
-- observed_at: The moment it counts at: created_at, or that of an event before it which is later.
-- outs_before: How many payments the account had made before, ever.
-- ins_before: How many times the account had been paid before, ever.
-- refused_before: How many payments of the account had been refused before, ever.
-- user_outs_before: How many payments all accounts of the owner had made before, ever; NULL for accounts without an owner of their own.
-- leg_number: Which leg of the transaction it is, from 1.
-- is_refused: Whether the transaction was refused.
-- direction: out: the account pays; in: it is paid.
-- currency: Asset code of the amounts.
-- amount: The amount, positive, in units of currency.
-- paid_before: What the account had paid before, ever, in units of currency.
-- received_before: What the account had been paid before, ever, in units of currency.
-- round_zeros: How many zeros the whole amount ends in; 0 when it has decimals that are not zero.
-- hour: Hour of the day of observed_at, UTC.
-- idle_days: Days since the account last moved; NULL for its first move.
-- minutes_since_in: Minutes since the account was last paid; NULL when it never was, and for what it is paid.
-- out_count_1h: Payments of the account in the last hour, this one included.
-- out_count_24h: Payments of the account in 24 hours.
-- out_count_7d: Payments of the account in 7 days.
-- out_count_30d: Payments of the account in 30 days.
-- out_amount_1h: What the account paid in the last hour, in units of currency.
-- out_amount_24h: What the account paid in 24 hours, in units of currency.
-- out_amount_7d: What the account paid in 7 days, in units of currency.
-- out_amount_30d: What the account paid in 30 days, in units of currency.
-- in_count_1h: How many times the account was paid in the last hour.
-- in_count_24h: How many times the account was paid in 24 hours.
-- in_count_7d: How many times the account was paid in 7 days.
-- in_count_30d: How many times the account was paid in 30 days.
-- in_amount_1h: What the account was paid in the last hour, in units of currency.
-- in_amount_24h: What the account was paid in 24 hours, in units of currency.
-- in_amount_7d: What the account was paid in 7 days, in units of currency.
-- in_amount_30d: What the account was paid in 30 days, in units of currency.
-- refused_count_1h: Payments of the account that were refused in the last hour.
-- refused_count_24h: Payments of the account that were refused in 24 hours.
-- user_out_count_1h: Payments of all accounts of the owner in the last hour; NULL for accounts without an owner of their own.
-- user_out_count_24h: Payments of all accounts of the owner in 24 hours; NULL for accounts without an owner of their own.
-- payees_24h: Accounts that the account paid in 24 hours, 1000 at most.
-- payers_24h: Accounts that paid the account in 24 hours, 1000 at most.
-- pair_count: How many times before the account paid this counterparty, or was paid by it; 0: a new one; NULL without a counterparty.
-- median_times: The amount in medians of the account's last 32 moves in that direction; NULL with fewer than 5.
-- spreads: How many median deviations the amount lies above that median; NULL with fewer than 5 moves.
-- hour_share: Share of the last 32 moves in that direction within an hour of this hour of day, 0 to 1; NULL with fewer than 5.
-- similar_7d: How many of the last 32 moves in that direction, in 7 days, were within a tenth of the amount, this one included.
-- passed_on_1h: What the account paid in the last hour as a share of what it was paid in it; NULL when it was paid nothing, and for what it is paid.
-- share_of_limit: The amount as a share of the smallest limit on amounts of that direction as it stood when looked at; NULL without a limit.

-- Whom an account has paid, and who has paid it. Sharded with the account.
CREATE TABLE ledger_private.fraud_pair (
    account_id uuid NOT NULL,
    counterparty_id uuid NOT NULL,
    moves bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    direction ledger_private.fraud_direction NOT NULL,
    CONSTRAINT fraud_pair_pkey PRIMARY KEY (account_id, direction, counterparty_id)
) WITH (fillfactor=70, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX fraud_pair_last_at_idx ON ledger_private.fraud_pair USING btree (account_id, direction, last_at);
-- account_id: The account.
-- counterparty_id: The account on the other side.
-- moves: How many times.
-- last_at: When last.
-- direction: out: the account paid the counterparty; in: it was paid by it.

-- How far fraud checks have come: one row. Stays in its cell.
CREATE TABLE ledger_private.fraud_progress (
    is_only boolean NOT NULL DEFAULT true,
    last_position bigint NOT NULL,
    pruned_position bigint NOT NULL DEFAULT 0,
    observed_at timestamp with time zone NOT NULL,
    pruned_through_at timestamp with time zone NOT NULL DEFAULT '-infinity'::timestamp with time zone,
    CONSTRAINT fraud_progress_pkey PRIMARY KEY (is_only),
    CONSTRAINT fraud_progress_is_one_row CHECK (is_only)
) WITH (fillfactor=10, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=200);
-- is_only: Always true.
-- last_position: The last position of the feed that was observed.
-- pruned_position: The last position whose observations were pruned, those apart that a case stands upon; 0: none.
-- observed_at: The latest created_at observed: no event counts as older.
-- pruned_through_at: The observed_at of pruned_position: what was observed after this moment is all there.

-- What fraud checks remember of all accounts of a user. Sharded by user_id.
CREATE TABLE ledger_private.fraud_user (
    user_id bigint NOT NULL,
    outs bigint NOT NULL,
    CONSTRAINT fraud_user_pkey PRIMARY KEY (user_id)
) WITH (fillfactor=60, autovacuum_vacuum_scale_factor=0.05);
-- user_id: The user. The shard key.
-- outs: How many payments its accounts have made.

-- Money of accounts set aside for payments to come. Distributed by user_id.
CREATE TABLE ledger_private.hold (
    hold_id uuid NOT NULL,
    account_id uuid NOT NULL,
    to_account_id uuid,
    group_id uuid,
    user_id bigint NOT NULL,
    placed_by bigint,
    event_count ledger_private.counter NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    minor_units smallint NOT NULL,
    is_freeze boolean NOT NULL DEFAULT false,
    currency text NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    captured ledger_private.money NOT NULL DEFAULT 0,
    released ledger_private.money NOT NULL DEFAULT 0,
    remaining ledger_private.money NOT NULL GENERATED ALWAYS AS (GREATEST((((amount)::numeric - (captured)::numeric) - (released)::numeric), (0)::numeric)) STORED,
    tolerance_amount ledger_private.money NOT NULL DEFAULT 0,
    tolerance_percent ledger_private.money NOT NULL DEFAULT 0,
    tolerance ledger_private.money NOT NULL GENERATED ALWAYS AS (((tolerance_amount)::numeric + trunc((((amount)::numeric * (tolerance_percent)::numeric) * 0.01), (minor_units)::integer))) STORED,
    status ledger_private.hold_status NOT NULL,
    description text,
    metadata jsonb,
    CONSTRAINT hold_pkey PRIMARY KEY (hold_id),
    CONSTRAINT hold_accounts_differ CHECK ((to_account_id <> account_id)),
    CONSTRAINT hold_amounts_are_not_negative CHECK ((((captured)::numeric >= (0)::numeric) AND ((released)::numeric >= (0)::numeric) AND ((tolerance_amount)::numeric >= (0)::numeric) AND ((tolerance_percent)::numeric >= (0)::numeric))),
    CONSTRAINT hold_is_not_exceeded CHECK (((((captured)::numeric + (released)::numeric) <= ((amount)::numeric + (tolerance)::numeric)) AND ((released)::numeric <= (amount)::numeric))),
    CONSTRAINT hold_is_open_while_something_remains CHECK ((((status)::text = 'OPEN'::text) = ((remaining)::numeric > (0)::numeric)))
) WITH (fillfactor=70, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX hold_account_id_idx ON ledger_private.hold USING btree (account_id, hold_id);
CREATE INDEX hold_expires_at_idx ON ledger_private.hold USING btree (expires_at) WHERE (((status)::text = 'OPEN'::text) AND (expires_at IS NOT NULL));
CREATE INDEX hold_group_id_idx ON ledger_private.hold USING btree (group_id) WHERE (group_id IS NOT NULL);
CREATE INDEX hold_open_account_id_idx ON ledger_private.hold USING btree (account_id) WHERE ((status)::text = 'OPEN'::text);
-- hold_id: The hold's id, a UUIDv7 with the bucket of its owner.
-- account_id: The account whose money is held.
-- to_account_id: The only account that the hold may be captured to; NULL: each capture names one.
-- group_id: The group of holds that settle together, called by the id of its first hold where nobody chose another; NULL for a freeze.
-- user_id: The user who owns the account.
-- placed_by: The user who placed the hold; NULL for a database session.
-- event_count: How many steps the hold has taken.
-- created_at: When the hold was placed.
-- updated_at: When the hold took its last step.
-- expires_at: The moment from which the hold keeps nothing; NULL: it does not expire.
-- minor_units: How many decimals the hold's amounts may have.
-- is_freeze: Whether an operator's order froze the amount: no capture takes it.
-- currency: Asset code of the hold's amounts.
-- amount: What was set aside, increments included, in units of the currency.
-- captured: What was captured of the hold, in units of the currency.
-- released: What was given back of the hold, in units of the currency.
-- remaining: What the hold still keeps, in units of the currency.
-- tolerance_amount: The agreed tolerance as an amount, else 0.
-- tolerance_percent: The agreed tolerance as a share of the amount in percent, else 0.
-- tolerance: How much more than the hold may be captured, in units of the currency.
-- status: OPEN while something remains; then CAPTURED, RELEASED or EXPIRED by the step that ended it.
-- description: Free text of whoever placed the hold, or NULL.
-- metadata: JSON object of whoever placed the hold, or NULL.

-- Every step of every hold, append-only. Distributed by user_id.
CREATE TABLE ledger_private.hold_event (
    hold_id uuid NOT NULL,
    event_number ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    account_position bigint NOT NULL,
    user_id bigint NOT NULL,
    transaction_id uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    event_type ledger_private.hold_event_type NOT NULL,
    amount ledger_private.money,
    amount_after ledger_private.money NOT NULL,
    captured_after ledger_private.money NOT NULL,
    released_after ledger_private.money NOT NULL,
    status_after ledger_private.hold_status NOT NULL,
    CONSTRAINT hold_event_pkey PRIMARY KEY (hold_id, event_number)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
-- hold_id: The hold that took the step.
-- event_number: Number of the step among its hold's steps, from 1 without gap.
-- account_id: The account that the hold is on.
-- account_position: Place of the step's audit row in the account's audit chain.
-- user_id: The user who owns the account; the shard key.
-- transaction_id: The transaction of a capture; NULL for other steps.
-- created_at: When the step was taken.
-- expires_at: The hold's expiry after the step; NULL: it does not expire.
-- event_type: PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.
-- amount: What the step added, captured or released, in units of the hold's currency; NULL where it moved nothing.
-- amount_after: The hold's amount after this step.
-- captured_after: What was captured of the hold after this step.
-- released_after: What was given back of the hold after this step.
-- status_after: The hold's status after this step.

-- Keys of what was posted, opened or placed, for ever. Distributed by user_id, the user who asked (0: a database session).
CREATE TABLE ledger_private.idempotency_key (
    user_id bigint NOT NULL,
    resource_id uuid NOT NULL,
    request_digest bytea NOT NULL,
    idempotency_key ledger_private.key_text NOT NULL,
    CONSTRAINT idempotency_key_pkey PRIMARY KEY (idempotency_key, user_id)
) WITH (autovacuum_vacuum_insert_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);
-- user_id: The user who asked; 0 for a database session. The shard key.
-- resource_id: Id of what was made under the key.
-- request_digest: SHA-256 of what the request means.
-- idempotency_key: The idempotency key itself; unique for its user, for ever, in the cell of whoever pays.

-- Transfers from another cell, each decided once and for ever. Distributed by user_id.
CREATE TABLE ledger_private.incoming_transfer (
    transfer_id uuid NOT NULL,
    from_account_id uuid NOT NULL,
    to_account_id uuid NOT NULL,
    transaction_id uuid,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    cell_number integer NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    currency ledger_private.asset_code NOT NULL,
    status text NOT NULL,
    failure_code text,
    failure_detail jsonb,
    CONSTRAINT incoming_transfer_pkey PRIMARY KEY (transfer_id),
    CONSTRAINT incoming_transfer_cell_number_fkey FOREIGN KEY (cell_number) REFERENCES ledger_private.peer_cell(cell_number),
    CONSTRAINT incoming_transfer_paid_or_refused CHECK ((((status = 'PAID'::text) = (transaction_id IS NOT NULL)) AND ((status = 'REFUSED'::text) = (failure_code IS NOT NULL)))),
    CONSTRAINT incoming_transfer_status_is_known CHECK ((status = ANY (ARRAY['PAID'::text, 'REFUSED'::text])))
) WITH (fillfactor=90);
CREATE INDEX incoming_transfer_cell_number_idx ON ledger_private.incoming_transfer USING btree (cell_number, transfer_id);
CREATE INDEX incoming_transfer_to_account_id_idx ON ledger_private.incoming_transfer USING btree (to_account_id, transfer_id);
-- transfer_id: Id of the transfer in both cells.
-- from_account_id: The account that pays, in the other cell.
-- to_account_id: The account that is to be paid, as it was named; it may be merged, or not be there.
-- transaction_id: The transaction that paid it; NULL when refused.
-- user_id: The user who owns the account that is paid, 0 when there is none; the shard key.
-- created_at: When it was decided.
-- cell_number: Number of the cell that has the payer.
-- amount: How much.
-- currency: Currency of the amount.
-- status: PAID or REFUSED; it never changes.
-- failure_code: Why it was refused, a code of ledger.errors; NULL when paid.
-- failure_detail: The fields of the refusal.

-- Names users log in by. Keyed by the name.
CREATE TABLE ledger_private.login (
    username ledger_private.unique_text NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT login_pkey PRIMARY KEY (username),
    CONSTRAINT login_user_id_key UNIQUE (user_id),
    CONSTRAINT login_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT login_username_has_a_sane_length CHECK (((length((username)::text) >= 1) AND (length((username)::text) <= 200)))
);
-- username: Name to log in by; unique.
-- user_id: The user who logs in by the name.

-- How often a name or an address was tried, known or not. Keyed by that value.
CREATE TABLE ledger_private.login_throttle (
    throttle_key ledger_private.unique_text NOT NULL,
    failures integer NOT NULL,
    last_attempt_at timestamp with time zone NOT NULL,
    free_at timestamp with time zone NOT NULL,
    CONSTRAINT login_throttle_pkey PRIMARY KEY (throttle_key)
);
CREATE INDEX login_throttle_last_attempt_at_idx ON ledger_private.login_throttle USING btree (last_attempt_at);
-- throttle_key: What is counted: address: and a network, or name: and the SHA-256 of a username.
-- failures: Attempts to log in since the last success.
-- last_attempt_at: When the last attempt to log in was made.
-- free_at: The moment up to which further attempts are refused.

-- What is watched on accounts, and how far each has been looked at. Distributed by user_id.
CREATE TABLE ledger_private.monitor (
    monitor_id uuid NOT NULL,
    account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    account_version ledger_private.counter NOT NULL,
    account_position ledger_private.counter NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    made_by_user_id bigint,
    threshold ledger_private.money NOT NULL,
    held ledger_private.money NOT NULL,
    balance ledger_private.money NOT NULL,
    is_fired boolean NOT NULL,
    measure text NOT NULL,
    comparison text NOT NULL,
    CONSTRAINT monitor_pkey PRIMARY KEY (monitor_id),
    CONSTRAINT monitor_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT monitor_comparison_is_known CHECK ((comparison = ANY (ARRAY['below'::text, 'above'::text]))),
    CONSTRAINT monitor_measure_is_known CHECK ((measure = ANY (ARRAY['balance'::text, 'available'::text, 'held'::text])))
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0.05);
CREATE INDEX monitor_account_id_idx ON ledger_private.monitor USING btree (account_id, monitor_id) WHERE (removed_at IS NULL);
-- monitor_id: Id of the monitor, a UUIDv7 with the bucket of the account's owner.
-- account_id: The account that is watched.
-- user_id: The user who owns the watched account; the shard key.
-- account_version: The last entry of the account that was looked at.
-- account_position: Place in the account's audit chain up to which all was looked at.
-- created_at: When the monitor was created.
-- removed_at: When it was removed; NULL: it is in force.
-- made_by_user_id: The user who created it; NULL: a database session.
-- threshold: What the measure is compared with, in units of the account's currency.
-- held: What holds kept at account_position, in units of the account's currency.
-- balance: The balance at account_position, in units of the account's currency.
-- is_fired: Whether the comparison holds at account_position: it fires again only when it has not held in between.
-- measure: What is compared: balance, available (balance less held) or held.
-- comparison: below or above: on which side of the threshold it fires.

-- One event for one user over one channel. Distributed by user_id.
CREATE TABLE ledger_private.notification (
    notification_id uuid NOT NULL,
    user_id bigint NOT NULL,
    event_id uuid NOT NULL,
    event_position bigint NOT NULL,
    account_id uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone,
    finished_at timestamp with time zone,
    lease_id uuid,
    lease_expires_at timestamp with time zone,
    amount ledger_private.money,
    attempts integer NOT NULL,
    channel ledger_private.notification_channel NOT NULL,
    state text NOT NULL,
    notification_type text NOT NULL,
    currency ledger_private.asset_code,
    last_error text,
    status_code text,
    CONSTRAINT notification_pkey PRIMARY KEY (notification_id),
    CONSTRAINT notification_event_id_user_id_channel_key UNIQUE (event_id, user_id, channel),
    CONSTRAINT notification_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT notification_attempts_count_from_zero CHECK ((attempts >= 0)),
    CONSTRAINT notification_lease_ends CHECK ((num_nulls(lease_id, lease_expires_at) = ANY (ARRAY[0, 2]))),
    CONSTRAINT notification_pending_is_tried_again CHECK (((num_nulls(next_attempt_at) + num_nonnulls(finished_at)) =
CASE
    WHEN (state = ANY (ARRAY['PENDING'::text, 'SENDING'::text])) THEN 0
    ELSE 2
END)),
    CONSTRAINT notification_state_is_known CHECK ((state = ANY (ARRAY['PENDING'::text, 'SENDING'::text, 'SENT'::text, 'UNKNOWN'::text, 'BOUNCED'::text, 'DEAD'::text, 'DROPPED'::text])))
) WITH (fillfactor=70);
CREATE INDEX notification_due_idx ON ledger_private.notification USING btree (next_attempt_at) WHERE (state = ANY (ARRAY['PENDING'::text, 'SENDING'::text]));
CREATE INDEX notification_finished_at_idx ON ledger_private.notification USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX notification_unknown_idx ON ledger_private.notification USING btree (notification_id) WHERE (state = ANY (ARRAY['UNKNOWN'::text, 'BOUNCED'::text, 'DEAD'::text]));
CREATE INDEX notification_user_id_idx ON ledger_private.notification USING btree (user_id, notification_id);
-- notification_id: Id of the message, a UUIDv7 with the bucket of its user.
-- user_id: The user who is told.
-- event_id: Id of the event that the message tells.
-- event_position: Place in the feed of the event that the message tells.
-- account_id: The user's account that the event is about, or NULL.
-- created_at: When the message was made.
-- expires_at: From then on it is not tried any more.
-- next_attempt_at: From when on the message is tried; NULL when that is over.
-- finished_at: When the message was sent or given up; NULL while it is not.
-- lease_id: Lease of the worker that sends the message, or NULL.
-- lease_expires_at: From then on another worker may send the message; NULL without a lease.
-- amount: What it is about, in units of the currency, or NULL.
-- attempts: How many times the message was put off.
-- channel: email or chat.
-- state: PENDING, SENDING (being handed over), SENT, UNKNOWN (nobody can tell whether it was taken), BOUNCED (refused, or came back), DEAD (expired) or DROPPED (there was nobody to tell).
-- notification_type: What is told, one of ledger_private.notification_types.
-- currency: Asset code of the amount, or NULL.
-- last_error: A word for what went wrong last with the message, or NULL.
-- status_code: Last code that a receiver answered, as 4.2.1, 550 or 503; or NULL.

-- What a user chose to be told of; without a row the defaults hold. Distributed by user_id.
CREATE TABLE ledger_private.notification_preference (
    user_id bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    email_events text[] NOT NULL,
    chat_events text[] NOT NULL,
    chat_origin text,
    key_id text,
    wrapped_key bytea,
    sealed bytea,
    CONSTRAINT notification_preference_pkey PRIMARY KEY (user_id),
    CONSTRAINT notification_preference_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT notification_preference_chat_is_whole CHECK ((num_nulls(chat_origin, key_id, wrapped_key, sealed) = ANY (ARRAY[0, 4]))),
    CONSTRAINT notification_preference_key_id_has_a_sane_length CHECK (((length(key_id) >= 1) AND (length(key_id) <= 100))),
    CONSTRAINT notification_preference_sealed_has_a_sane_length CHECK (((octet_length(sealed) >= 28) AND (octet_length(sealed) <= 1024))),
    CONSTRAINT notification_preference_wrapped_key_is_aes_256 CHECK ((octet_length(wrapped_key) = 60))
);
-- user_id: The user who is told.
-- updated_at: When the user last chose.
-- email_events: What the user is told of by e-mail.
-- chat_events: What the user is told of in its chat.
-- chat_origin: Scheme, host and port of the chat's URL; NULL: no chat.
-- key_id: Which of the gateway's encryption keys wraps the key of the chat's URL; NULL: no chat.
-- wrapped_key: The key of the chat's URL: nonce, AES-256-GCM ciphertext, tag; NULL: no chat.
-- sealed: The chat's URL: nonce, AES-256-GCM ciphertext, tag; NULL: no chat.

-- From which amounts on a user is told. Distributed by user_id.
CREATE TABLE ledger_private.notification_threshold (
    user_id bigint NOT NULL,
    large_debit ledger_private.positive_money,
    low_balance ledger_private.money,
    currency ledger_private.asset_code NOT NULL,
    monitor_ids uuid[] NOT NULL,
    CONSTRAINT notification_threshold_pkey PRIMARY KEY (user_id, currency),
    CONSTRAINT notification_threshold_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.notification_preference(user_id),
    CONSTRAINT notification_threshold_says_something CHECK ((num_nonnulls(large_debit, low_balance) > 0))
);
-- user_id: The user who is told.
-- large_debit: A debit of so much or more is told, in units of the currency; NULL: none is.
-- low_balance: An available balance below it is told, in units of the currency; NULL: none is.
-- currency: Asset code of the amounts.
-- monitor_ids: Monitors that watch for low_balance, one for each of the user's accounts in the currency.

-- One row: from when postings may be dated. Reference table.
CREATE TABLE ledger_private.open_period (
    period_id smallint NOT NULL,
    act_number bigint NOT NULL,
    open_from_at timestamp with time zone NOT NULL,
    CONSTRAINT open_period_pkey PRIMARY KEY (period_id),
    CONSTRAINT open_period_is_one CHECK ((period_id = 1))
);
-- period_id: Always 1.
-- act_number: The act that opened or closed last; NULL before the first.
-- open_from_at: The first moment that postings may be dated to.

-- Transfers from an account of this cell to one of another. Distributed by user_id.
CREATE TABLE ledger_private.outgoing_transfer (
    transfer_id uuid NOT NULL,
    from_account_id uuid NOT NULL,
    to_account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    incoming_transaction_id uuid,
    return_transaction_id uuid,
    created_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    cell_number integer NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    currency text NOT NULL,
    status text NOT NULL,
    failure_code text,
    failure_detail jsonb,
    CONSTRAINT outgoing_transfer_pkey PRIMARY KEY (transfer_id),
    CONSTRAINT outgoing_transfer_cell_number_fkey FOREIGN KEY (cell_number) REFERENCES ledger_private.peer_cell(cell_number),
    CONSTRAINT outgoing_transfer_from_account_id_fkey FOREIGN KEY (from_account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT outgoing_transfer_completed_was_paid CHECK (((status = 'COMPLETED'::text) = (incoming_transaction_id IS NOT NULL))),
    CONSTRAINT outgoing_transfer_pending_is_undecided CHECK (((status = 'PENDING'::text) = (decided_at IS NULL))),
    CONSTRAINT outgoing_transfer_returned_says_why CHECK ((((status = 'RETURNED'::text) = (return_transaction_id IS NOT NULL)) AND ((status = 'RETURNED'::text) = (failure_code IS NOT NULL)))),
    CONSTRAINT outgoing_transfer_status_is_known CHECK ((status = ANY (ARRAY['PENDING'::text, 'COMPLETED'::text, 'RETURNED'::text])))
) WITH (fillfactor=80);
CREATE INDEX outgoing_transfer_cell_number_idx ON ledger_private.outgoing_transfer USING btree (cell_number, transfer_id);
CREATE INDEX outgoing_transfer_from_account_id_idx ON ledger_private.outgoing_transfer USING btree (from_account_id, transfer_id);
CREATE INDEX outgoing_transfer_pending_idx ON ledger_private.outgoing_transfer USING btree (transfer_id) WHERE (status = 'PENDING'::text);
-- transfer_id: Id of the transfer in both cells: that of the transaction that took the money from the payer.
-- from_account_id: The account that pays, here.
-- to_account_id: The account that is paid, in the other cell.
-- user_id: The user who owns the account that pays; the shard key.
-- incoming_transaction_id: The transaction in the other cell that paid the payee; NULL unless COMPLETED.
-- return_transaction_id: The transaction here that gave the money back; NULL unless RETURNED.
-- created_at: When the money left the payer.
-- decided_at: When it was settled; NULL while it is pending.
-- cell_number: Number of the cell that has the payee.
-- amount: How much.
-- currency: Currency of the amount.
-- status: PENDING, COMPLETED (the payee has it) or RETURNED (the payee's cell refused, the payer has it back).
-- failure_code: Why the payee's cell refused, a code of ledger.errors; NULL unless RETURNED.
-- failure_detail: What the payee's cell said of its refusal, by fields.

-- Who a user is to an outside identity provider. Keyed by issuer and subject.
CREATE TABLE ledger_private.outside_identity (
    issuer ledger_private.unique_text NOT NULL,
    subject ledger_private.unique_text NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT outside_identity_pkey PRIMARY KEY (issuer, subject),
    CONSTRAINT outside_identity_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT outside_identity_has_a_sane_length CHECK (((length((issuer)::text) >= 1) AND (length((issuer)::text) <= 500) AND (length((subject)::text) >= 1) AND (length((subject)::text) <= 500)))
);
CREATE INDEX outside_identity_user_id_idx ON ledger_private.outside_identity USING btree (user_id);
-- issuer: Name of the identity provider, as its tokens give it.
-- subject: Name of the user with that provider.
-- user_id: The user of this ledger whom the identity stands for.
-- created_at: When the identity was linked.

-- Other cells that this one exchanges transfers with. The same in each shard.
CREATE TABLE ledger_private.peer_cell (
    cell_number integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT peer_cell_pkey PRIMARY KEY (cell_number),
    CONSTRAINT peer_cell_number_fits_an_id CHECK (((cell_number >= 0) AND (cell_number <= 4094)))
);
-- cell_number: Number of the other cell, 0 to 4094.
-- created_at: When it was made known.

-- Acts of closing and reopening the books, chained by hash; append-only. Reference table.
CREATE TABLE ledger_private.period_act (
    act_number bigint NOT NULL,
    event_position bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_through_on date,
    action text NOT NULL,
    reason text,
    user_id bigint,
    user_role text NOT NULL,
    database_user text NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    previous_hash bytea NOT NULL,
    row_hash bytea NOT NULL,
    api_key_id uuid,
    CONSTRAINT period_act_pkey PRIMARY KEY (act_number),
    CONSTRAINT period_act_action_is_known CHECK ((action = ANY (ARRAY['CLOSE'::text, 'REOPEN'::text]))),
    CONSTRAINT period_act_closing_says_through_when CHECK (((action <> 'CLOSE'::text) OR (closed_through_on IS NOT NULL))),
    CONSTRAINT period_act_counts_from_one CHECK ((act_number >= 1)),
    CONSTRAINT period_act_reopening_says_why CHECK (((action <> 'REOPEN'::text) OR (length(reason) > 0)))
);
-- act_number: Place of the act among all, from 1 without gap.
-- event_position: The last position of the feed that was given when the act was done.
-- created_at: When the act was done.
-- closed_through_on: Last day (UTC) of the closed time: no posting may have an effective date on or before it; NULL: all is open.
-- action: What was done to the books: CLOSE or REOPEN.
-- reason: Why the books were closed or reopened.
-- user_id: The user who closed or reopened; NULL for a database session.
-- user_role: Role of whoever acted; database for a database session.
-- database_user: The database login (session_user).
-- ip_address: Where the request came from.
-- user_agent: Software that sent the request.
-- request_id: Correlation id of the request.
-- previous_hash: row_hash of the act before; empty for the first.
-- row_hash: SHA-256 over previous_hash and the facts of this row.
-- api_key_id: The API key that the act was done with; NULL: none.

-- Personal data of users, sealed with keys this database does not hold. Distributed by user_id.
CREATE TABLE ledger_private.person (
    user_id bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    shredded_at timestamp with time zone,
    key_id text,
    wrapped_key bytea,
    sealed bytea,
    email_index bytea,
    CONSTRAINT person_pkey PRIMARY KEY (user_id),
    CONSTRAINT person_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT person_email_index_is_sha256 CHECK ((octet_length(email_index) = 32)),
    CONSTRAINT person_is_sealed_or_shredded CHECK (((num_nulls(key_id, wrapped_key, sealed) =
CASE
    WHEN (shredded_at IS NULL) THEN 0
    ELSE 3
END) AND ((shredded_at IS NULL) OR (email_index IS NULL)))),
    CONSTRAINT person_key_id_has_a_sane_length CHECK (((length(key_id) >= 1) AND (length(key_id) <= 100))),
    CONSTRAINT person_sealed_has_a_sane_length CHECK (((octet_length(sealed) >= 28) AND (octet_length(sealed) <= 65536))),
    CONSTRAINT person_wrapped_key_is_aes_256 CHECK ((octet_length(wrapped_key) = 60))
);
CREATE INDEX person_email_index_idx ON ledger_private.person USING btree (email_index) WHERE (email_index IS NOT NULL);
CREATE INDEX person_key_id_idx ON ledger_private.person USING btree (key_id, user_id) WHERE (key_id IS NOT NULL);
-- user_id: The user whose personal data it is.
-- updated_at: When the data was last stored.
-- shredded_at: When the key of the person's data was deleted; NULL while it is kept.
-- key_id: Which of the gateway's encryption keys wraps the person's own key.
-- wrapped_key: The person's own key: nonce, AES-256-GCM ciphertext, tag.
-- sealed: The person's fields: nonce, AES-256-GCM ciphertext, tag.
-- email_index: HMAC-SHA-256 of the e-mail address, by which it is found; NULL when none is kept.

-- Transfers that sessions asked to have posted together, for as long as they wait: unlogged, promised to nobody. Local to a node.
CREATE UNLOGGED TABLE ledger_private.queued_request (
    lane bigint NOT NULL,
    request_id uuid NOT NULL,
    login text NOT NULL,
    transfer ledger.transfer_request NOT NULL,
    actor ledger.actor NOT NULL,
    CONSTRAINT queued_request_pkey PRIMARY KEY (lane, request_id)
) WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=1000000, autovacuum_vacuum_cost_delay=0);
-- lane: Number of the lane, computed from the login and the name that its calls gave the lane; requests of one lane are posted together.
-- request_id: Id of the request, to find it in the queue again.
-- login: The database login (session_user) that asked.
-- transfer: The transfer that is asked for.
-- actor: On whose behalf it is asked, resolved.

-- Digests of refresh tokens; one that is used twice ends its session. Keyed by the digest.
CREATE TABLE ledger_private.refresh_token (
    token_digest bytea NOT NULL,
    session_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT refresh_token_pkey PRIMARY KEY (token_digest),
    CONSTRAINT refresh_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES ledger_private.auth_session(session_id)
);
CREATE INDEX refresh_token_session_id_idx ON ledger_private.refresh_token USING btree (session_id);
-- token_digest: SHA-256 of the token.
-- session_id: The session that the token continues.
-- user_id: The user who logged in.
-- created_at: When the token was given out.
-- expires_at: From when on the token is void.
-- used_at: When the token was exchanged for the next one; NULL for the token in use.

-- The rules of the fraud checks in force whose action is refuse. Copied to every cell.
CREATE TABLE ledger_private.refusing_rule (
    rule_name ledger_private.permission_name NOT NULL,
    CONSTRAINT refusing_rule_pkey PRIMARY KEY (rule_name)
) WITH (fillfactor=70);
-- rule_name: Name of a rule, in ledger_audit.fraud_rule.

-- Access tokens without a session that are void before they expire. Distributed by user_id.
CREATE TABLE ledger_private.revoked_token (
    user_id bigint NOT NULL,
    token_id ledger_private.unique_text NOT NULL,
    revoked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT revoked_token_pkey PRIMARY KEY (user_id, token_id)
);
-- user_id: The user whom the token was issued for.
-- token_id: The token's jti.
-- revoked_at: When the token was revoked.
-- expires_at: When the token would have expired; the row is of no use after that.

-- What each role may do. Reference table, read by every call.
CREATE TABLE ledger_private.role_permission (
    role ledger_private.user_role NOT NULL,
    permission ledger_private.permission_name NOT NULL,
    CONSTRAINT role_permission_pkey PRIMARY KEY (role, permission),
    CONSTRAINT role_permission_role_is_not_the_house CHECK (((role)::text <> 'house'::text))
);
-- role: Role that has the permission: customer, service, operator, auditor or administrator.
-- permission: What the role may do, in a word such as read, post or manage; choose_type lets it post as any transaction_type, post_ and a type as that one.

-- How far the sums by day go in the feed, and where days begin: one row. Stays in its cell.
CREATE TABLE ledger_private.rollup (
    is_only boolean NOT NULL,
    time_zone text NOT NULL,
    through_position bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT rollup_pkey PRIMARY KEY (is_only),
    CONSTRAINT rollup_counts_from_zero CHECK ((through_position >= 0)),
    CONSTRAINT rollup_is_one_row CHECK (is_only)
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=200);
-- is_only: True: there is one row.
-- time_zone: Name of the time zone in which days begin.
-- through_position: Every event up to this position in the feed is in the sums, and none behind it.
-- updated_at: When events were last added.

-- What is used of each limit in its present period or window. Distributed by user_id.
CREATE TABLE ledger_private.usage_counter (
    limit_id uuid NOT NULL,
    user_id bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    bucket_starts timestamp with time zone[] NOT NULL,
    bucket_uses numeric[] NOT NULL,
    CONSTRAINT usage_counter_pkey PRIMARY KEY (limit_id),
    CONSTRAINT usage_counter_limit_id_fkey FOREIGN KEY (limit_id) REFERENCES ledger_private.usage_limit(limit_id),
    CONSTRAINT usage_counter_buckets_have_uses CHECK ((cardinality(bucket_starts) = cardinality(bucket_uses)))
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0.05);
-- limit_id: The limit that is used.
-- user_id: The limit's user; the shard key.
-- updated_at: When the limit was last used or set.
-- bucket_starts: Where the buckets that count begin.
-- bucket_uses: What is used in each of the buckets.

-- Limits on what may go out or in, set and removed. Distributed by user_id.
CREATE TABLE ledger_private.usage_limit (
    limit_id uuid NOT NULL,
    account_id uuid,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    window_seconds integer,
    bucket_seconds integer,
    direction ledger_private.limit_direction NOT NULL,
    measure ledger_private.limit_measure NOT NULL,
    period ledger_private.limit_period NOT NULL,
    currency ledger_private.asset_code,
    time_zone text NOT NULL,
    transaction_type ledger_private.transaction_type,
    maximum ledger_private.money NOT NULL,
    CONSTRAINT usage_limit_pkey PRIMARY KEY (limit_id),
    CONSTRAINT usage_limit_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_private.account(account_id),
    CONSTRAINT usage_limit_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT usage_limit_amount_has_a_currency CHECK ((((measure)::text = 'count'::text) OR (currency IS NOT NULL))),
    CONSTRAINT usage_limit_maximum_is_not_negative CHECK (((maximum)::numeric >= (0)::numeric)),
    CONSTRAINT usage_limit_window_has_a_length CHECK (((((period)::text = 'window'::text) = (window_seconds IS NOT NULL)) AND (((period)::text = 'window'::text) = (bucket_seconds IS NOT NULL)) AND ((bucket_seconds >= 1) AND (bucket_seconds <= window_seconds))))
);
CREATE INDEX usage_limit_account_id_idx ON ledger_private.usage_limit USING btree (account_id);
CREATE UNIQUE INDEX usage_limit_kind_key ON ledger_private.usage_limit USING btree (user_id, account_id, direction, measure, period, window_seconds, currency, transaction_type) NULLS NOT DISTINCT WHERE (removed_at IS NULL);
-- limit_id: The limit's id, a UUIDv7 with the bucket of its owner.
-- account_id: The account that is limited; NULL: all accounts of the user.
-- user_id: The user who owns the account, or whose accounts are limited.
-- created_at: When the limit was first set.
-- updated_at: When the limit was last set.
-- removed_at: When the limit was removed, or NULL.
-- window_seconds: Length of a sliding window in seconds; NULL for other periods.
-- bucket_seconds: Granularity of a window: its uses are counted by so many seconds.
-- direction: out: what the account pays; in: what it is paid.
-- measure: What is counted: amount, or count (of postings).
-- period: How long uses add up: transaction, day, week, month or window.
-- currency: Asset code of the amounts that are counted; NULL where postings of any currency are counted.
-- time_zone: Name of the time zone in which days, weeks and months begin.
-- transaction_type: The only type of transaction that is counted; NULL: all.
-- maximum: The most that may be used: an amount, or a number of postings.

-- How far the books have been proved, and what was found; append-only. Reference table.
CREATE TABLE ledger_private.verification (
    verification_number bigint NOT NULL,
    after_position bigint NOT NULL,
    through_position bigint NOT NULL,
    transactions bigint NOT NULL,
    user_id bigint,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    is_ok boolean NOT NULL,
    is_current boolean NOT NULL,
    broken jsonb NOT NULL,
    broken_guards jsonb,
    user_role text NOT NULL,
    database_user text NOT NULL,
    request_id text,
    CONSTRAINT verification_pkey PRIMARY KEY (verification_number)
);
-- verification_number: Number of the proof, from 1.
-- after_position: The position in the feed behind which the proof began.
-- through_position: The last position in the feed that was looked at.
-- transactions: How many transactions were proved.
-- user_id: The user who asked for the proof; NULL for a database session.
-- created_at: When the proof began.
-- finished_at: When the proof ended.
-- is_ok: Whether nothing was found to be wrong.
-- is_current: Whether every transaction that had been committed was looked at.
-- broken: Checks that failed, each with the first row that breaks it.
-- broken_guards: Guards that were not in place, {} if all were; NULL where they were not looked at.
-- user_role: Role of whoever acted; database for a database session.
-- database_user: The database login (session_user).
-- request_id: Correlation id of the request.

-- One event for one endpoint. Distributed by user_id.
CREATE TABLE ledger_private.webhook_delivery (
    delivery_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    user_id bigint NOT NULL,
    event_position bigint,
    xact_id bigint NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    created_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone,
    finished_at timestamp with time zone,
    last_attempt_at timestamp with time zone,
    event_id uuid,
    attempts integer NOT NULL,
    last_response_code integer,
    state text NOT NULL,
    event_type text NOT NULL,
    last_error text,
    account_ids uuid[] NOT NULL,
    CONSTRAINT webhook_delivery_pkey PRIMARY KEY (delivery_id),
    CONSTRAINT webhook_delivery_endpoint_id_event_position_key UNIQUE (endpoint_id, event_position),
    CONSTRAINT webhook_delivery_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES ledger_private.webhook_endpoint(endpoint_id),
    CONSTRAINT webhook_delivery_attempts_count_from_zero CHECK ((attempts >= 0)),
    CONSTRAINT webhook_delivery_pending_is_tried_again CHECK (((num_nulls(next_attempt_at) + num_nonnulls(finished_at)) =
CASE state
    WHEN 'PENDING'::text THEN 0
    ELSE 2
END)),
    CONSTRAINT webhook_delivery_state_is_known CHECK ((state = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'DEAD'::text])))
) WITH (fillfactor=70);
CREATE INDEX webhook_delivery_dead_idx ON ledger_private.webhook_delivery USING btree (endpoint_id, delivery_id) WHERE (state = 'DEAD'::text);
CREATE INDEX webhook_delivery_endpoint_id_idx ON ledger_private.webhook_delivery USING btree (endpoint_id, delivery_id);
CREATE INDEX webhook_delivery_pending_idx ON ledger_private.webhook_delivery USING btree (endpoint_id, event_position NULLS FIRST) WHERE (state = 'PENDING'::text);
CREATE INDEX webhook_delivery_waiting_idx ON ledger_private.webhook_delivery USING btree (endpoint_id, next_attempt_at) WHERE ((state = 'PENDING'::text) AND (attempts > 0));
-- delivery_id: The delivery's id, sent as webhook-id with each attempt, a UUIDv7 with the bucket of the endpoint's owner.
-- endpoint_id: The endpoint it goes to.
-- user_id: The user whose endpoint it is; 0 is the house.
-- event_position: Place of the event in the feed; NULL for a test delivery.
-- xact_id: Number of the database transaction that made the delivery; it means something in this cluster only.
-- created_at: When the delivery was made.
-- next_attempt_at: From when on it is tried; NULL when that is over.
-- finished_at: When it was delivered or given up; NULL while it is pending.
-- last_attempt_at: When it was last tried, or NULL.
-- event_id: Id of the event; NULL for a test delivery.
-- attempts: How many times it has been tried since it was made or replayed.
-- last_response_code: HTTP status of the last answer; NULL when there was none.
-- state: PENDING, DELIVERED or DEAD (given up; can be replayed).
-- event_type: Type of the event.
-- last_error: A word for what went wrong last; NULL when the last attempt succeeded.
-- account_ids: Accounts of the event: deliveries of one endpoint that share one go in the order of the feed.

-- Where events are sent, and which. Distributed by user_id.
CREATE TABLE ledger_private.webhook_endpoint (
    endpoint_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    disabled_at timestamp with time zone,
    first_failed_at timestamp with time zone,
    due_at timestamp with time zone,
    lease_id uuid,
    lease_expires_at timestamp with time zone,
    of_user_id bigint,
    status text NOT NULL,
    disabled_reason text,
    url text NOT NULL,
    event_types text[],
    account_ids uuid[],
    category_path text,
    CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (endpoint_id),
    CONSTRAINT webhook_endpoint_user_id_fkey FOREIGN KEY (user_id) REFERENCES ledger_private.app_user(user_id),
    CONSTRAINT webhook_endpoint_disabled_has_a_reason CHECK ((num_nulls(disabled_at, disabled_reason) =
CASE status
    WHEN 'ENABLED'::text THEN 2
    ELSE 0
END)),
    CONSTRAINT webhook_endpoint_lease_ends CHECK ((num_nulls(lease_id, lease_expires_at) = ANY (ARRAY[0, 2]))),
    CONSTRAINT webhook_endpoint_status_is_known CHECK ((status = ANY (ARRAY['ENABLED'::text, 'DISABLED'::text]))),
    CONSTRAINT webhook_endpoint_url_has_a_sane_length CHECK (((length(url) >= 8) AND (length(url) <= 1000)))
) WITH (fillfactor=70);
CREATE INDEX webhook_endpoint_due_at_idx ON ledger_private.webhook_endpoint USING btree (due_at) WHERE ((status = 'ENABLED'::text) AND (removed_at IS NULL));
CREATE INDEX webhook_endpoint_user_id_idx ON ledger_private.webhook_endpoint USING btree (user_id);
-- endpoint_id: The endpoint's id, a UUIDv7 with the bucket of its owner.
-- user_id: The user whose endpoint it is; 0 is the house.
-- created_at: When the endpoint was made.
-- updated_at: When the endpoint was last changed by somebody.
-- removed_at: When the endpoint was removed, or NULL.
-- disabled_at: When the endpoint was disabled, or NULL.
-- first_failed_at: The first failed attempt since the last success; NULL when the last attempt succeeded.
-- due_at: From when on a worker has something to do for the endpoint; NULL: nothing is pending.
-- lease_id: Lease of the worker that sends to the endpoint, or NULL.
-- lease_expires_at: From then on another worker may send to the endpoint; NULL without a lease.
-- of_user_id: Only events of this user and its accounts; NULL: of all.
-- status: ENABLED or DISABLED (nothing is sent).
-- disabled_reason: Why the endpoint is disabled: asked, gone or failing; NULL while it is enabled.
-- url: Where events are sent by POST.
-- event_types: Types that are sent, prefix.* for all that begin so; NULL: all.
-- account_ids: Only events of these accounts; NULL: of all.
-- category_path: Only events of accounts in this category or below; NULL: of all.

-- Secrets that webhooks are signed with, sealed with keys this database does not hold. Distributed by user_id.
CREATE TABLE ledger_private.webhook_secret (
    user_id bigint NOT NULL,
    endpoint_id uuid NOT NULL,
    secret_number integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    key_id text NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT webhook_secret_pkey PRIMARY KEY (endpoint_id, secret_number),
    CONSTRAINT webhook_secret_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES ledger_private.webhook_endpoint(endpoint_id),
    CONSTRAINT webhook_secret_key_id_has_a_sane_length CHECK (((length(key_id) >= 1) AND (length(key_id) <= 100))),
    CONSTRAINT webhook_secret_number_counts_from_one CHECK ((secret_number >= 1)),
    CONSTRAINT webhook_secret_sealed_has_a_sane_length CHECK (((octet_length(sealed) >= 28) AND (octet_length(sealed) <= 1024))),
    CONSTRAINT webhook_secret_wrapped_key_is_aes_256 CHECK ((octet_length(wrapped_key) = 60))
);
-- user_id: The user whose endpoint it is; 0 is the house.
-- endpoint_id: The endpoint whose webhooks it signs.
-- secret_number: Number of the secret within the endpoint, from 1.
-- created_at: When the secret was made.
-- ends_at: From then on it signs nothing; NULL for the newest.
-- key_id: Which of the gateway's encryption keys wraps the secret's own key.
-- wrapped_key: The secret's own key: nonce, AES-256-GCM ciphertext, tag.
-- sealed: The secret: nonce, AES-256-GCM ciphertext, tag.

-- Jobs of the worker, and when they last had a turn. Stays in its cell.
CREATE TABLE ledger_private.worker_pulse (
    job_name ledger_private.unique_text NOT NULL,
    consumer_name ledger_private.unique_text,
    last_turn_at timestamp with time zone NOT NULL,
    last_success_at timestamp with time zone,
    failures bigint NOT NULL,
    failed_at timestamp with time zone,
    failure text,
    CONSTRAINT worker_pulse_pkey PRIMARY KEY (job_name),
    CONSTRAINT worker_pulse_failures_count_from_zero CHECK ((failures >= 0)),
    CONSTRAINT worker_pulse_job_name_is_a_word CHECK (((job_name)::text ~ '^[a-z][a-z0-9_]{0,39}$'::text))
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=200);
-- job_name: Name of the job: a word of small letters, digits and underscores.
-- consumer_name: The consumer of the feed that the job works for, or NULL.
-- last_turn_at: When a worker last told of a turn at it.
-- last_success_at: When a worker last told of a turn that was done; NULL: never.
-- failures: How many turns have failed since the first one.
-- failed_at: When a worker last told of a turn that failed; NULL: never.
-- failure: What the turn that failed last failed with: an SQLSTATE, or the kind of an error; NULL: none has.
