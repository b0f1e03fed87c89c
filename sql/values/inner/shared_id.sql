-- The id that an account of the house has in every cell.
CREATE OR REPLACE FUNCTION ledger_private.shared_id(p_currency text, p_code text)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $function$
    -- A UUIDv7 of the year 1970 whose 58 free bits are a hash; bucket ffff.
    SELECT encode(
        set_byte(
            set_byte(
                decode('000000000000', 'hex') || substring(h.digest FROM 1 FOR 8)
                || decode('ffff', 'hex'),
                6, 112 + get_byte(h.digest, 0) % 16
            ),
            8, 128 + get_byte(h.digest, 2) % 64
        ),
        'hex'
    )::uuid
    FROM (
        SELECT sha256(convert_to(p_currency || ':' || normalize(p_code, NFC), 'UTF8')) AS digest
    ) AS h
$function$;

COMMENT ON FUNCTION ledger_private.shared_id(text, text) IS
'From the SHA-256 of the currency, a colon and the code in Unicode normal form C, as UTF-8: its first eight bytes stand behind six zero bytes, with version 7 and the variant of RFC 9562 written over six of their bits, and ffff behind them. NULL without a code.';
