-- What a DBA does in the ledger that is kept: one of each kind, by public functions alone.
SELECT ledger.create_user(u.username, u.role)
FROM (VALUES
    ('alice', 'customer'), ('bob', 'customer'), ('carol', 'customer'), ('sam', 'customer'),
    ('till', 'service'), ('olga', 'operator'), ('adam', 'auditor'), ('ann', 'administrator')
) AS u (username, role);
SELECT ledger.set_user_role((ledger.find_user('carol')).user_id, 'operator');
SELECT ledger.set_user_role((ledger.find_user('carol')).user_id, 'customer');
SELECT ledger.grant_permission('service', 'add_asset');
SELECT ledger.revoke_permission('auditor', 'post');
-- The password is: correct horse battery
SELECT ledger.set_password_hash(
    u.user_id,
    '$argon2id$v=19$m=8,t=1,p=1$FzLERAb4RXNS+FkA1y6lUg$XBUDWKVDlNoK8E8HmAUZ5Fv076mPzotpp2h+M9YmdAY'
)
FROM ledger.users AS u
WHERE u.username IN ('alice', 'bob', 'sam');
SELECT ledger.set_user_status((ledger.find_user('sam')).user_id, 'SUSPENDED');
SELECT ledger.link_identity((ledger.find_user('alice')).user_id, 'https://issuer', 'alice-7');
SELECT ledger.link_identity((ledger.find_user('bob')).user_id, 'https://issuer', 'bob-7');
SELECT ledger.unlink_identity('https://issuer', 'bob-7');
SELECT ledger.store_person(
    u.user_id, 'k1', decode(repeat('01', 60), 'hex'), decode(repeat('02', 60), 'hex'),
    sha256(u.username::bytea)
)
FROM ledger.users AS u
WHERE u.username IN ('alice', 'bob', 'carol');
SELECT ledger.rewrap_person(
    (ledger.find_user('bob')).user_id, decode(repeat('01', 60), 'hex'), 'k2',
    decode(repeat('04', 60), 'hex')
);
SELECT ledger.shred_person((ledger.find_user('carol')).user_id);

-- Assets, categories, accounts of each class and status.
SELECT ledger.add_asset('USDC', 6, 'USD Coin');
SELECT ledger.add_asset('WEI', 18, 'Wei');
SELECT ledger.create_category('assets/cash/vault');
SELECT ledger.create_category('shops/food');
SELECT ledger.move_category('shops/food', 'food');
SELECT ledger.open_account(
    'EUR', (ledger.find_user(a.owner)).user_id, 'liability', a.code, a.name, a.floor, a.ceiling,
    '{"plan": "basic", "level": 1.50}', a.code
)
FROM (VALUES
    ('alice', 'alice', 'Alice', NULL, NULL), ('alice', 'alice:savings', NULL, NULL, 100000),
    ('alice', 'alice:old', NULL, NULL, NULL), ('alice', 'alice:spare', NULL, NULL, NULL),
    ('bob', 'bob', 'Bob', -50, NULL), ('bob', 'bob:frozen', NULL, NULL, NULL),
    ('carol', 'carol', 'Carol', NULL, NULL), ('till', 'shop', 'Shop', NULL, NULL)
) AS a (owner, code, name, floor, ceiling);
SELECT ledger.open_account('EUR', NULL, c.class, 'house:' || c.class)
FROM unnest(ARRAY['asset', 'liability', 'equity', 'income', 'expense']) AS c (class);
SELECT ledger.open_account('WEI', (ledger.find_user('alice')).user_id, p_code => 'alice:wei');
SELECT ledger.open_account('JPY', (ledger.find_user('bob')).user_id, p_code => 'bob:jpy');
SELECT ledger.open_accounts_json('[{"currency": "USDC", "code": "bob:usdc"}]');
SELECT ledger.set_account_category(ledger.account_id('house:asset'), 'assets/cash/vault');
SELECT ledger.set_account_category(ledger.account_id('shop'), 'food');
SELECT ledger.set_account_bounds(ledger.account_id('bob'), -75, 500000);
SELECT ledger.set_account_metadata(ledger.account_id('bob'), '{"plan": "gold"}');
SELECT ledger.update_account(ledger.account_id('carol'), p_name => 'Carol C.');

