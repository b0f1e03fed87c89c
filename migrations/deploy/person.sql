-- Personal data, sealed by the gateway: this database holds no key that opens it.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- A person is forgotten by emptying wrapped_key: what is sealed can't be opened again.
CREATE TABLE ledger_private.person (
    user_id bigint NOT NULL
        CONSTRAINT person_pkey PRIMARY KEY
        CONSTRAINT person_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    updated_at timestamptz NOT NULL,
    shredded_at timestamptz,
    key_id text
        CONSTRAINT person_key_id_has_a_sane_length CHECK (length(key_id) BETWEEN 1 AND 100),
    wrapped_key bytea
        CONSTRAINT person_wrapped_key_is_aes_256 CHECK (octet_length(wrapped_key) = 60),
    sealed bytea
        CONSTRAINT person_sealed_has_a_sane_length CHECK (
            octet_length(sealed) BETWEEN 28 AND 65536
        ),
    email_index bytea
        CONSTRAINT person_email_index_is_sha256 CHECK (octet_length(email_index) = 32),
    CONSTRAINT person_is_sealed_or_shredded CHECK (
        num_nulls(key_id, wrapped_key, sealed) = CASE
            WHEN shredded_at IS NULL THEN 0 ELSE 3
        END
        AND (shredded_at IS NULL OR email_index IS NULL)
    )
);

CREATE INDEX person_email_index_idx ON ledger_private.person (email_index)
    WHERE email_index IS NOT NULL;
CREATE INDEX person_key_id_idx ON ledger_private.person (key_id, user_id)
    WHERE key_id IS NOT NULL;

COMMENT ON TABLE ledger_private.person IS 'Personal data of users, sealed with keys this database does not hold. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.person.user_id IS 'The user whose personal data it is.';
COMMENT ON COLUMN ledger_private.person.updated_at IS 'When the data was last stored.';
COMMENT ON COLUMN ledger_private.person.shredded_at IS 'When the key of the person''s data was deleted; NULL while it is kept.';
COMMENT ON COLUMN ledger_private.person.key_id IS 'Which of the gateway''s encryption keys wraps the person''s own key.';
COMMENT ON COLUMN ledger_private.person.wrapped_key IS 'The person''s own key: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger_private.person.sealed IS 'The person''s fields: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger_private.person.email_index IS 'HMAC-SHA-256 of the e-mail address, by which it is found; NULL when none is kept.';

RESET ROLE;
COMMIT;
