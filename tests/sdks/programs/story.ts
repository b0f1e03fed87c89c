// What a wallet and its back office do: printed as one JSON object.

import { Client, LedgerError, type Schemas } from "zerosum-client";

declare const process: { argv: string[] };

const PASSWORD = "four random common words";
const [url = "", token = ""] = process.argv.slice(2);
const staff = new Client(url, { token });

async function refused(act: Promise<unknown>): Promise<LedgerError> {
  try {
    await act;
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
  throw new Error("not refused");
}

const ann = await staff.create_user({ username: "ann", display_name: "Ann" });
await staff.set_user_password({ user_id: ann.user_id, new_password: PASSWORD });
const shop: Schemas["Account"] = await staff.open_account({ currency: "EUR", code: "shop" });
const wallet = new Client(url, { username: "ann", password: PASSWORD });
const pocket = await wallet.open_account({ currency: "EUR", name: "pocket", metadata: { n: [1] } });
await staff.post_deposit({ account_id: pocket.account_id, amount: "100" });

const pair = { from_account_id: pocket.account_id, to_account_id: shop.account_id };
const idempotencyKey = "lunch 💶";
const paid = await wallet.post_transfer({ ...pair, amount: "10.50" }, { idempotencyKey });
const again = await wallet.post_transfer({ ...pair, amount: "10.50" }, { idempotencyKey });
const hold = await wallet.hold_funds({
  account_id: pocket.account_id,
  to_account_id: shop.account_id,
  amount: "8",
});
const captured = await staff.capture_hold({ hold_id: hold.hold_id, amount: "3", is_final: true });
if (paid.transaction_id === null) throw new Error("a transfer without an id");
const refund = await staff.reverse_transaction({
  transaction_id: paid.transaction_id,
  amount: "0.50",
});
const { results } = await wallet.post_transfers({
  transfers: [{ ...pair, amount: "1.00" }, { ...pair, amount: "500.00" }],
});

const entries: string[] = [];
for await (const entry of wallet.list_entries({ account_id: pocket.account_id, limit: 2 })) {
  entries.push(`${entry.entry_type} ${entry.amount}`);
}
const first = await staff.list_transactions({ account_id: shop.account_id, limit: 2 }).pages().next();
if (first.done) throw new Error("no page");
const rest: (string | null)[] = [];
const cursor = first.value.next_cursor ?? "";
for await (const one of staff.list_transactions({ account_id: shop.account_id, cursor })) {
  rest.push(one.amount);
}

const account_id = pocket.account_id;
const changed = await staff.update_account(
  { account_id, name: "Savings" },
  { ifMatch: `"${(await wallet.get_account({ account_id })).revision}"` },
);
const stale = await refused(staff.update_account({ account_id, name: "x" }, { ifMatch: '"0-0"' }));
const poor = await refused(wallet.post_transfer({ ...pair, amount: "500" }, { idempotencyKey: "k" }));

const robot = await staff.create_user({ username: "robot", role: "service" });
const key = await staff.create_api_key({ user_id: robot.user_id, name: "payouts" });
// The secret of a key for a person would come when that person accepts it.
const program = new Client(url, { apiKey: key.secret ?? "" });
const { text } = await program.request({
  method: "GET",
  path: `/v1/accounts/${account_id}`,
  query: { fields: "name,balance" },
});

console.log(
  JSON.stringify({
    me: (await wallet.get_me()).username,
    metadata: pocket.metadata,
    replayed: paid.transaction_id === again.transaction_id,
    captured: captured.amount,
    refunded: refund.amount,
    batch: results.map((one) => one.failure_code),
    entries,
    rest,
    changed: changed.name,
    stale: [stale.status, stale.code],
    refused: [poor.status, poor.code, poor.fields["available"], poor.idempotencyKey],
    request: poor.requestId !== "",
    fields: JSON.parse(text) as unknown,
    health: (await new Client(url).get_health()).status,
    script: (await staff.get_docs_script()).length > 0,
    account: account_id,
  }),
);