-- Money: in, out, plain, keyed, dated, in batches, in legs, gathered, refused.
SELECT ledger.deposit(ledger.account_id(a.code), a.amount, p_idempotency_key => 'in:' || a.code)
FROM (VALUES
    ('alice', 10000.00), ('alice:savings', 500), ('alice:old', 70), ('alice:spare', 5),
    ('bob', 2000), ('bob:frozen', 30), ('carol', 40), ('shop', 900),
    ('alice:wei', 1.000000000000000001), ('bob:jpy', 5000), ('bob:usdc', 12.345678)
) AS a (code, amount);
SELECT ledger.withdraw(ledger.account_id('alice'), 25.50, p_metadata => '{"machine": 7}');
SELECT ledger.post_transfer(
    ledger.account_id('alice'), ledger.account_id('bob'), 12.5, 'EUR', 'plain', 'Lunch',
    '{"table": 4, "tip": 1.10}'
);
SELECT ledger.transfer(ledger.account_id('alice'), ledger.account_id('shop'), 40, 'EUR', 'returned');
SELECT ledger.post_transfer(
    ledger.account_id('bob'), ledger.account_id('shop'), 7.25, p_idempotency_key => 'dated',
    p_effective_at => '2020-05-01T10:00:00Z', p_transaction_type => 'late'
);
SELECT ledger.post_transfer(
    ledger.account_id('shop'), ledger.account_id('alice'), 3, p_effective_at => '2020-04-01T10:00:00Z'
);
SELECT ledger.post_transfers(ARRAY[
    ledger.transfer_item(ledger.account_id('alice'), ledger.account_id('carol'), 5, 'EUR', 'one'),
    ledger.transfer_item(
        ledger.account_id('carol'), ledger.account_id('shop'), 1000000, 'EUR', 'refused'
    ),
    ledger.transfer_item(
        ledger.account_id('shop'), ledger.account_id('alice:wei'), 1, NULL, 'mistaken'
    )
]);
SELECT ledger.post_transfers_json(jsonb_build_array(jsonb_build_object(
    'from_account_id', ledger.account_id('bob'), 'to_account_id', ledger.account_id('alice'),
    'amount', '2', 'idempotency_key', 'json'
)));
SELECT ledger.post_transaction(
    ARRAY[
        ledger.debit_leg(ledger.account_id('alice'), 90, p_description => 'dinner'),
        ledger.credit_leg(ledger.account_id('shop'), p_kind => 'percent', p_share => 90),
        ledger.credit_leg(ledger.account_id('house:income'), p_kind => 'rest')
    ],
    p_idempotency_key => 'legs', p_description => 'Dinner', p_metadata => '{"guests": 3}'
);
SELECT ledger.post_transaction(
    ARRAY[
        ledger.debit_leg(ledger.account_id('bob'), 1),
        ledger.debit_leg(ledger.account_id('carol'), 2),
        ledger.credit_leg(ledger.account_id('shop'), 3),
        ledger.debit_leg(ledger.account_id('bob:jpy'), 10),
        ledger.credit_leg(ledger.account_id('world:JPY'), 10)
    ],
    p_effective_at => '2020-03-01T10:00:00Z', p_transaction_type => 'split'
);
CALL ledger.post_transfer_gathered(
    ledger.account_id('bob'), ledger.account_id('shop'), 1, p_idempotency_key => 'gathered',
    p_lane => 'shop'
);
SELECT ledger.post_transfer(
    ledger.account_id('bob:usdc'), ledger.account_id('world:USDC'), 0.000001
);

-- Reversals: in parts, and whole.
SELECT ledger.reverse_transaction(t.transaction_id, 15, 'one dish', p_idempotency_key => 'part')
FROM ledger.list_transactions(p_idempotency_key => 'returned') AS t;
SELECT ledger.reverse_transaction(t.transaction_id, p_reason => 'twice')
FROM ledger.list_transactions(p_idempotency_key => 'json') AS t;

