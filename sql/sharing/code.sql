-- sharing: accounts that others may see or spend from.
\ir views/delegations.sql
\ir inner/key_reaches.sql
\ir inner/accounts_of_key.sql
\ir inner/key_refusal.sql
\ir inner/require_key_allows.sql
\ir inner/account_right.sql
\ir inner/code_begins.sql
\ir inner/right_refusal.sql
\ir inner/delegated_left.sql
\ir inner/delegation_refusal.sql
\ir inner/delegation_detail.sql
\ir inner/count_delegated.sql
\ir inner/examine_delegation.sql
\ir inner/verify_delegations.sql
\ir delegate_account.sql
\ir revoke_delegation.sql
\ir list_delegations.sql
