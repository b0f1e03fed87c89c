-- reversals: refunds of what was posted.
\ir inner/lock_reversible.sql
\ir inner/amount_to_reverse.sql
\ir inner/legs_to_reverse.sql
\ir inner/reverse_legs.sql
\ir inner/verify_refunds_within_originals.sql
\ir reverse_transaction.sql
\ir list_reversals.sql