-- Holds in every state, alone and in groups, and a freeze.
SELECT ledger.hold_funds(
    ledger.account_id('alice'), h.amount, ledger.account_id('shop'), h.expires_at::timestamptz,
    h.tolerance, h.percent, p_description => h.description, p_idempotency_key => h.description
)
FROM (VALUES
    (100, NULL, NULL, NULL, 'open'), (80, '2098-01-01', 5, NULL, 'captured in part'),
    (60, NULL, NULL, 5, 'captured'), (50, NULL, NULL, NULL, 'released'),
    (45, NULL, NULL, NULL, 'raised'), (40, '2098-01-01', NULL, NULL, 'extended')
) AS h (amount, expires_at, tolerance, percent, description);
SELECT ledger.hold_funds(
    ledger.account_id('bob'), 3, p_expires_at => clock_timestamp() + interval '1 second',
    p_description => d.description, p_idempotency_key => d.description
)
FROM unnest(ARRAY['expired', 'tidied']) AS d (description);
SELECT ledger.hold_funds(
    ledger.account_id('alice'), 20, ledger.account_id('bob'),
    p_group_id => ('01890000-0000-7000-8000-00000' || g.n || '02bd')::uuid
)
FROM unnest(ARRAY[101, 101, 102, 102, 103, 103]) AS g (n);
SELECT ledger.capture_hold(h.hold_id, 30, p_idempotency_key => 'capture')
FROM ledger.list_holds(ledger.account_id('alice')) AS h
WHERE h.description = 'captured in part';
SELECT ledger.capture_hold(h.hold_id, 62, p_is_final => true)
FROM ledger.list_holds(ledger.account_id('alice')) AS h
WHERE h.description = 'captured';
SELECT ledger.release_hold(h.hold_id, p_idempotency_key => 'release')
FROM ledger.list_holds(ledger.account_id('alice')) AS h
WHERE h.description = 'released';
SELECT ledger.increment_hold(h.hold_id, 5)
FROM ledger.list_holds(ledger.account_id('alice')) AS h
WHERE h.description = 'raised';
SELECT ledger.extend_hold(h.hold_id, '2099-01-01')
FROM ledger.list_holds(ledger.account_id('alice')) AS h
WHERE h.description = 'extended';
SELECT ledger.capture_group('01890000-0000-7000-8000-0000010102bd', 'Trip');
SELECT ledger.release_group('01890000-0000-7000-8000-0000010202bd');
SELECT ledger.freeze_amount(ledger.account_id('bob:frozen'), 20, 'court', p_idempotency_key => 'ice');
SELECT ledger.unfreeze_amount(h.hold_id, 5)
FROM ledger.list_holds(ledger.account_id('bob:frozen')) AS h;

-- Limits, sharing, states of accounts, closed books.
SELECT ledger.set_limit(20000, 'day', ledger.account_id('alice'));
SELECT ledger.set_limit(9000, 'window', p_user_id => (ledger.find_user('alice')).user_id,
    p_currency => 'EUR', p_window => '1 hour');
SELECT ledger.set_limit(3, 'month', ledger.account_id('carol'), p_measure => 'count');
SELECT ledger.set_limit(8000, 'week', ledger.account_id('bob'));
SELECT ledger.set_limit(500, 'transaction', ledger.account_id('shop'), p_direction => 'in');
SELECT ledger.remove_limit(l.limit_id) FROM ledger.list_limits(ledger.account_id('shop')) AS l;
SELECT ledger.post_transfer(ledger.account_id('alice'), ledger.account_id('bob'), 4);
SELECT ledger.delegate_account(
    ledger.account_id(d.code), (ledger.find_user(d.username)).user_id, d.kind, d.spend_limit, d.period
)
FROM (VALUES
    ('alice', 'carol', 'spender', 30, 'day'), ('alice', 'bob', 'spender', 10, 'transaction'),
    ('bob', 'alice', 'spender', 50, 'week'), ('shop', 'carol', 'spender', 70, 'month'),
    ('shop', 'bob', 'spender', 90, 'total'), ('alice:savings', 'bob', 'viewer', NULL, NULL),
    ('alice:savings', 'carol', 'owner', NULL, NULL)
) AS d (code, username, kind, spend_limit, period);
SELECT ledger.delegate_account(ledger.account_id('bob'), (ledger.find_user('carol')).user_id, 'viewer');
SELECT ledger.revoke_delegation(ledger.account_id('bob'), (ledger.find_user('carol')).user_id);
SELECT ledger.set_account_status(ledger.account_id('bob:frozen'), 'SUSPENDED', 'court', true);
SELECT ledger.rename_account(ledger.account_id('shop'), 'shop:centre');
SELECT ledger.merge_accounts(
    ledger.account_id('alice:old'), ledger.account_id('alice'), 'moved', 'merge'
);
SELECT ledger.close_account(
    ledger.account_id('alice:spare'), ledger.account_id('alice'), 'unused', 'close'
);
SELECT ledger.close_period('2001-12-31', 'done');
SELECT ledger.close_period('2010-12-31', 'done');
SELECT ledger.reopen_period('2005-01-01', 'a late invoice');
