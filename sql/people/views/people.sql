-- Personal data as it is stored: sealed by the gateway, opened only there.
CREATE OR REPLACE VIEW ledger.people AS
SELECT
    p.user_id,
    p.key_id,
    p.wrapped_key,
    p.sealed,
    p.shredded_at,
    p.updated_at
FROM ledger_private.person AS p;

COMMENT ON VIEW ledger.people IS
'One row per user whose personal data is or was kept. What is sealed opens in the gateway alone, with a key this database does not hold; a shredded person''s opens nowhere.';
COMMENT ON COLUMN ledger.people.user_id IS 'The user whose personal data it is.';
COMMENT ON COLUMN ledger.people.key_id IS 'Which of the gateway''s encryption keys wraps the person''s own key.';
COMMENT ON COLUMN ledger.people.wrapped_key IS 'The person''s own key: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger.people.sealed IS 'The person''s fields: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger.people.shredded_at IS 'When the person''s key was deleted; NULL while it is kept.';
COMMENT ON COLUMN ledger.people.updated_at IS 'When the data was last stored.';
