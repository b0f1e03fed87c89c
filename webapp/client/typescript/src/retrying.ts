// When to send the same request again, and how long to wait before it.

/** How often, and for how long in all; waits double and are random up to their bound. */
export interface Retrying {
  readonly attempts: number;
  readonly seconds: number;
  readonly secondsForOne: number;
  readonly firstWait: number;
  readonly longestWait: number;
}

export const RETRYING: Retrying = {
  attempts: 6,
  seconds: 60,
  secondsForOne: 30,
  firstWait: 0.25,
  longestWait: 8,
};

// What was not done, or may be asked for again under its key: a proxy's 502 and 504 tell nothing.
const PASSING: readonly number[] = [425, 429, 502, 503, 504];
const CONFLICT = 409;

function now(): number {
  return performance.now() / 1000;
}

/** The attempts of one request. */
export class Tries {
  readonly #retrying: Retrying;
  readonly #ends: number;
  #made = 0;

  constructor(retrying: Retrying) {
    this.#retrying = retrying;
    this.#ends = now() + retrying.seconds;
  }

  /** Return how long the next attempt may take; count it. */
  seconds(): number {
    this.#made += 1;
    return Math.min(this.#retrying.secondsForOne, Math.max(this.#ends - now(), 0.001));
  }

  /** Wait for the next attempt; say false at once when there is none. */
  async waited(atLeast: number): Promise<boolean> {
    if (this.#made >= this.#retrying.attempts) return false;
    const { firstWait, longestWait } = this.#retrying;
    const bound = Math.min(firstWait * 2 ** (this.#made - 1), longestWait);
    const wait = atLeast + Math.random() * bound;
    if (now() + wait >= this.#ends) return false;
    await new Promise<void>((done) => setTimeout(done, wait * 1000));
    return true;
  }
}

/**
 * Say whether the same request may be answered otherwise later.
 *
 * 409 says so with Retry-After: another request with the key is still being carried out.
 */
export function isPassing(status: number, retryAfter: string | null): boolean {
  return PASSING.includes(status) || (status === CONFLICT && retryAfter !== null);
}

/** Return the seconds that a Retry-After asks for: it holds them, or a date. */
export function secondsOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const moment = Date.parse(retryAfter);
  return Number.isNaN(moment) ? 0 : Math.max((moment - Date.now()) / 1000, 0);
}
