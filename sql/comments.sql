-- Comments on schemas, tables, types and columns. Functions and views carry their own.
COMMENT ON SCHEMA ledger IS 'The public face of the ledger: call its functions, read its views.';
COMMENT ON SCHEMA reporting IS 'Views for reports and BI tools.';
COMMENT ON SCHEMA ledger_private IS 'Tables and inner functions of the ledger; nobody but its owner.';

COMMENT ON TABLE ledger_private.currency IS 'ISO 4217 currencies with minor units. Reference table.';
COMMENT ON TABLE ledger_private.app_user IS 'Users: owners of accounts and makers of requests. Distributed by user_id.';
COMMENT ON TABLE ledger_private.login IS 'Names users log in by. Keyed by the name.';
COMMENT ON TABLE ledger_private.role_permission IS 'What each role may do. Reference table, read by every call.';
COMMENT ON TABLE ledger_private.credential IS 'Passwords of users, as argon2id hashes. Distributed by user_id.';
COMMENT ON TABLE ledger_private.login_throttle IS 'How often a name or an address was tried, known or not. Keyed by that value.';
COMMENT ON TABLE ledger_private.auth_session IS 'Logins, each with all that was refreshed from it. Distributed by user_id.';
COMMENT ON TABLE ledger_private.refresh_token IS 'Digests of refresh tokens; one that is used twice ends its session. Keyed by the digest.';
COMMENT ON TABLE ledger_private.revoked_token IS 'Access tokens without a session that are void before they expire. Distributed by user_id.';
COMMENT ON TABLE ledger_private.access_change IS 'Whose proofs or rights changed within the last hour, for gateways that remember who somebody is. Distributed by user_id.';
COMMENT ON TABLE ledger_private.api_key IS 'Digests of the keys programs use. Keyed by the digest.';
COMMENT ON TABLE ledger_private.outside_identity IS 'Who a user is to an outside identity provider. Keyed by issuer and subject.';
COMMENT ON TABLE ledger_private.person IS 'Personal data of users, sealed with keys this database does not hold. Distributed by user_id.';
COMMENT ON TABLE ledger_private.delegation IS 'Accounts shared with other users, and what was spent under that. Distributed by account_user_id; changed under the account''s lock.';
COMMENT ON TABLE ledger_private.account IS 'Accounts with their balance. Distributed by user_id. Only posting changes a balance.';
COMMENT ON TABLE ledger_private.account_code IS 'Codes of accounts, present and past. Keyed by the code.';
COMMENT ON TABLE ledger_private.usage_limit IS 'Limits on what may go out or in, set and removed. Distributed by user_id.';
COMMENT ON TABLE ledger_private.usage_counter IS 'What is used of each limit in its present period or window. Distributed by user_id.';
COMMENT ON TABLE ledger_private.category IS 'The tree that accounts are sorted into. Reference table.';
COMMENT ON TABLE ledger_private.transaction IS 'Transactions, posted or refused; each is an event, ordered by xact_id. Distributed by user_id.';
COMMENT ON TABLE ledger_private.transaction_entry IS 'Double-entry lines, append-only. Distributed by user_id.';
COMMENT ON TABLE ledger_private.idempotency_key IS 'Keys of requests, for ever. Distributed by user_id, the user who asked (0: a database session).';
COMMENT ON TABLE ledger_private.dated_entry IS 'Entries that count from another moment than their booking, with running totals in booking order; append-only. Distributed by user_id.';
COMMENT ON TABLE ledger_private.period_act IS 'Acts of closing and reopening the books, chained by hash; append-only. Reference table.';
COMMENT ON TABLE ledger_private.verification IS 'How far the books have been proved, and what was found; append-only. Reference table.';
COMMENT ON TABLE ledger_private.open_period IS 'One row: from when postings may be dated. Reference table.';
COMMENT ON TABLE ledger_private.queued_request IS 'Transfers that sessions asked to have posted together, for as long as they wait: unlogged, promised to nobody. Local to a node.';
COMMENT ON TABLE ledger_private.hold IS 'Money of accounts set aside for payments to come. Distributed by user_id.';
COMMENT ON TABLE ledger_private.hold_event IS 'Every step of every hold, append-only. Distributed by user_id.';
COMMENT ON INDEX ledger_private.transaction_xact_id_idx IS 'Where a relay goes on reading events.';

