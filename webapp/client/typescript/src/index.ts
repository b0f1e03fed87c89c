// A typed client of Zerosum: each operation of the API is a method of its name.
//
//   const ledger = new Client("http://127.0.0.1:8080", { apiKey });
//   const posted = await ledger.post_transfer({ from_account_id, to_account_id, amount: "10.50" });
//   for await (const entry of ledger.list_entries({ account_id })) console.log(entry.amount);
//
// Amounts are strings. A write that takes an idempotency key has one, made when none is given, and
// is sent again under it when its answer is lost or says "later".

export { Client } from "./client.js";
export { Pages } from "./pages.js";
export { LedgerError, NoAnswerError, UnexpectedAnswerError, UnknownOutcomeError, ZerosumError } from "./problems.js";
export { verifyWebhook, WebhookError } from "./webhooks.js";
export { OPERATIONS } from "./operations.js";
export type { Options, Settings } from "./core.js";
export type { Retrying } from "./retrying.js";
export type { Input, Output, OperationName, Schemas } from "./types.js";
export type { WebhookHeaders } from "./webhooks.js";
