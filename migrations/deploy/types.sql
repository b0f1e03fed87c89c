-- Types of the public face, and the one exact type of money.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- The only place that says how precise the ledger is: 20 digits before the point, 18 after it.
-- Numbers are stored without the zeros at their ends, so two decimals take no more room.
CREATE DOMAIN ledger_private.money AS numeric(38, 18)
    CONSTRAINT money_is_a_number CHECK (VALUE <> 'NaN'::numeric);

-- Domains, not CHECKs on the columns: a CHECK is parsed again by each statement that
-- writes the table and asked again for each column that did not change.
CREATE DOMAIN ledger_private.positive_money AS ledger_private.money
    CONSTRAINT positive_money_is_positive CHECK (VALUE > 0);
CREATE DOMAIN ledger_private.counter AS bigint
    CONSTRAINT counter_is_not_negative CHECK (VALUE >= 0);
CREATE DOMAIN ledger_private.user_role AS text
    CONSTRAINT user_role_is_known CHECK (
        VALUE IN ('house', 'customer', 'service', 'operator', 'auditor', 'administrator')
    );
CREATE DOMAIN ledger_private.account_status AS text
    CONSTRAINT account_status_is_known CHECK (VALUE IN ('ACTIVE', 'SUSPENDED', 'CLOSED'));
CREATE DOMAIN ledger_private.account_class AS text
    CONSTRAINT account_class_is_known CHECK (
        VALUE IN ('asset', 'liability', 'equity', 'income', 'expense')
    );
CREATE DOMAIN ledger_private.transaction_status AS text
    CONSTRAINT transaction_status_is_known CHECK (
        VALUE IN ('PENDING', 'COMPLETED', 'FAILED', 'REVERSED')
    );
-- The length apart: counted in the pattern it took ten times as long as the rest of it.
CREATE DOMAIN ledger_private.transaction_type AS text
    CONSTRAINT transaction_type_is_a_word CHECK (
        length(VALUE) <= 40 AND VALUE ~ '^[a-z][a-z0-9_]*$'
    );
CREATE DOMAIN ledger_private.entry_type AS text
    CONSTRAINT entry_type_is_known CHECK (VALUE IN ('DEBIT', 'CREDIT'));

CREATE TYPE ledger.actor AS (
    user_id bigint,
    role text,
    ip_address inet,
    user_agent text,
    request_id text,
    scopes text[]
);

CREATE TYPE ledger.account_request AS (
    currency text,
    user_id bigint,
    account_class text,
    code text,
    name text,
    min_balance numeric,
    max_balance numeric,
    metadata jsonb,
    accumulates boolean
);

CREATE TYPE ledger.transfer_request AS (
    from_account_id uuid,
    to_account_id uuid,
    amount numeric,
    currency text,
    idempotency_key text,
    description text,
    metadata jsonb,
    effective_at timestamptz,
    transaction_type text,
    expected_version bigint
);

CREATE TYPE ledger.transfer_result AS (
    item_number integer,
    transaction_id uuid,
    status text,
    failure_code text,
    failure_name text,
    failure_detail jsonb,
    is_replay boolean,
    from_account_id uuid,
    to_account_id uuid,
    amount numeric,
    currency text,
    from_balance numeric,
    to_balance numeric,
    from_account_version bigint,
    to_account_version bigint,
    idempotency_key text,
    description text,
    metadata jsonb,
    transaction_type text,
    effective_at timestamptz,
    created_at timestamptz
);

CREATE TYPE ledger.check_result AS (name text, ok boolean, detail jsonb);
CREATE TYPE ledger.metric AS (name text, label_name text, label text, value numeric);

CREATE TYPE ledger_private.candidates AS (transaction_ids uuid[], is_complete boolean);
CREATE TYPE ledger_private.candidate_part AS (
    transaction_ids uuid[],
    times timestamptz[],
    edge_at timestamptz,
    edge_id uuid
);

COMMENT ON DOMAIN ledger_private.money IS 'Exact decimal: 20 digits before the point, 18 after; no NaN, no infinity.';

COMMENT ON DOMAIN ledger_private.positive_money IS 'An amount that moves: money above zero.';

COMMENT ON DOMAIN ledger_private.counter IS 'A count or position: never negative.';

COMMENT ON DOMAIN ledger_private.user_role IS 'house, customer, service, operator, auditor or administrator.';

