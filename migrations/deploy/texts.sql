-- Texts that are unique somewhere: one spelling each, compared by their bytes.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

DO $do$
BEGIN
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'feature_not_supported',
            MESSAGE = 'the ledger needs a database of encoding UTF8',
            HINT = 'create it with ENCODING ''UTF8'' TEMPLATE template0';
    END IF;
END
$do$;

-- Text that is unique: bytes decide, and each text has one spelling. Printable ASCII, which is
-- what most keys are, is told by its first test. ledger_private.is_plain_text says the same.
CREATE DOMAIN ledger_private.unique_text AS text COLLATE "C"
    CONSTRAINT unique_text_has_one_spelling CHECK (
        VALUE COLLATE "C" ~ '^[!-~]+$'
        OR (
            VALUE IS NFC NORMALIZED
            AND VALUE COLLATE "C" !~ (
                E'[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5'
                '\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164'
                '\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff\\U0001bca0-\\U0001bca3'
                '\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'
            )
            AND left(VALUE, 1) COLLATE "C" !~ E'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]'
            AND right(VALUE, 1) COLLATE "C" !~ E'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]'
        )
    );
CREATE DOMAIN ledger_private.key_text AS ledger_private.unique_text
    CONSTRAINT key_text_has_a_sane_length CHECK (length(VALUE) BETWEEN 1 AND 255);
CREATE DOMAIN ledger_private.name_text AS ledger_private.unique_text
    CONSTRAINT name_text_has_a_sane_length CHECK (length(VALUE) BETWEEN 1 AND 200);
CREATE DOMAIN ledger_private.asset_code AS text COLLATE "C"
    CONSTRAINT asset_code_is_a_code CHECK (
        length(VALUE) <= 20 AND VALUE ~ '^[A-Z0-9]+([._-][A-Za-z0-9]+)*$'
    );
CREATE DOMAIN ledger_private.permission_name AS text COLLATE "C"
    CONSTRAINT permission_name_is_a_word CHECK (VALUE ~ '^[a-z][a-z0-9_]{0,44}$');
COMMENT ON DOMAIN ledger_private.unique_text IS 'Text that is unique somewhere, compared by its bytes: in Unicode''s form NFC, without control characters or others that are not seen, and no space at its ends.';

COMMENT ON DOMAIN ledger_private.key_text IS 'An idempotency key: unique_text of 1 to 255 characters.';

COMMENT ON DOMAIN ledger_private.name_text IS 'A name for people to read: spelled like unique_text, 1 to 200 characters.';

COMMENT ON DOMAIN ledger_private.asset_code IS 'Code of an asset, as in USD, USDC, BTC, XAU.g or USD.cents: at most 20 characters; capitals and digits, then perhaps parts of letters and digits, each after a point, underscore or hyphen.';

COMMENT ON DOMAIN ledger_private.permission_name IS 'A permission: a lower-case word of at most 45 letters, digits and underscores.';

RESET ROLE;
COMMIT;
