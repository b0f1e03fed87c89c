// What every method does: say who asks, send, send again where that is safe, read the answer.

import { type Credentials, Login, Secret } from "./credentials.js";
import { newKey, written } from "./keys.js";
import { OPERATIONS, type Operation } from "./operations.js";
import { Pages } from "./pages.js";
import { Place } from "./positions.js";
import { type Answer, errorOf, NoAnswerError } from "./problems.js";
import { UnexpectedAnswerError, UnknownOutcomeError, ZerosumError } from "./problems.js";
import { isPassing, RETRYING, type Retrying, secondsOf, Tries } from "./retrying.js";
import type { OperationName, Schemas } from "./types.js";

/** Who asks, and how patiently. */
export interface Settings {
  readonly apiKey?: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
  readonly retrying?: Partial<Retrying>;
}

/** What one request may say beside its values. */
export interface Options {
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

export type Values = Readonly<Record<string, unknown>>;

interface Request_ extends Options {
  readonly method: string;
  readonly path: string;
  readonly query?: Values;
  readonly body?: unknown;
  readonly isPublic?: boolean;
}

const UNAUTHORIZED = 401;

/** A server, and who asks it. */
export class Core {
  readonly #url: string;
  readonly #retrying: Retrying;
  readonly #credentials: Credentials | undefined;
  readonly #place = new Place();

  constructor(url: string, settings: Settings = {}) {
    this.#url = url.replace(/\/+$/, "");
    this.#retrying = { ...RETRYING, ...settings.retrying };
    const { username, password } = settings;
    const secret = settings.apiKey ?? settings.token;
    if (username !== undefined && password !== undefined) {
      this.#credentials = new Login(username, password, (path, body) =>
        this.#read<Schemas["TokenPair"]>({ method: "POST", path, body, isPublic: true }),
      );
    } else if (secret !== undefined) {
      this.#credentials = new Secret(secret);
    }
  }

  /** Ask anything, also with `fields`; return the answer. Rejects with a ZerosumError. */
  async request(request: Request_): Promise<Answer> {
    const tries = new Tries(this.#retrying);
    const mayBeRepeated = request.method === "GET" || request.idempotencyKey !== undefined;
    let mayRenew = true;
    for (;;) {
      const secret = request.isPublic ? undefined : await this.#credentials?.secret();
      let answer: Answer;
      try {
        answer = await this.#once(request, secret, tries.seconds());
      } catch (cause) {
        if (request.signal?.aborted) throw cause;
        if (mayBeRepeated && (await tries.waited(0))) continue;
        throw lost(request, cause);
      }
      if (answer.status >= 200 && answer.status < 300) return answer;
      if (answer.status === UNAUTHORIZED && secret !== undefined && mayRenew) {
        mayRenew = false;
        if (await this.#credentials?.renewed(secret)) continue;
      }
      const retryAfter = answer.headers.get("Retry-After");
      const isLater = mayBeRepeated && isPassing(answer.status, retryAfter);
      if (isLater && (await tries.waited(secondsOf(retryAfter)))) continue;
      throw keyed(errorOf(answer), request);
    }
  }

  /** Ask an operation: a value goes where the table says, and into the body otherwise. */
  protected ask(name: OperationName, values: Values, options: Options): unknown {
    const operation: Operation = OPERATIONS[name];
    const left = new Map(Object.entries(values).filter(([, value]) => value !== undefined));
    const taken = (one: string): unknown => {
      const value = left.get(one);
      left.delete(one);
      return value;
    };
    const path = operation.places.reduce(
      (made, one) => made.replace(`{${one}}`, encodeURIComponent(String(taken(one)))),
      operation.path,
    );
    const query = Object.fromEntries(operation.query.map((one) => [one, taken(one)]));
    const { verb: method, isPublic } = operation;
    if (operation.isPaged) {
      return new Pages(
        (cursor) =>
          this.#read({ ...options, method, path, isPublic, query: { ...query, cursor } }),
        query["cursor"] as string | undefined,
      );
    }
    const request: Request_ = {
      ...options,
      method,
      path,
      query,
      isPublic,
      ...(operation.hasBody ? { body: Object.fromEntries(left) } : {}),
      ...(operation.isKeyed ? { idempotencyKey: options.idempotencyKey ?? newKey() } : {}),
    };
    return operation.isText ? this.request(request).then(({ text }) => text) : this.#read(request);
  }

  async #read<Result>(request: Request_): Promise<Result> {
    const answer = await this.request(request);
    try {
      return JSON.parse(answer.text) as Result;
    } catch {
      throw keyed(new UnexpectedAnswerError(answer), request);
    }
  }

  /** Send a request and read the whole answer, within these seconds. */
  async #once(request: Request_, secret: string | undefined, seconds: number): Promise<Answer> {
    const hasBody = request.body !== undefined;
    const headers = new Headers();
    if (secret !== undefined) headers.set("Authorization", `Bearer ${secret}`);
    if (hasBody) headers.set("Content-Type", "application/json");
    if (request.ifMatch !== undefined) headers.set("If-Match", request.ifMatch);
    if (request.idempotencyKey !== undefined) {
      headers.set("Idempotency-Key", written(request.idempotencyKey));
    }
    const mark = this.#place.sent(headers);
    const ending = new AbortController();
    const end = (): void => ending.abort(request.signal?.reason);
    const timer = setTimeout(end, seconds * 1000);
    request.signal?.addEventListener("abort", end);
    try {
      if (request.signal?.aborted) end();
      const response = await fetch(this.#url + request.path + queryOf(request.query), {
        method: request.method,
        headers,
        redirect: "error",
        signal: ending.signal,
        ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
      });
      const text = await response.text();
      this.#place.came(response.headers, mark);
      return { status: response.status, headers: response.headers, text };
    } catch (cause) {
      if (request.method !== "GET") this.#place.lost();
      throw cause;
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", end);
    }
  }
}

function queryOf(query: Values = {}): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  if (wanted.length === 0) return "";
  return `?${new URLSearchParams(wanted.map(([name, value]) => [name, String(value)]))}`;
}

function keyed<Kind extends ZerosumError>(error: Kind, request: Request_): Kind {
  error.idempotencyKey = request.idempotencyKey;
  return error;
}

function lost(request: Request_, cause: unknown): ZerosumError {
  const kind = request.method === "GET" ? NoAnswerError : UnknownOutcomeError;
  return keyed(new kind(`no answer to ${request.method} ${request.path}`, { cause }), request);
}
