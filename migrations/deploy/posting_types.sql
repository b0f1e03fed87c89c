-- What the posting engine works on between request and rows.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- One account while a batch works on it: its locked row, then what the batch made of it.
CREATE TYPE ledger_private.posting_account AS (
    account_id uuid,
    user_id bigint,
    status text,
    floor numeric,
    ceiling numeric,
    balance numeric,
    held numeric,
    version bigint,
    audit_position bigint,
    audit_hash bytea,
    updated_at timestamptz,
    has_rules boolean,
    allows_credits boolean,
    limit_slots integer[],
    minor_units smallint
);

-- Payer and payee of one transfer: their locked rows, and what would become of them.
CREATE TYPE ledger_private.posting_pair AS (
    currency text,
    to_currency text,
    minor_units smallint,
    from_user_id bigint,
    to_user_id bigint,
    user_id bigint,
    is_plain boolean,
    from_version bigint,
    to_version bigint,
    from_position bigint,
    to_position bigint,
    from_balance numeric,
    to_balance numeric,
    held numeric,
    min_balance numeric,
    max_balance numeric,
    heads bytea,
    moment timestamptz,
    pays_out boolean
);

-- What a posting uses of the limits on one account: those numbered limit_slots.
CREATE TYPE ledger_private.posting_use AS (
    limit_slots integer[],
    account_id uuid,
    user_id bigint,
    direction text,
    currency text,
    minor_units smallint,
    transaction_type text,
    amount numeric,
    uses integer,
    total numeric
);

-- One item of a batch, from request to result. Its actor is NULL when the batch has one for all.
CREATE TYPE ledger_private.posting_item AS (
    item_number integer,
    transaction_id uuid,
    status text,
    failure_code text,
    failure_detail jsonb,
    is_replay boolean,
    request_digest bytea,
    from_slot integer,
    to_slot integer,
    from_account_id uuid,
    to_account_id uuid,
    user_id bigint,
    to_user_id bigint,
    amount numeric,
    currency text,
    minor_units smallint,
    idempotency_key text,
    description text,
    metadata jsonb,
    transaction_type text,
    expected_version bigint,
    from_balance numeric,
    to_balance numeric,
    from_account_version bigint,
    to_account_version bigint,
    effective_at timestamptz,
    created_at timestamptz,
    leg_account_ids uuid[],
    leg_account_versions bigint[],
    reverses_transaction_id uuid,
    hold_id uuid,
    actor ledger.actor,
    leg_descriptions text[],
    uses ledger_private.posting_use[],
    repeats_item integer
);

-- What one posting does to one account: an entry.
CREATE TYPE ledger_private.posting_leg AS (
    transaction_id uuid,
    account_id uuid,
    account_user_id bigint,
    entry_type text,
    amount numeric,
    currency text,
    account_version bigint,
    new_balance numeric,
    audit_position bigint
);

COMMENT ON TYPE ledger_private.posting_account IS 'A locked account while a batch works on it.';
COMMENT ON COLUMN ledger_private.posting_account.account_id IS 'The locked account.';
COMMENT ON COLUMN ledger_private.posting_account.user_id IS 'The user who owns the account.';
COMMENT ON COLUMN ledger_private.posting_account.status IS 'ACTIVE, SUSPENDED or CLOSED.';
COMMENT ON COLUMN ledger_private.posting_account.floor IS 'What the available balance may not fall below; the largest amount, negative, where the account has no floor.';
COMMENT ON COLUMN ledger_private.posting_account.ceiling IS 'What the balance may not rise above; the largest amount where the account has no ceiling.';
COMMENT ON COLUMN ledger_private.posting_account.balance IS 'Balance after what the batch has posted so far.';
COMMENT ON COLUMN ledger_private.posting_account.held IS 'What open holds keep of the balance.';
COMMENT ON COLUMN ledger_private.posting_account.version IS 'How many entries the account has after what the batch has posted so far.';
COMMENT ON COLUMN ledger_private.posting_account.audit_position IS 'How many audit rows the account has after what the batch has posted so far.';
COMMENT ON COLUMN ledger_private.posting_account.audit_hash IS 'row_hash of the account''s newest audit row or entry before the batch.';
COMMENT ON COLUMN ledger_private.posting_account.updated_at IS 'When the account last changed.';
COMMENT ON COLUMN ledger_private.posting_account.has_rules IS 'Whether posting must ask more of the account than its columns say.';
COMMENT ON COLUMN ledger_private.posting_account.allows_credits IS 'Whether money may come in.';
COMMENT ON COLUMN ledger_private.posting_account.limit_slots IS 'Places of the account''s limits in the array of posting_limit; NULL when it has none.';
COMMENT ON COLUMN ledger_private.posting_account.minor_units IS 'How many decimals the account''s amounts may have.';

