-- Public keys of all that ever signed heads.
CREATE OR REPLACE VIEW ledger.seal_keys AS
SELECT
    k.key_id::text AS key_id,
    k.key_name,
    concat_ws('+', k.key_name, k.key_id, encode(
        decode('01', 'hex') || k.public_key, 'base64'
    )) AS verifier_key,
    k.created_at
FROM ledger_audit.seal_key AS k;

COMMENT ON VIEW ledger.seal_keys IS
'Keys that heads are verified with; an old one stays, as the heads do that it signed. Get them once by a way of your own: who can change rows can add one here.';
COMMENT ON COLUMN ledger.seal_keys.key_id IS 'Id of the key in a signed note, four bytes in hex.';
COMMENT ON COLUMN ledger.seal_keys.key_name IS 'Name of the signer.';
COMMENT ON COLUMN ledger.seal_keys.verifier_key IS 'The key as a line: name, id, and in base64 a byte for Ed25519 with the public key.';
COMMENT ON COLUMN ledger.seal_keys.created_at IS 'When it was made known here.';
