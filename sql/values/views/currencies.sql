-- Currencies an account can be opened in.
CREATE OR REPLACE VIEW ledger.currencies AS
SELECT
    c.currency::text AS currency,
    c.name,
    c.minor_units
FROM ledger_private.currency AS c;

COMMENT ON VIEW ledger.currencies IS
'ISO 4217 currencies; minor_units is how many decimals an amount may have.';

COMMENT ON COLUMN ledger.currencies.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN ledger.currencies.name IS 'English name of the currency.';
COMMENT ON COLUMN ledger.currencies.minor_units IS 'How many decimals an amount of the currency may have.';
