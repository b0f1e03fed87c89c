-- Secrets of webhooks as they are stored: sealed by the gateway, opened only there.
CREATE OR REPLACE VIEW ledger.webhook_secrets AS
SELECT
    s.endpoint_id,
    s.secret_number,
    s.user_id,
    s.key_id,
    s.wrapped_key,
    s.created_at,
    s.ends_at
FROM ledger_private.webhook_secret AS s;

COMMENT ON VIEW ledger.webhook_secrets IS
'Which keys wrap the secrets of webhooks, for renewing them. What is sealed stays in the database; ledger.lease_webhook_endpoints alone hands it out.';
COMMENT ON COLUMN ledger.webhook_secrets.endpoint_id IS 'The endpoint whose webhooks the secret signs.';
COMMENT ON COLUMN ledger.webhook_secrets.secret_number IS 'Number of the secret within the endpoint, from 1.';
COMMENT ON COLUMN ledger.webhook_secrets.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger.webhook_secrets.key_id IS 'Which of the gateway''s encryption keys wraps the secret''s own key.';
COMMENT ON COLUMN ledger.webhook_secrets.wrapped_key IS 'The secret''s own key: nonce, AES-256-GCM ciphertext, tag.';
COMMENT ON COLUMN ledger.webhook_secrets.created_at IS 'When the secret was made.';
COMMENT ON COLUMN ledger.webhook_secrets.ends_at IS 'From then on it signs nothing; NULL for the newest.';
