-- A textbook ledger, honestly tuned, as the peer: lock both accounts in order, then one row
-- after the other, guarded by foreign keys and checks, with the indexes its readers need.
-- It keeps no audit, no hash chain, no idempotency keys and no outbox.
CREATE TABLE bench.peer_account (
    account_id uuid PRIMARY KEY,
    currency text NOT NULL,
    balance numeric NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0,
    allows_negative boolean NOT NULL DEFAULT false,
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
CREATE TABLE bench.peer_transfer (
    transfer_id uuid PRIMARY KEY,
    from_account_id uuid NOT NULL REFERENCES bench.peer_account,
    to_account_id uuid NOT NULL REFERENCES bench.peer_account,
    amount numeric NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL,
    description text,
    metadata jsonb,
    CHECK (from_account_id <> to_account_id)
);
CREATE INDEX ON bench.peer_transfer (from_account_id);
CREATE INDEX ON bench.peer_transfer (to_account_id);
CREATE TABLE bench.peer_entry (
    entry_id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES bench.peer_account,
    transfer_id uuid NOT NULL REFERENCES bench.peer_transfer,
    amount numeric NOT NULL,
    previous_balance numeric NOT NULL,
    balance numeric NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX ON bench.peer_entry (account_id);
CREATE INDEX ON bench.peer_entry (transfer_id);
INSERT INTO bench.peer_account (account_id, currency, balance)
SELECT a.account_id, a.currency, a.balance FROM ledger_private.account AS a;

CREATE FUNCTION bench.peer_transfer(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_amount numeric,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
AS $function$
DECLARE
    v_from bench.peer_account;
    v_to bench.peer_account;
    v_transfer_id uuid := uuidv7();
    v_now timestamptz := clock_timestamp();
BEGIN
    IF p_amount <= 0 OR p_from_account_id = p_to_account_id THEN
        RAISE EXCEPTION 'not a transfer';
    END IF;
    -- One after the other in order of id.
    IF p_from_account_id < p_to_account_id THEN
        SELECT * INTO v_from FROM bench.peer_account WHERE account_id = p_from_account_id FOR NO KEY UPDATE;
        SELECT * INTO v_to FROM bench.peer_account WHERE account_id = p_to_account_id FOR NO KEY UPDATE;
    ELSE
        SELECT * INTO v_to FROM bench.peer_account WHERE account_id = p_to_account_id FOR NO KEY UPDATE;
        SELECT * INTO v_from FROM bench.peer_account WHERE account_id = p_from_account_id FOR NO KEY UPDATE;
    END IF;
    IF v_from.account_id IS NULL OR v_to.account_id IS NULL OR v_from.currency <> v_to.currency THEN
        RAISE EXCEPTION 'no such accounts';
    END IF;
    IF NOT v_from.allows_negative AND v_from.balance < p_amount THEN
        RAISE EXCEPTION 'insufficient funds';
    END IF;

    INSERT INTO bench.peer_transfer (
        transfer_id, from_account_id, to_account_id, amount, created_at, description, metadata
    )
    VALUES (
        v_transfer_id, p_from_account_id, p_to_account_id, p_amount, v_now, p_description,
        p_metadata
    );
    UPDATE bench.peer_account
    SET balance = balance - p_amount, version = version + 1, updated_at = v_now
    WHERE account_id = p_from_account_id;
    UPDATE bench.peer_account
    SET balance = balance + p_amount, version = version + 1, updated_at = v_now
    WHERE account_id = p_to_account_id;
    INSERT INTO bench.peer_entry (
        entry_id, account_id, transfer_id, amount, previous_balance, balance, version, created_at
    )
    VALUES (
        uuidv7(), p_from_account_id, v_transfer_id, -p_amount, v_from.balance,
        v_from.balance - p_amount, v_from.version + 1, v_now
    );
    INSERT INTO bench.peer_entry (
        entry_id, account_id, transfer_id, amount, previous_balance, balance, version, created_at
    )
    VALUES (
        uuidv7(), p_to_account_id, v_transfer_id, p_amount, v_to.balance,
        v_to.balance + p_amount, v_to.version + 1, v_now
    );
    RETURN v_transfer_id;
END
$function$;