COMMENT ON DOMAIN ledger_private.account_status IS 'ACTIVE, SUSPENDED or CLOSED.';

COMMENT ON DOMAIN ledger_private.account_class IS 'asset, liability, equity, income or expense.';

COMMENT ON DOMAIN ledger_private.transaction_status IS 'PENDING, COMPLETED, FAILED or REVERSED.';

COMMENT ON DOMAIN ledger_private.transaction_type IS 'A lower-case word for the kind of a transaction.';

COMMENT ON DOMAIN ledger_private.entry_type IS 'DEBIT or CREDIT.';

COMMENT ON TYPE ledger.actor IS 'On whose behalf a gateway calls: user_id, role, and where the request came from; scopes, of an API key, narrow what the role may do (NULL: not).';
COMMENT ON COLUMN ledger.actor.user_id IS 'The user on whose behalf the call is made.';
COMMENT ON COLUMN ledger.actor.role IS 'The user''s role.';
COMMENT ON COLUMN ledger.actor.ip_address IS 'Where the request came from.';
COMMENT ON COLUMN ledger.actor.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN ledger.actor.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger.actor.scopes IS 'Permissions that the call is narrowed to; NULL: not narrowed.';

COMMENT ON TYPE ledger.account_request IS 'One account to open, for ledger.open_accounts.';
COMMENT ON COLUMN ledger.account_request.currency IS 'Asset code of the account.';
COMMENT ON COLUMN ledger.account_request.user_id IS 'The owner; NULL: the house, or the customer who asks.';
COMMENT ON COLUMN ledger.account_request.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN ledger.account_request.code IS 'A code of the caller''s own, unique in the ledger, or NULL.';
COMMENT ON COLUMN ledger.account_request.name IS 'Name to show, or NULL.';
COMMENT ON COLUMN ledger.account_request.min_balance IS 'Floor; NULL: 0 for a liability, none for other classes; -Infinity: none.';
COMMENT ON COLUMN ledger.account_request.max_balance IS 'Ceiling; NULL or Infinity: none.';
COMMENT ON COLUMN ledger.account_request.metadata IS 'JSON object that belongs to the account, or NULL.';
COMMENT ON COLUMN ledger.account_request.accumulates IS 'Whether credits are kept without the account''s lock; NULL: no.';

COMMENT ON TYPE ledger.transfer_request IS 'One transfer to post, for ledger.post_transfers; the fields are the arguments of ledger.post_transfer.';
COMMENT ON COLUMN ledger.transfer_request.from_account_id IS 'The account that pays.';
COMMENT ON COLUMN ledger.transfer_request.to_account_id IS 'The account that is paid.';
COMMENT ON COLUMN ledger.transfer_request.amount IS 'Amount to move, positive, in units of the currency.';
COMMENT ON COLUMN ledger.transfer_request.currency IS 'Asset code, checked against both accounts; NULL: not checked.';
COMMENT ON COLUMN ledger.transfer_request.idempotency_key IS 'Idempotency key of the request, or NULL.';
COMMENT ON COLUMN ledger.transfer_request.description IS 'Free text, or NULL.';
COMMENT ON COLUMN ledger.transfer_request.metadata IS 'JSON object, or NULL.';
COMMENT ON COLUMN ledger.transfer_request.effective_at IS 'The moment from which the transfer counts; NULL: now.';
COMMENT ON COLUMN ledger.transfer_request.transaction_type IS 'A word for the transfer''s kind; NULL: transfer.';
COMMENT ON COLUMN ledger.transfer_request.expected_version IS 'The version that the paying account must have, else the transfer is refused; NULL: any.';

