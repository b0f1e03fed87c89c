-- Whether a text may be unique: one spelling, in which bytes decide.
-- Its body is read when it is made, so no setting of a session changes what the patterns mean.
CREATE OR REPLACE FUNCTION ledger_private.is_plain_text(p_text text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
RETURN p_text COLLATE "C" ~ '^[!-~]+$'
    OR (
        p_text IS NFC NORMALIZED
        AND p_text COLLATE "C" !~ (
            E'[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5'
            '\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164'
            '\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff\\U0001bca0-\\U0001bca3'
            '\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'
        )
        AND left(p_text, 1) COLLATE "C" !~ E'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]'
        AND right(p_text, 1) COLLATE "C" !~ E'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]'
    );

COMMENT ON FUNCTION ledger_private.is_plain_text(text) IS
'True for text in Unicode''s form NFC that has no control character, no character that is not seen, no line separator or mark of direction, and no space at its ends; what the domain unique_text asks.';
