// A program as people write it with node-postgres: batches as plain objects, refusals as errors.
import pg from "pg";

const client = new pg.Client();
await client.connect();

async function rows(name, items) {
  const text = `SELECT * FROM ledger.${name}($1)`;
  return (await client.query(text, [JSON.stringify(items)])).rows;
}

async function refusal(name, items) {
  try {
    await rows(name, items);
  } catch (error) {
    return { code: error.code, detail: JSON.parse(error.detail) };
  }
  return null;
}

const [payer, payee] = await rows("open_accounts_json", [
  { currency: "EUR", code: "node:payer", account_class: "asset" },
  { currency: "EUR", code: "node:payee", metadata: { shop: 7 } },
]);
const transfer = {
  from_account_id: payer.account_id,
  to_account_id: payee.account_id,
  amount: "12.50",
  idempotency_key: "order-1",
  effective_at: new Date("2026-01-31T12:00:00Z"),
};
const debit = { account_id: payer.account_id, entry_type: "DEBIT", amount: 0.1 };
const credit = { account_id: payee.account_id, entry_type: "CREDIT", kind: "rest" };

console.log(
  JSON.stringify({
    transfers: await rows("post_transfers_json", [transfer, { ...transfer, idempotency_key: "order-2" }]),
    repeated: await rows("post_transfers_json", [transfer]),
    transaction: await rows("post_transaction_json", [debit, credit]),
    transactions: await rows("post_transactions_json", [{ entries: [debit, credit], idempotency_key: "split-1" }]),
    misspelt: await refusal("post_transfers_json", [transfer, { ...transfer, idempotencyKey: "order-3" }]),
    misspeltLeg: await refusal("post_transactions_json", [{ entries: [debit, { ...credit, Kind: "rest" }] }]),
    inexact: (await rows("post_transfers_json", [{ ...transfer, idempotency_key: "sum", amount: 0.1 + 0.2 }]))[0],
    balance: (await client.query("SELECT balance FROM ledger.get_balance($1)", [payee.account_id])).rows[0].balance,
  }),
);
await client.end();