COMMENT ON TYPE ledger_private.posting_pair IS 'Payer and payee of one transfer, locked, and what would become of them.';
COMMENT ON COLUMN ledger_private.posting_pair.currency IS 'Asset code of the paying account.';
COMMENT ON COLUMN ledger_private.posting_pair.to_currency IS 'Asset code of the paid account.';
COMMENT ON COLUMN ledger_private.posting_pair.minor_units IS 'How many decimals the currency has.';
COMMENT ON COLUMN ledger_private.posting_pair.from_user_id IS 'The user who owns the paying account.';
COMMENT ON COLUMN ledger_private.posting_pair.to_user_id IS 'The user who owns the paid account.';
COMMENT ON COLUMN ledger_private.posting_pair.user_id IS 'The transaction''s user_id: the customer who pays, else the customer who is paid, else 0.';
COMMENT ON COLUMN ledger_private.posting_pair.is_plain IS 'Whether both accounts are ACTIVE and posting need ask no more than their columns say.';
COMMENT ON COLUMN ledger_private.posting_pair.from_version IS 'Number of the paying account''s next entry.';
COMMENT ON COLUMN ledger_private.posting_pair.to_version IS 'Number of the paid account''s next entry.';
COMMENT ON COLUMN ledger_private.posting_pair.from_position IS 'Next place in the audit chain of the paying account.';
COMMENT ON COLUMN ledger_private.posting_pair.to_position IS 'Next place in the audit chain of the paid account.';
COMMENT ON COLUMN ledger_private.posting_pair.from_balance IS 'The paying account''s balance after the transfer.';
COMMENT ON COLUMN ledger_private.posting_pair.to_balance IS 'The paid account''s balance after the transfer.';
COMMENT ON COLUMN ledger_private.posting_pair.held IS 'What open holds keep of the paying account''s balance.';
COMMENT ON COLUMN ledger_private.posting_pair.min_balance IS 'What the paying account''s available balance may not fall below, or NULL.';
COMMENT ON COLUMN ledger_private.posting_pair.max_balance IS 'What the paid account''s balance may not rise above, or NULL.';
COMMENT ON COLUMN ledger_private.posting_pair.heads IS 'Where the audit chains of payer and payee end, one after the other.';
COMMENT ON COLUMN ledger_private.posting_pair.moment IS 'When the transfer is posted: now, and never before what either account has seen.';
COMMENT ON COLUMN ledger_private.posting_pair.pays_out IS 'Whether the paid account stands outside: ledger_private.is_outside.';

COMMENT ON TYPE ledger_private.posting_use IS 'What a posting uses of the limits on one account.';
COMMENT ON COLUMN ledger_private.posting_use.limit_slots IS 'Places of the limits that are used in the array of posting_limit.';
COMMENT ON COLUMN ledger_private.posting_use.account_id IS 'The account whose limits are used.';
COMMENT ON COLUMN ledger_private.posting_use.user_id IS 'The user who owns the account.';
COMMENT ON COLUMN ledger_private.posting_use.direction IS 'out: the account pays; in: it is paid.';
COMMENT ON COLUMN ledger_private.posting_use.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger_private.posting_use.minor_units IS 'How many decimals the amounts have.';
COMMENT ON COLUMN ledger_private.posting_use.transaction_type IS 'The type of the transaction that uses the limits.';
COMMENT ON COLUMN ledger_private.posting_use.amount IS 'Amount by which the use grows; negative: given back.';
COMMENT ON COLUMN ledger_private.posting_use.uses IS 'Number of postings by which the use grows.';
COMMENT ON COLUMN ledger_private.posting_use.total IS 'Amount of the whole transaction or hold, for limits per transaction.';

