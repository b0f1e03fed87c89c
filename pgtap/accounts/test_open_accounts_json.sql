-- Accounts opened from a JSON document.
BEGIN;
SELECT plan(12);
SELECT results_eq(
    $$SELECT jsonb_build_array(
        a.code, a.currency, a.account_class, a.name, a.min_balance, a.metadata
    )::text FROM ledger.open_accounts_json('[
        {"currency": "USD", "code": "shop:1", "account_class": "asset", "name": "Till",
            "min_balance": "-Infinity", "metadata": {"floor": 2}},
        {"currency": "EUR", "code": "shop:2", "min_balance": -5.5, "max_balance": "Infinity",
            "user_id": null}
    ]') AS a$$,
    ARRAY['["shop:1", "USD", "asset", "Till", null, {"floor": 2}]',
        '["shop:2", "EUR", "liability", null, -5.50, {}]'],
    'each member arrives in its field'
);
SELECT is(
    (SELECT a.account_id FROM ledger.open_accounts_json(
        '[{"currency": "EUR", "code": "shop:2"}]'
    ) AS a),
    ledger_test.id('shop:2'), 'safe to repeat, as at the other door'
);
SELECT ledger_test.refused(
    format('SELECT * FROM ledger.open_accounts_json(%L)', f.document), f.code, f.detail::jsonb,
    f.title
)
FROM (VALUES
    (NULL, 'LG110', '{"items": 0}', 'no document'),
    ('[]', 'LG110', '{"items": 0}', 'no items'),
    ('7', 'LG109', '{"field": "accounts", "expected": "an array"}', 'no array'),
    ('[{"currency": "USD"}, {"currency": "USD", "minBalance": -5}]', 'LG109', '{
        "item_number": 2, "field": "minBalance", "names": ["account_class", "code", "currency",
        "max_balance", "metadata", "min_balance", "name", "user_id"]
    }', 'a floor under another name'),
    ('[{"currency": "USD", "user_id": 1.5}]', 'LG109', '{"item_number": 1, "field": "user_id"}',
        'a user and a half'),
    ('[{"currency": "USD", "user_id": "bob"}]', 'LG109', '{"field": "user_id"}', 'a username'),
    ('[{"currency": ["USD"]}]', 'LG109', '{"field": "currency"}', 'currencies'),
    ('[{"currency": "USD", "code": "shop:3"}, {"currency": "XXQ"}]', 'LG003',
        '{"currency": "XXQ"}', 'what the other door refuses too')
) AS f (document, code, detail, title);
SELECT ledger_test.refused(
    $$SELECT * FROM ledger.open_accounts_json(jsonb_build_array(repeat('x', 16777216)))$$,
    'LG109', '{"field": "accounts", "at_most": 16777216}', 'too large'
);
SELECT is(ledger_test.id('shop:3'), NULL, 'a refused document opens none of its accounts');
SELECT * FROM finish();
ROLLBACK;
