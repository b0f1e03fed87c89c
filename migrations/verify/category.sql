-- Fails when the change category is not in place.
BEGIN;

SELECT category_id, parent_category_id, path FROM ledger_private.category WHERE false;

ROLLBACK;