COMMENT ON TYPE ledger.actor IS 'On whose behalf a gateway calls: user_id, role, and where the request came from; scopes, of an API key, narrow what the role may do (NULL: not).';
COMMENT ON TYPE ledger.account_request IS 'One account to open, for ledger.open_accounts.';
COMMENT ON TYPE ledger.transfer_request IS 'One transfer to post, for ledger.post_transfers; the fields are the arguments of ledger.post_transfer.';
COMMENT ON TYPE ledger.transfer_result IS 'What became of one transfer of a batch; transaction_id is NULL when nothing was recorded.';
COMMENT ON TYPE ledger.entry_request IS 'One leg of a transaction, for ledger.post_transaction; ledger.debit_leg and ledger.credit_leg write one.';
COMMENT ON TYPE ledger.transaction_request IS 'One transaction of any number of legs, for ledger.post_transactions; the fields are the arguments of ledger.post_transaction.';
COMMENT ON TYPE ledger.transaction_result IS 'What became of one transaction of ledger.post_transactions, with its entries; transaction_id is NULL when nothing was recorded.';
COMMENT ON TYPE ledger_private.requested_leg IS 'One leg of a transaction, from request to amount.';
COMMENT ON TYPE ledger_private.resolved_legs IS 'The legs of one transaction with their amounts, or why there are none.';
COMMENT ON TYPE ledger_private.decided_legs IS 'One transaction decided: what to write, and the accounts after it.';
COMMENT ON TYPE ledger_private.examined_transactions IS 'Transactions asked for, and the legs of all of them.';
COMMENT ON TYPE ledger.check_result IS 'One promise of the ledger: whether it holds, and the first row that breaks it.';
COMMENT ON TYPE ledger.metric IS 'One figure for a monitoring system: its Prometheus name, one label or none, its value.';
COMMENT ON TYPE ledger.login_attempt IS 'What a gateway compares a password with, or how long it has to wait.';
COMMENT ON TYPE ledger.session_grant IS 'What became of a login or of a refresh; refresh_token is shown this once.';
COMMENT ON TYPE ledger.identity IS 'The user whom a token or key stands for, as it is now; scopes narrow what it may do.';
COMMENT ON TYPE ledger.access_changes IS 'Whose proofs or rights changed, and a mark to ask from the next time.';
COMMENT ON TYPE ledger.api_key_secret IS 'A new API key; secret is shown this once.';
COMMENT ON DOMAIN ledger_private.money IS 'Exact decimal: 18 digits before the point, 4 after; no NaN, no infinity.';
COMMENT ON DOMAIN ledger_private.positive_money IS 'An amount that moves: money above zero.';
COMMENT ON DOMAIN ledger_private.limit_direction IS 'out or in.';
COMMENT ON DOMAIN ledger_private.limit_measure IS 'amount or count.';
COMMENT ON DOMAIN ledger_private.limit_period IS 'transaction, day, week, month or window.';
COMMENT ON DOMAIN ledger_private.counter IS 'A count or position: never negative.';
COMMENT ON DOMAIN ledger_private.user_role IS 'house, customer, service, operator, auditor or administrator.';
COMMENT ON DOMAIN ledger_private.account_status IS 'ACTIVE, SUSPENDED or CLOSED.';
COMMENT ON DOMAIN ledger_private.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON DOMAIN ledger_private.transaction_status IS 'PENDING, COMPLETED, FAILED or REVERSED.';
COMMENT ON DOMAIN ledger_private.transaction_type IS 'A lower-case word for the kind of a transaction.';
COMMENT ON DOMAIN ledger_private.entry_type IS 'DEBIT or CREDIT.';
COMMENT ON DOMAIN ledger_private.hold_status IS 'OPEN, CAPTURED, RELEASED or EXPIRED.';
COMMENT ON DOMAIN ledger_private.hold_event_type IS 'PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.';
COMMENT ON TYPE ledger_private.posting_link IS 'What a posting is made of, beside its transfer: its id, and a hold or the transaction that it reverses.';
COMMENT ON TYPE ledger_private.posting_limit IS 'A limit with its locked counter while a batch works on it.';
COMMENT ON TYPE ledger_private.posting_use IS 'What a posting uses of the limits on one account.';
COMMENT ON TYPE ledger_private.limit_use IS 'What history says was used in one bucket.';
COMMENT ON TYPE ledger_private.posting_account IS 'A locked account while a batch works on it.';
COMMENT ON TYPE ledger_private.candidates IS 'Transactions to look at next, in order; is_complete when there are no more.';
COMMENT ON TYPE ledger_private.candidate_part IS 'Candidates of one account from one source, and where they were cut off.';
COMMENT ON TYPE ledger_private.posting_item IS 'One item of a batch, from request to result.';
COMMENT ON TYPE ledger_private.posting_leg IS 'What a posting does to one account: an entry and its audit row.';

