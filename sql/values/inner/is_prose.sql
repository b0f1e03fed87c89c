-- Whether people can read a text as it was written: a description, a reason, a device.
-- Its body is read when it is made, so no setting of a session changes what the escapes mean.
CREATE OR REPLACE FUNCTION ledger_private.is_prose(p_text text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
RETURN p_text COLLATE "C" ~ '^[ -~]*$'
    OR p_text COLLATE "C" !~ (
        E'[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e'
        '\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]'
    );

COMMENT ON FUNCTION ledger_private.is_prose(text) IS
'True for text without control characters but tabs and line breaks, and without marks that turn the direction of what stands beside it. Emoji and all scripts are fine, and its spelling is kept: nothing is found by it.';
