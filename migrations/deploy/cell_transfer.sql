-- Transfers between this cell and others: what was sent, what came, and where both are cleared.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.peer_cell (
    cell_number integer NOT NULL
        CONSTRAINT peer_cell_pkey PRIMARY KEY
        CONSTRAINT peer_cell_number_fits_an_id CHECK (cell_number BETWEEN 0 AND 4094),
    created_at timestamptz NOT NULL
);

CREATE TABLE ledger_private.clearing_account (
    account_id uuid NOT NULL
        CONSTRAINT clearing_account_pkey PRIMARY KEY
        CONSTRAINT clearing_account_account_id_fkey
        REFERENCES ledger_private.account (account_id),
    cell_number integer NOT NULL
        CONSTRAINT clearing_account_cell_number_fkey
        REFERENCES ledger_private.peer_cell (cell_number),
    stripe smallint NOT NULL
        CONSTRAINT clearing_account_stripe_is_a_digit CHECK (stripe BETWEEN 0 AND 15),
    currency text NOT NULL
        CONSTRAINT clearing_account_currency_fkey REFERENCES ledger_private.currency (currency)
);

CREATE INDEX clearing_account_cell_number_idx
ON ledger_private.clearing_account (cell_number, stripe, currency);

CREATE INDEX clearing_account_currency_idx ON ledger_private.clearing_account (currency);

CREATE TABLE ledger_private.outgoing_transfer (
    transfer_id uuid NOT NULL
        CONSTRAINT outgoing_transfer_pkey PRIMARY KEY,
    from_account_id uuid NOT NULL
        CONSTRAINT outgoing_transfer_from_account_id_fkey
        REFERENCES ledger_private.account (account_id),
    to_account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    incoming_transaction_id uuid,
    return_transaction_id uuid,
    created_at timestamptz NOT NULL,
    decided_at timestamptz,
    cell_number integer NOT NULL
        CONSTRAINT outgoing_transfer_cell_number_fkey
        REFERENCES ledger_private.peer_cell (cell_number),
    amount ledger_private.positive_money NOT NULL,
    currency text NOT NULL,
    status text NOT NULL
        CONSTRAINT outgoing_transfer_status_is_known CHECK (
            status IN ('PENDING', 'COMPLETED', 'RETURNED')
        ),
    failure_code text,
    failure_detail jsonb,
    CONSTRAINT outgoing_transfer_pending_is_undecided CHECK (
        (status = 'PENDING') = (decided_at IS NULL)
    ),
    CONSTRAINT outgoing_transfer_completed_was_paid CHECK (
        (status = 'COMPLETED') = (incoming_transaction_id IS NOT NULL)
    ),
    CONSTRAINT outgoing_transfer_returned_says_why CHECK (
        (status = 'RETURNED') = (return_transaction_id IS NOT NULL)
        AND (status = 'RETURNED') = (failure_code IS NOT NULL)
    )
) WITH (fillfactor = 80);

CREATE INDEX outgoing_transfer_pending_idx
ON ledger_private.outgoing_transfer (transfer_id) WHERE status = 'PENDING';
CREATE INDEX outgoing_transfer_from_account_id_idx
ON ledger_private.outgoing_transfer (from_account_id, transfer_id);
CREATE INDEX outgoing_transfer_cell_number_idx
ON ledger_private.outgoing_transfer (cell_number, transfer_id);

CREATE TABLE ledger_private.incoming_transfer (
    transfer_id uuid NOT NULL
        CONSTRAINT incoming_transfer_pkey PRIMARY KEY,
    from_account_id uuid NOT NULL,
    to_account_id uuid NOT NULL,
    transaction_id uuid,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    cell_number integer NOT NULL
        CONSTRAINT incoming_transfer_cell_number_fkey
        REFERENCES ledger_private.peer_cell (cell_number),
    amount ledger_private.positive_money NOT NULL,
    currency ledger_private.asset_code NOT NULL,
    status text NOT NULL
        CONSTRAINT incoming_transfer_status_is_known CHECK (status IN ('PAID', 'REFUSED')),
    failure_code text,
    failure_detail jsonb,
    CONSTRAINT incoming_transfer_paid_or_refused CHECK (
        (status = 'PAID') = (transaction_id IS NOT NULL)
        AND (status = 'REFUSED') = (failure_code IS NOT NULL)
    )
) WITH (fillfactor = 90);

