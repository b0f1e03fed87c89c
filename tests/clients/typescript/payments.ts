// Moves money through openapi-fetch, with the types that openapi-typescript makes.

import createClient from "openapi-fetch";
import type { components, paths } from "./zerosum.js";

declare const process: { argv: string[] };

type Problem = components["schemas"]["Problem"];

const [url = "", token = "", paying = ""] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

function told<Answer>(result: { data?: Answer; error?: Problem }): Answer {
  if (result.data === undefined) throw new Error(`${result.error?.code}: ${result.error?.detail}`);
  return result.data;
}

function keyed(key: string): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}

const opened = told(await client.POST("/v1/accounts", { body: { currency: "USD", name: "pocket" } }));

function transfer(amount: string, key: string) {
  return client.POST("/v1/transfers", {
    params: { header: keyed(key) },
    body: {
      from_account_id: paying,
      to_account_id: opened.account_id,
      amount,
      metadata: { tags: ["lunch", 1] },
    },
  });
}

const first = told(await transfer("10.00", "lunch"));
const second = told(await transfer("10.00", "lunch"));
const refused: Problem | undefined = (await transfer("1000000.00", "yacht")).error;

const hold = told(await client.POST("/v1/holds", {
  params: { header: keyed("deposit") },
  body: { account_id: paying, amount: "5.00", to_account_id: opened.account_id },
}));
const capture = told(await client.POST("/v1/holds/{hold_id}/captures", {
  params: { path: { hold_id: hold.hold_id }, header: keyed("bill") },
  body: { amount: "3.00", is_final: true },
}));
const refund = told(await client.POST("/v1/transactions/{transaction_id}/reversals", {
  params: { path: { transaction_id: first.transaction_id }, header: keyed("sorry") },
  body: { amount: "4.00" },
}));

const entries: string[] = [];
let cursor: string | null | undefined;
do {
  const page: components["schemas"]["EntryPage"] = told(
    await client.GET("/v1/accounts/{account_id}/entries", {
      params: {
        path: { account_id: opened.account_id },
        query: { limit: 1, ...(cursor ? { cursor } : {}) },
      },
    }),
  );
  entries.push(...page.items.map((entry) => `${entry.entry_type} ${entry.amount}`));
  cursor = page.next_cursor;
} while (cursor);

const path = { account_id: opened.account_id };
const balance = told(await client.GET("/v1/accounts/{account_id}/balance", { params: { path } }));
console.log(JSON.stringify({
  completed: first.status === "COMPLETED",
  metadata: first.metadata,
  same: first.transaction_id === second.transaction_id,
  refused: refused?.code,
  captured: capture.amount,
  refunded: refund.amount,
  entries,
  balance: balance.balance,
}));