COMMENT ON TYPE ledger.transfer_result IS 'What became of one transfer of a batch; transaction_id is NULL when nothing was recorded.';
COMMENT ON COLUMN ledger.transfer_result.item_number IS 'Number of the item in the request, from 1.';
COMMENT ON COLUMN ledger.transfer_result.transaction_id IS 'The transaction that records the item; NULL when nothing was recorded.';
COMMENT ON COLUMN ledger.transfer_result.status IS 'COMPLETED (posted) or FAILED (refused).';
COMMENT ON COLUMN ledger.transfer_result.failure_code IS 'Code from ledger.errors when refused, else NULL.';
COMMENT ON COLUMN ledger.transfer_result.failure_name IS 'Name of failure_code in ledger.errors, else NULL.';
COMMENT ON COLUMN ledger.transfer_result.failure_detail IS 'The values behind the refusal, a JSON object, or NULL.';
COMMENT ON COLUMN ledger.transfer_result.is_replay IS 'Whether the same request was answered before under its idempotency key.';
COMMENT ON COLUMN ledger.transfer_result.from_account_id IS 'The account that pays.';
COMMENT ON COLUMN ledger.transfer_result.to_account_id IS 'The account that is paid.';
COMMENT ON COLUMN ledger.transfer_result.amount IS 'Amount moved or asked for, in units of the currency.';
COMMENT ON COLUMN ledger.transfer_result.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger.transfer_result.from_balance IS 'The paying account''s balance after the transfer, in units of the currency; NULL when refused.';
COMMENT ON COLUMN ledger.transfer_result.to_balance IS 'The paid account''s balance after the transfer, in units of the currency; NULL when refused, and for a customer who does not own that account.';
COMMENT ON COLUMN ledger.transfer_result.from_account_version IS 'Number of the paying account''s entry; NULL when refused.';
COMMENT ON COLUMN ledger.transfer_result.to_account_version IS 'Number of the paid account''s entry; NULL when refused, and for a customer who does not own that account.';
COMMENT ON COLUMN ledger.transfer_result.idempotency_key IS 'Idempotency key of the item, or NULL.';
COMMENT ON COLUMN ledger.transfer_result.description IS 'Free text of the request, or NULL.';
COMMENT ON COLUMN ledger.transfer_result.metadata IS 'JSON object of the request, or NULL.';
COMMENT ON COLUMN ledger.transfer_result.transaction_type IS 'A word for the transfer''s kind.';
COMMENT ON COLUMN ledger.transfer_result.effective_at IS 'The moment from which the transfer counts.';
COMMENT ON COLUMN ledger.transfer_result.created_at IS 'When the ledger posted or refused the transfer.';

COMMENT ON TYPE ledger.check_result IS 'One promise of the ledger: whether it holds, and the first row that breaks it.';
COMMENT ON COLUMN ledger.check_result.name IS 'Name of the promise.';
COMMENT ON COLUMN ledger.check_result.ok IS 'Whether every row keeps it.';
COMMENT ON COLUMN ledger.check_result.detail IS 'The first row that breaks it, as JSON; NULL when none does.';

COMMENT ON TYPE ledger.metric IS 'One figure for a monitoring system: its Prometheus name, one label or none, its value.';
COMMENT ON COLUMN ledger.metric.name IS 'Name of the figure, as Prometheus writes it.';
COMMENT ON COLUMN ledger.metric.label_name IS 'Name of the figure''s label, or NULL.';
COMMENT ON COLUMN ledger.metric.label IS 'Value of the figure''s label, or NULL.';
COMMENT ON COLUMN ledger.metric.value IS 'The figure.';

COMMENT ON TYPE ledger_private.candidates IS 'Transactions to look at next, in order; is_complete when there are no more.';
COMMENT ON COLUMN ledger_private.candidates.transaction_ids IS 'Ids of the transactions to look at, in order.';
COMMENT ON COLUMN ledger_private.candidates.is_complete IS 'Whether there are no more to look at.';

COMMENT ON TYPE ledger_private.candidate_part IS 'Candidates of one account from one source, and where they were cut off.';
COMMENT ON COLUMN ledger_private.candidate_part.transaction_ids IS 'Ids of the account''s transactions from one source.';
COMMENT ON COLUMN ledger_private.candidate_part.times IS 'When the transactions of transaction_ids were made, in the same order.';
COMMENT ON COLUMN ledger_private.candidate_part.edge_at IS 'The time at which the source was cut off; NULL when there are no more.';
COMMENT ON COLUMN ledger_private.candidate_part.edge_id IS 'The transaction id at which the source was cut off; NULL when there are no more.';

-- The journal is the audit owner's and speaks of money in the same words.
GRANT USAGE ON SCHEMA ledger_private TO ledger_audit_owner;
GRANT USAGE ON DOMAIN ledger_private.money, ledger_private.positive_money,
    ledger_private.counter, ledger_private.transaction_status,
    ledger_private.transaction_type, ledger_private.entry_type
    TO ledger_audit_owner;

RESET ROLE;
COMMIT;
