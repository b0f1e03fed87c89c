// Says of each webhook of a file whether it is believed.

// @ts-expect-error: no types of node are installed here
import { readFile } from "node:fs/promises";
import { verifyWebhook, WebhookError } from "zerosum-client";

declare const process: { argv: string[] };

interface Case {
  secret: string;
  headers: Record<string, string>;
  body: string;
  now: number;
}

const cases = JSON.parse(await readFile(process.argv[2] ?? "", "utf8")) as Case[];
const found: (string | null)[] = [];
for (const { secret, headers, body, now } of cases) {
  for (const sent of [body, new TextEncoder().encode(body)]) {
    try {
      found.push(await verifyWebhook(secret, headers, sent, { now }));
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      found.push(null);
    }
  }
}
console.log(JSON.stringify(found));
