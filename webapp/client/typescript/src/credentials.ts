// Who asks: an API key or a token as it is, or a login that renews its tokens.

import { LedgerError, NoAnswerError } from "./problems.js";
import type { Schemas } from "./types.js";

type TokenPair = Schemas["TokenPair"];
type Ask = (path: string, body: Readonly<Record<string, string>>) => Promise<TokenPair>;

const MARGIN = 15; // seconds before its end at which an access token is renewed
const UNAUTHORIZED = 401;

export interface Credentials {
  /** Return the token to send. */
  secret(): Promise<string>;
  /** Say whether there is another token than one that was refused. */
  renewed(refused: string): Promise<boolean>;
}

/** An API key, or a token that somebody else looks after. */
export class Secret implements Credentials {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  async secret(): Promise<string> {
    return this.#secret;
  }

  async renewed(): Promise<boolean> {
    return false;
  }
}

/**
 * A name and a password; a refresh token is used once and never sent twice.
 *
 * When the answer to a refresh is lost the token counts as used, and the login begins anew.
 */
export class Login implements Credentials {
  readonly #proof: { username: string; password: string };
  readonly #ask: Ask;
  #pair: TokenPair | undefined;
  #ends = 0;
  #renewing: Promise<string> | undefined;

  constructor(username: string, password: string, ask: Ask) {
    this.#proof = { username, password };
    this.#ask = ask;
  }

  async secret(): Promise<string> {
    if (this.#renewing) return this.#renewing;
    if (this.#pair && performance.now() < this.#ends) return this.#pair.access_token;
    return this.#renew();
  }

  async renewed(refused: string): Promise<boolean> {
    if (this.#renewing) await this.#renewing;
    else if (!this.#pair || this.#pair.access_token === refused) await this.#renew();
    return true;
  }

  /** Get a new pair; whoever asks meanwhile waits for the same one. */
  #renew(): Promise<string> {
    this.#renewing = this.#next().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #next(): Promise<string> {
    const askedAt = performance.now();
    const pair = (await this.#refreshed()) ?? (await this.#ask("/v1/auth/login", this.#proof));
    const seconds = pair.expires_in - Math.min(MARGIN, pair.expires_in / 2);
    this.#ends = askedAt + seconds * 1000;
    this.#pair = pair;
    return pair.access_token;
  }

  async #refreshed(): Promise<TokenPair | undefined> {
    const used = this.#pair;
    this.#pair = undefined;
    if (used === undefined) return undefined;
    try {
      return await this.#ask("/v1/auth/refresh", { refresh_token: used.refresh_token });
    } catch (error) {
      const isOver = error instanceof LedgerError && error.status === UNAUTHORIZED;
      if (isOver || error instanceof NoAnswerError) return undefined;
      throw error;
    }
  }
}
