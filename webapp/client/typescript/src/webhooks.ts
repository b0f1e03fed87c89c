// Webhooks by https://www.standardwebhooks.com: who sent this, and that nobody has changed it.

const PREFIX = "whsec_";
const VERSION = "v1";
const TOLERANCE = 300; // seconds
const SECONDS = /^[0-9]{1,12}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export type WebhookHeaders = Headers | Readonly<Record<string, string | undefined>>;

/** What came is not a webhook of the sender, or is no longer one. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
}

/**
 * Return the webhook's id, the same for each delivery of it. Rejects with a WebhookError.
 *
 * `body` is what came, byte for byte. One good signature among several is enough: while a secret is
 * changed there are two. `tolerance` is how many seconds the sender's clock and the way may take.
 */
export async function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string | Uint8Array,
  { tolerance = TOLERANCE, now = Date.now() / 1000 }: { tolerance?: number; now?: number } = {},
): Promise<string> {
  const fields = headers instanceof Headers ? headers : new Headers(given(headers));
  const id = field(fields, "webhook-id");
  const moment = field(fields, "webhook-timestamp");
  const signatures = field(fields, "webhook-signature");
  if (!SECONDS.test(moment)) throw new WebhookError("webhook-timestamp is no number of seconds");
  if (!(Math.abs(now - Number(moment)) <= tolerance)) {
    throw new WebhookError("webhook-timestamp is too far from now");
  }
  const key = await keyOf(secret);
  const signed = joined(`${id}.${moment}.`, body);
  let isGood = false;
  for (const one of signatures.split(" ")) {
    const signature = one.startsWith(`${VERSION},`) ? bytesOf(one.slice(VERSION.length + 1)) : null;
    // The platform's own comparison takes as long whatever the bytes are.
    if (signature && (await crypto.subtle.verify("HMAC", key, signature, signed))) isGood = true;
  }
  if (!isGood) throw new WebhookError("no signature is of this secret and body");
  return id;
}

function given(headers: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined);
}

function field(fields: Headers, name: string): string {
  const value = fields.get(name);
  if (!value) throw new WebhookError(`${name} is missing`);
  return value;
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (!bytes?.length) throw new TypeError(`a secret is ${PREFIX} and Base64`);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BASE64.test(text)) return null;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function joined(head: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const [first, second] = [encoder.encode(head), typeof body === "string" ? encoder.encode(body) : body];
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
