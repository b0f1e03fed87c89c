-- A value as a field of comma-separated values that no spreadsheet takes for a formula.
CREATE OR REPLACE FUNCTION ledger_private.csv_field(p_text text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_text IS NULL THEN ''
        ELSE '"' || CASE
            WHEN left(p_text, 1) = ANY (
                ARRAY['=', '+', '-', '@', chr(9), chr(10), chr(13)]
            ) THEN ''''
            ELSE ''
        END || replace(p_text, '"', '""') || '"'
    END
$function$;

COMMENT ON FUNCTION ledger_private.csv_field(text) IS
'Text within quotation marks, as RFC 4180 has it; NULL is an empty field. What begins like a formula gets an apostrophe before it.';
