// What can go wrong, as errors.
//
// ZerosumError             all of them
//   LedgerError            the server said no: `code` says why, `fields` by how much
//   UnexpectedAnswerError  something between here and the server answered in its place
//   NoAnswerError          no answer came
//     UnknownOutcomeError  no answer came to a write: the same key tells what became of it

import type { Schemas } from "./types.js";

export type Problem = Schemas["Problem"];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const SHOWN = 200; // characters of an answer that is no problem document

/** An error of the client; `idempotencyKey` is the key of the request that met it. */
export class ZerosumError extends Error {
  idempotencyKey: string | undefined;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A problem document (RFC 9457); tell problems apart by `code`. */
export class LedgerError extends ZerosumError {
  readonly status: number;
  readonly code: Problem["code"];
  readonly detail: string;
  readonly hint: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly requestId: string;

  constructor(readonly document: Problem) {
    super(`${document.code} ${document.name}: ${document.detail}`);
    this.status = document.status;
    this.code = document.code;
    this.detail = document.detail;
    this.hint = document.hint;
    this.fields = document.fields ?? {};
    this.requestId = document.request_id;
  }
}

/** An answer that is not the server's: a proxy's own page, or no JSON where JSON is due. */
export class UnexpectedAnswerError extends ZerosumError {
  readonly status: number;
  readonly text: string;

  constructor(answer: Answer) {
    super(`status ${answer.status}: ${answer.text.slice(0, SHOWN)}`);
    this.status = answer.status;
    this.text = answer.text;
  }
}

/** No answer came. */
export class NoAnswerError extends ZerosumError {}

/** No answer came. Send the same request with the same key to learn what became of it. */
export class UnknownOutcomeError extends NoAnswerError {}

/** Return the error for an answer that is not a good one. */
export function errorOf(answer: Answer): ZerosumError {
  try {
    const document = JSON.parse(answer.text) as Partial<Problem> | null;
    if (typeof document?.code === "string" && typeof document.status === "number") {
      return new LedgerError(document as Problem);
    }
  } catch {
    // no JSON: not the server's
  }
  return new UnexpectedAnswerError(answer);
}
