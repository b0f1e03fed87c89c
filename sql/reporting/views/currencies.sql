-- For reports: what amounts are counted in.
CREATE OR REPLACE VIEW reporting.currencies AS
SELECT
    a.currency, a.name, a.minor_units, a.created_at
FROM ledger.assets AS a;

COMMENT ON VIEW reporting.currencies IS
'What amounts are counted in. minor_units is how many decimals an amount may have.';

COMMENT ON COLUMN reporting.currencies.currency IS 'Key of the view: the asset''s code.';
COMMENT ON COLUMN reporting.currencies.name IS 'The asset''s name, in English.';
COMMENT ON COLUMN reporting.currencies.minor_units IS 'How many decimals an amount may have.';
COMMENT ON COLUMN reporting.currencies.created_at IS 'When the asset was added; NULL for the currencies of ISO 4217.';