-- One glossary: a column name means the same wherever it stands.
DO $do$
DECLARE
    v_column record;
BEGIN
    FOR v_column IN
        SELECT
            format('COMMENT ON COLUMN %s.%I IS %L', a.attrelid::regclass, a.attname, g.meaning)
                AS command
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        JOIN (
            VALUES
            ('account_class', 'asset, liability, equity, income or expense.'),
            ('account_code', 'The account''s code.'),
            ('shredded_at', 'When the key of the person''s data was deleted; NULL while it is kept.'),
            ('key_id', 'Which of the gateway''s keys wraps the person''s.'),
            ('wrapped_key', 'The person''s own key: nonce, AES-256-GCM ciphertext, tag.'),
            ('sealed', 'The person''s fields: nonce, AES-256-GCM ciphertext, tag.'),
            ('email_index', 'HMAC-SHA-256 of the e-mail address, for looking it up.'),
            ('account_id', 'The account''s id, a UUIDv7.'),
            ('account_position', 'Place of the row in the account''s audit chain, from 1 without gap.'),
            ('account_user_id', 'The user who owns the account; the shard key.'),
            ('account_version', 'Number of the entry among its account''s entries, from 1 without gap.'),
            ('accounts', 'How many accounts there are.'),
            ('allows_credits', 'Whether money may come in: an active account''s, or a suspended one''s by choice.'),
            ('act_number', 'Place of the act among all, from 1 without gap.'),
            ('action', 'What was done: to an account OPEN, DEBIT, CREDIT, HOLD, STATUS, LIMITS, NAME, RENAME, CATEGORY, METADATA or MERGE; to periods CLOSE or REOPEN; else what the event is called.'),
            ('amount', 'Amount moved, positive, in units of the currency.'),
            ('amount_after', 'The hold''s amount after this step.'),
            ('actor', 'On whose behalf it is asked, resolved.'),
            ('actor_user_id', 'The user who did it; NULL for a database session or somebody not yet known.'),
            ('api_key_id', 'Id of the key, a UUIDv7; not the key.'),
            ('as_of', 'The moment the balance is true of.'),
            ('audit_hash', 'row_hash of the account''s newest audit row: the head of its chain.'),
            ('audit_position', 'How many audit rows the account has.'),
            ('available', 'What can be spent above a floor of zero: balance less held, in units of the currency.'),
            ('balance', 'Credits less debits, in units of the currency.'),
            ('balance_after', 'The account''s balance after this entry, in units of the currency.'),
            ('before_xact_id', 'The first one that was not looked at.'),
            ('booked_at', 'When the entry was written.'),
            ('bucket_seconds', 'Granularity of a window: its uses are counted by so many seconds.'),
            ('bucket_starts', 'Where the buckets that count begin.'),
            ('bucket_uses', 'What is used in each of the buckets.'),
            ('category', 'Path of the category the account is sorted into, or NULL.'),
            ('category_id', 'The category''s id, a UUIDv7.'),
            ('captured', 'What was captured of the hold, in units of the currency.'),
            ('captured_after', 'What was captured of the hold after this step.'),
            ('changed_at', 'When it was set.'),
            ('broken', 'Checks that failed, each with the first row that breaks it.'),
            ('closed_at', 'When the account was closed, or NULL.'),
            ('closed_through_on', 'Last day (UTC) that nothing may be dated to; NULL: all is open.'),
            ('code', 'The name people know the account by, unique, or NULL.'),
            ('code_digest', 'SHA-256 of the release and the files that made the installed code.'),
            ('code_number', 'Number of the code among its account''s codes; of an account: of its present one.'),
            ('completed_at', 'When it was posted; NULL when it was refused.'),
            ('counterparty_account_id', 'The account on the other side.'),
            ('counterparty_code', 'Code of the account on the other side.'),
            ('counts_from_at', 'From when on spent counts: the beginning of the period; NULL before the first.'),
            ('created_at', 'When the row was written.'),
            ('credit_balances', 'Sum of the balances above zero.'),
            ('currency', 'ISO 4217 code.'),
            ('database_user', 'The database login (session_user).'),
            ('dated_total', 'Sum of the account''s dated entries up to this one.'),
            ('day_total', 'The same within its day.'),
            ('debit_balances', 'Sum of the balances below zero, as a positive amount.'),
            ('depth', 'Levels from the root: 1 for a root.'),
            ('description', 'Free text of whoever asked for it.'),
            ('detail', 'What changed, for changes that are no postings.'),
            ('direction', 'out: what the account pays; in: what it is paid.'),
            ('display_name', 'Name to show.'),
            ('effective_at', 'When it counts as having happened in the world; created_at unless said.'),
            ('effective_day', 'Days from 1970-01-01 to its effective date (UTC); NULL unless it has periods.'),
            ('effective_hour', 'Hours since 1970.'),
            ('effective_slot', 'Twice the ten minutes since 1970, plus 1 after their first moment.'),
            ('effective_month', 'Months since year 0.'),
            ('effective_on', 'Date of effective_at in UTC.'),
            ('effective_year', 'Year (UTC); NULL unless it has periods.'),
            ('end_reason', 'Why it ended: LOGOUT, LOGOUT_EVERYWHERE, PASSWORD or REUSED.'),
            ('ended_at', 'When it ended, or NULL.'),
            ('entry_id', 'Id of the entry; says nothing about order.'),
            ('entry_type', 'DEBIT lowers the balance, CREDIT raises it.'),
            ('event_count', 'How many steps the hold has taken.'),
            ('event_id', 'Id of the event; ascends.'),
            ('event_number', 'Number of the step among its hold''s steps, from 1 without gap.'),
            ('event_type', 'PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.'),
            ('expires_at', 'From when on it is void; NULL for never.'),
            ('failure_code', 'Code from ledger.errors when refused, else NULL.'),
            ('failure_detail', 'The values behind the refusal.'),
            ('failures', 'Attempts since the last success.'),
            ('first_version', 'First of the unbroken run of dated entries it belongs to.'),
            ('free_at', 'Until when attempts are refused.'),
            ('finished_at', 'When it ended.'),
            ('from_account_code', 'Code of the account that pays.'),
            ('from_account_id', 'The account that pays.'),
            ('from_account_version', 'Number of the paying account''s entry; NULL when refused.'),
            ('from_balance', 'The paying account''s balance after it.'),
            ('granted_at', 'When it was granted.'),
            ('granted_position', 'Place of the grant in the account''s audit chain.'),
            ('group_id', 'The group of holds that settle together, or NULL.'),
            ('has_rules', 'Whether posting must ask more of this account than its columns say.'),
            ('from_xact_id', 'The first one that was looked at.'),
            ('held', 'Part of the balance that is reserved, in units of the currency.'),
            ('hold_id', 'The hold it settles; NULL for most.'),
            ('hour_total', 'Sum of the account''s late entries that have periods, up to this one, within its hour.'),
            ('idempotency_key', 'The key the request came under.'),
            ('in_order_total', 'Sum of the account''s in-order dated entries up to here.'),
            ('ip_address', 'Where the request came from.'),
            ('is_current', 'Whether nothing that has ended was left to look at.'),
            ('is_late', 'Whether an entry booked earlier counts later.'),
            ('is_freeze', 'Whether it is an amount frozen by order, which no capture takes.'),
            ('is_ok', 'Whether nothing was found to be wrong.'),
            ('lane', 'Number of what is gathered together: of a login and the lane that its calls named.'),
            ('late_entries', 'How many of the account''s dated entries up to here are late.'),
            ('latest_effective_at', 'The latest effective date up to here.'),
            ('limit_id', 'The limit''s id, a UUIDv7.'),
            ('line_number', 'Number of the line on the account''s statement, from 1 without gap.'),
            ('issuer', 'Name of the identity provider, as its tokens give it.'),
            ('key_digest', 'SHA-256 of the key.'),
            ('kind', 'owner, spender or viewer.'),
            ('last_attempt_at', 'When it was last tried.'),
            ('last_used_at', 'When it was last used, to the minute; NULL for never.'),
            ('leg_account_ids', 'Accounts of its entries, one each, where it has more than two sides.'),
            ('leg_account_versions', 'Numbers of those entries in their accounts; NULL when refused.'),
            ('leg_balances', 'The balances that those entries led to.'),
            ('leg_descriptions', 'What each leg says for itself; NULL elements say nothing, NULL when none does.'),
            ('login', 'The database login (session_user) that asked.'),
            ('log_id', 'Id of the audit row; says nothing about order.'),
            ('maximum', 'The most that may be used: an amount, or a number of postings.'),
            ('measure', 'amount or count.'),
            ('max_balance', 'Ceiling of the balance; NULL for none.'),
            ('merged_into_account_id', 'The account that took over this one''s balance and codes, or NULL.'),
            ('metadata', 'JSON object of whoever asked for it.'),
            ('min_balance', 'Floor of the available balance; NULL for none.'),
            ('minor_units', 'How many decimals the currency has.'),
            ('slot_total', 'The same within its ten minutes.'),
            ('money_in', 'Credit, in units of the currency.'),
            ('money_out', 'Debit, in units of the currency.'),
            ('month_total', 'The same within its month.'),
            ('name', 'Name to show.'),
            ('new_balance', 'Balance after the action, in units of the currency.'),
            ('normal_balance', 'Balance on the normal side of the class.'),
            ('old_balance', 'Balance before the action, in units of the currency.'),
            ('open_from_at', 'The first moment that postings may be dated to.'),
            ('own_balance', 'Balance of the accounts right in the category.'),
            ('parent', 'Path of the category above, or NULL.'),
            ('parent_category_id', 'The category above, or NULL for a root.'),
            ('password_hash', 'argon2id hash with its parameters.'),
            ('path', 'Names from the root to the category, a slash between.'),
            ('period_id', 'Always 1.'),
            ('permission', 'What may be done: a word that ledger_private.require_permission is asked for.'),
            ('placed_by', 'The user who placed the hold; NULL for a database session.'),
            ('period', 'transaction, day, week, month or window.'),
            ('prefix', 'How the key begins, to tell it from others.'),
            ('previous_hash', 'row_hash of the account''s audit row before; empty for the first.'),
            ('reason', 'Why it was done.'),
            ('release', 'Release of the ledger.'),
            ('released', 'What was given back of the hold, in units of the currency.'),
            ('released_after', 'What was given back of the hold after this step.'),
            ('remaining', 'What the hold still keeps, in units of the currency.'),
            ('removed_at', 'When it was taken away, or NULL.'),
            ('request_digest', 'SHA-256 of what the request means.'),
            ('request_id', 'Correlation id of the request.'),
            ('resets_at', 'When the present period ends; for a window, when its oldest use leaves it.'),
            ('resource_id', 'Id of what was made under the key.'),
            ('reversed_amount', 'What later transactions gave back of it; NULL when it was refused.'),
            ('reverses_transaction_id', 'The transaction it takes back, in part or whole; NULL for most.'),
            ('revision', 'How many audited changes the account has seen; ledger.require_revision takes it.'),
            ('revoked_at', 'When it was taken back, or NULL.'),
            ('role', 'house, customer, service, operator, auditor or administrator.'),
            ('row_hash', 'SHA-256 over previous_hash and the facts of this row.'),
            ('scopes', 'Permissions that it is narrowed to; NULL for all of its user''s.'),
            ('server_version', 'Version of the PostgreSQL server.'),
            ('session_id', 'Id of the session, a UUIDv7.'),
            ('sessions_ended_at', 'Tokens issued until then are void.'),
            ('signed_amount', 'The amount, negative for a debit.'),
            ('spend_limit', 'How much may be spent in a period, in units of the currency; NULL for no limit.'),
            ('spend_period', 'transaction, day, week, month or total; NULL without a limit.'),
            ('spent', 'What was spent in the period, in units of the currency.'),
            ('status', 'Its state; accounts and users: ACTIVE, SUSPENDED, CLOSED; transactions: COMPLETED or FAILED.'),
            ('status_after', 'The hold''s status after this step.'),
            ('time_zone', 'Where days, weeks and months begin.'),
            ('subject', 'Who the user is to that provider.'),
            ('throttle_key', 'address: and a network, or name: and the SHA-256 of a user name.'),
            ('to_account_code', 'Code of the account that is paid.'),
            ('to_account_id', 'The account that is paid.'),
            ('to_account_version', 'Number of the paid account''s entry; NULL when refused.'),
            ('to_balance', 'The paid account''s balance after it.'),
            ('token_digest', 'SHA-256 of the token.'),
            ('token_id', 'The token''s jti.'),
            ('tolerance', 'How much more than the hold may be captured, in units of the currency.'),
            ('tolerance_amount', 'The agreed tolerance as an amount, else 0.'),
            ('tolerance_percent', 'The agreed tolerance as a share of the amount in percent, else 0.'),
            ('transfer', 'The transfer that is asked for.'),
            ('transactions', 'How many transactions there are.'),
            ('transaction_id', 'The transaction''s id, a UUIDv7.'),
            ('transaction_type', 'A word for its kind: transfer, deposit, withdrawal, or the caller''s own.'),
            ('updated_at', 'When the account last changed.'),
            ('used_at', 'When it was changed for the next; NULL for the one in use.'),
            ('used', 'What is used of it now.'),
            ('user_agent', 'Software that sent the request.'),
            ('user_id', 'The user it belongs to (audit rows: the user who acted); 0 is the house.'),
            ('user_role', 'Role of whoever acted; database for a database session.'),
            ('username', 'Name to log in by, unique.'),
            ('verification_number', 'Number of the proof, from 1.'),
            ('version', 'How many entries the account has; send it back to detect changes.'),
            ('xact_id', 'Database transaction that wrote it; orders events by commit.'),
            ('window_seconds', 'Length of a sliding window, or NULL.'),
            ('year_total', 'The same within its year.')
        ) AS g (attname, meaning) ON g.attname = a.attname
        WHERE a.attnum > 0
            AND c.relkind IN ('r', 'v')
            AND c.relowner = 'ledger_owner'::regrole
            AND c.oid <> 'ledger.errors'::regclass
            AND c.relnamespace IN (
                'ledger'::regnamespace, 'reporting'::regnamespace,
                'ledger_private'::regnamespace
            )
    LOOP
        EXECUTE v_column.command;
    END LOOP;
END
$do$;
