-- Which keys wrap the URLs of chats.
CREATE OR REPLACE VIEW ledger.chat_secrets AS
SELECT
    p.user_id,
    p.key_id,
    p.wrapped_key
FROM ledger_private.notification_preference AS p
WHERE p.key_id IS NOT NULL;

COMMENT ON VIEW ledger.chat_secrets IS
'One row for each user with a chat: the wrapped key of its URL, not the URL.';
COMMENT ON COLUMN ledger.chat_secrets.user_id IS 'The user whose chat it is.';
COMMENT ON COLUMN ledger.chat_secrets.key_id IS 'Which of the gateway''s encryption keys wraps the URL''s own key.';
COMMENT ON COLUMN ledger.chat_secrets.wrapped_key IS 'The URL''s own key: nonce, AES-256-GCM ciphertext, tag.';
