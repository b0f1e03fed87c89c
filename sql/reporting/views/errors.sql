-- For reports: why something is refused.
CREATE OR REPLACE VIEW reporting.errors AS
SELECT
    e.code, e.name, e.meaning, e.retryable
FROM ledger.errors AS e;

COMMENT ON VIEW reporting.errors IS
'Reasons of refusals; reporting.refusals.failure_code is a code of it.';

COMMENT ON COLUMN reporting.errors.code IS 'Key of the view: SQLSTATE, LG and three digits.';
COMMENT ON COLUMN reporting.errors.name IS 'Short name of the error.';
COMMENT ON COLUMN reporting.errors.meaning IS 'What is wrong.';
COMMENT ON COLUMN reporting.errors.retryable IS 'Whether the same request may succeed later.';