COMMENT ON TYPE ledger_private.posting_item IS 'One item of a batch, from request to result.';
COMMENT ON COLUMN ledger_private.posting_item.item_number IS 'Number of the item in the request, from 1.';
COMMENT ON COLUMN ledger_private.posting_item.transaction_id IS 'The transaction that records the item.';
COMMENT ON COLUMN ledger_private.posting_item.status IS 'COMPLETED or FAILED; NULL before it is decided.';
COMMENT ON COLUMN ledger_private.posting_item.failure_code IS 'Code from ledger.errors when the item is refused, else NULL.';
COMMENT ON COLUMN ledger_private.posting_item.failure_detail IS 'The values behind the refusal, or NULL.';
COMMENT ON COLUMN ledger_private.posting_item.is_replay IS 'Whether the same request was answered before under its idempotency key.';
COMMENT ON COLUMN ledger_private.posting_item.request_digest IS 'SHA-256 of what the request means; NULL without an idempotency key.';
COMMENT ON COLUMN ledger_private.posting_item.from_slot IS 'Place of the paying account in the array of posting_account; NULL when the item is not to be posted.';
COMMENT ON COLUMN ledger_private.posting_item.to_slot IS 'Place of the paid account in the array of posting_account; NULL when the item is not to be posted.';
COMMENT ON COLUMN ledger_private.posting_item.from_account_id IS 'The account that pays; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger_private.posting_item.to_account_id IS 'The account that is paid; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger_private.posting_item.user_id IS 'The transaction''s user_id: the customer who pays, else the customer who is paid, else 0.';
COMMENT ON COLUMN ledger_private.posting_item.to_user_id IS 'The user who owns the paid account.';
COMMENT ON COLUMN ledger_private.posting_item.amount IS 'Amount to move, positive, in units of the currency.';
COMMENT ON COLUMN ledger_private.posting_item.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger_private.posting_item.minor_units IS 'How many decimals the amount may have.';
COMMENT ON COLUMN ledger_private.posting_item.idempotency_key IS 'Idempotency key of the item, or NULL.';
COMMENT ON COLUMN ledger_private.posting_item.description IS 'Free text of the request, or NULL.';
COMMENT ON COLUMN ledger_private.posting_item.metadata IS 'JSON object of the request, or NULL.';
COMMENT ON COLUMN ledger_private.posting_item.transaction_type IS 'A word for the transaction''s kind.';
COMMENT ON COLUMN ledger_private.posting_item.expected_version IS 'The version that the paying account must have; NULL: any.';
COMMENT ON COLUMN ledger_private.posting_item.from_balance IS 'The paying account''s balance after the item.';
COMMENT ON COLUMN ledger_private.posting_item.to_balance IS 'The paid account''s balance after the item.';
COMMENT ON COLUMN ledger_private.posting_item.from_account_version IS 'Number of the paying account''s entry.';
COMMENT ON COLUMN ledger_private.posting_item.to_account_version IS 'Number of the paid account''s entry.';
COMMENT ON COLUMN ledger_private.posting_item.effective_at IS 'The moment from which the transaction counts.';
COMMENT ON COLUMN ledger_private.posting_item.created_at IS 'When the ledger decides the item.';
COMMENT ON COLUMN ledger_private.posting_item.leg_account_ids IS 'Accounts of the entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN ledger_private.posting_item.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order.';
COMMENT ON COLUMN ledger_private.posting_item.reverses_transaction_id IS 'The transaction that the item takes back, or NULL.';
COMMENT ON COLUMN ledger_private.posting_item.hold_id IS 'The hold that the item captures, or NULL.';
COMMENT ON COLUMN ledger_private.posting_item.actor IS 'On whose behalf the item is posted; NULL: the actor of the batch.';
COMMENT ON COLUMN ledger_private.posting_item.leg_descriptions IS 'Free texts of the legs in the order of leg_account_ids; NULL when no leg has one.';
COMMENT ON COLUMN ledger_private.posting_item.uses IS 'What the item uses of limits.';
COMMENT ON COLUMN ledger_private.posting_item.repeats_item IS 'Number of the item before it in the batch with the same key; once decided, of the one that posted under it, 0 when none did. NULL: none before it.';

COMMENT ON TYPE ledger_private.posting_leg IS 'What a posting does to one account: an entry.';
COMMENT ON COLUMN ledger_private.posting_leg.transaction_id IS 'The transaction that the entry belongs to.';
COMMENT ON COLUMN ledger_private.posting_leg.account_id IS 'The account that the entry changes.';
COMMENT ON COLUMN ledger_private.posting_leg.account_user_id IS 'The user who owns the account.';
COMMENT ON COLUMN ledger_private.posting_leg.entry_type IS 'DEBIT (pays) or CREDIT (is paid).';
COMMENT ON COLUMN ledger_private.posting_leg.amount IS 'Amount of the entry, positive, in units of the currency.';
COMMENT ON COLUMN ledger_private.posting_leg.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger_private.posting_leg.account_version IS 'Number of the entry among its account''s entries.';
COMMENT ON COLUMN ledger_private.posting_leg.new_balance IS 'The account''s balance after the entry.';
COMMENT ON COLUMN ledger_private.posting_leg.audit_position IS 'Place of the entry in the account''s audit chain.';

RESET ROLE;
COMMIT;
