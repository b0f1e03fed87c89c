// Idempotency keys: new ones, and how they are written into their field.

const BYTES = 16;
const BARE = /^[\x21-\x2b\x2d-\x7e]+$/;

/** Return a key that nobody has used. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return the key as its field holds it: as it is, or as a display string of RFC 9651. */
export function written(key: string): string {
  if (BARE.test(key) && !key.startsWith('"') && !key.startsWith('%"')) return key;
  const escaped = Array.from(new TextEncoder().encode(key), (byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x25;
    return isPlain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0")}`;
  });
  return `%"${escaped.join("")}"`;
}