CREATE INDEX incoming_transfer_to_account_id_idx
ON ledger_private.incoming_transfer (to_account_id, transfer_id);
CREATE INDEX incoming_transfer_cell_number_idx
ON ledger_private.incoming_transfer (cell_number, transfer_id);

ALTER TYPE ledger_private.posting_link ADD ATTRIBUTE clearing_account_id uuid;

COMMENT ON TABLE ledger_private.peer_cell IS 'Other cells that this one exchanges transfers with. The same in each shard.';
COMMENT ON COLUMN ledger_private.peer_cell.cell_number IS 'Number of the other cell, 0 to 4094.';
COMMENT ON COLUMN ledger_private.peer_cell.created_at IS 'When it was made known.';

COMMENT ON TABLE ledger_private.clearing_account IS 'Accounts that stand for what another cell is owed, or owes. Local to the database.';
COMMENT ON COLUMN ledger_private.clearing_account.account_id IS 'The account of the house, suspended for all but transfers between cells.';
COMMENT ON COLUMN ledger_private.clearing_account.cell_number IS 'Number of the other cell.';
COMMENT ON COLUMN ledger_private.clearing_account.stripe IS 'Which of 16 it is, by a random digit of the customer''s account id, so that customers seldom meet.';
COMMENT ON COLUMN ledger_private.clearing_account.currency IS 'Currency of the account.';

COMMENT ON TABLE ledger_private.outgoing_transfer IS 'Transfers from an account of this cell to one of another. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.transfer_id IS 'Id of the transfer in both cells: that of the transaction that took the money from the payer.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.from_account_id IS 'The account that pays, here.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.to_account_id IS 'The account that is paid, in the other cell.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.user_id IS 'The user who owns the account that pays; the shard key.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.incoming_transaction_id IS 'The transaction in the other cell that paid the payee; NULL unless COMPLETED.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.return_transaction_id IS 'The transaction here that gave the money back; NULL unless RETURNED.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.created_at IS 'When the money left the payer.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.decided_at IS 'When it was settled; NULL while it is pending.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.cell_number IS 'Number of the cell that has the payee.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.amount IS 'How much.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.currency IS 'Currency of the amount.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.status IS 'PENDING, COMPLETED (the payee has it) or RETURNED (the payee''s cell refused, the payer has it back).';
COMMENT ON COLUMN ledger_private.outgoing_transfer.failure_code IS 'Why the payee''s cell refused, a code of ledger.errors; NULL unless RETURNED.';
COMMENT ON COLUMN ledger_private.outgoing_transfer.failure_detail IS 'What the payee''s cell said of its refusal, by fields.';

COMMENT ON TABLE ledger_private.incoming_transfer IS 'Transfers from another cell, each decided once and for ever. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.incoming_transfer.transfer_id IS 'Id of the transfer in both cells.';
COMMENT ON COLUMN ledger_private.incoming_transfer.from_account_id IS 'The account that pays, in the other cell.';
COMMENT ON COLUMN ledger_private.incoming_transfer.to_account_id IS 'The account that is to be paid, as it was named; it may be merged, or not be there.';
COMMENT ON COLUMN ledger_private.incoming_transfer.transaction_id IS 'The transaction that paid it; NULL when refused.';
COMMENT ON COLUMN ledger_private.incoming_transfer.user_id IS 'The user who owns the account that is paid, 0 when there is none; the shard key.';
COMMENT ON COLUMN ledger_private.incoming_transfer.created_at IS 'When it was decided.';
COMMENT ON COLUMN ledger_private.incoming_transfer.cell_number IS 'Number of the cell that has the payer.';
COMMENT ON COLUMN ledger_private.incoming_transfer.amount IS 'How much.';
COMMENT ON COLUMN ledger_private.incoming_transfer.currency IS 'Currency of the amount.';
COMMENT ON COLUMN ledger_private.incoming_transfer.status IS 'PAID or REFUSED; it never changes.';
COMMENT ON COLUMN ledger_private.incoming_transfer.failure_code IS 'Why it was refused, a code of ledger.errors; NULL when paid.';
COMMENT ON COLUMN ledger_private.incoming_transfer.failure_detail IS 'The fields of the refusal.';

COMMENT ON COLUMN ledger_private.posting_link.clearing_account_id IS 'The clearing account that the posting may move, or NULL.';

RESET ROLE;
COMMIT;
