-- Assets an account can be opened in.
CREATE OR REPLACE VIEW ledger.assets AS
SELECT
    c.currency::text AS currency,
    c.name::text AS name,
    c.minor_units,
    c.created_at
FROM ledger_private.currency AS c;

COMMENT ON VIEW ledger.assets IS
'What amounts are counted in: the currencies of ISO 4217, and what ledger.add_asset has added. minor_units is how many decimals an amount may have; it never changes.';

COMMENT ON COLUMN ledger.assets.currency IS 'The asset''s code, a word of its own: USD, USDC, XAU.g.';
COMMENT ON COLUMN ledger.assets.name IS 'English name of the asset.';
COMMENT ON COLUMN ledger.assets.minor_units IS 'How many decimals an amount of the asset may have, 0 to 18; never changes.';
COMMENT ON COLUMN ledger.assets.created_at IS 'When the asset was added; NULL for the currencies of ISO 4217, which are built in.';
