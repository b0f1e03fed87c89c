// What each operation takes and gives, read from the types that openapi-typescript makes.

import type { OPERATIONS } from "./operations.js";
import type { Options } from "./core.js";
import type { Pages } from "./pages.js";
import type { components, operations } from "./schema.js";

export type Schemas = components["schemas"];
export type OperationName = keyof operations;

type Nothing = Record<never, never>;
type Flat<T> = { [Key in keyof T]: T[Key] };
type Given<T> = [Exclude<T, undefined>] extends [never] ? Nothing : Exclude<T, undefined>;

type Parameters_<Name extends OperationName> = operations[Name]["parameters"];
type Places<Name extends OperationName> = Given<Parameters_<Name>["path"]>;
// With `fields` an answer is not of its type: whoever wants that asks with request().
type Query<Name extends OperationName> = Omit<Given<Parameters_<Name>["query"]>, "fields">;
type Body<Name extends OperationName> = operations[Name] extends {
  requestBody: { content: { "application/json": infer Sent } };
}
  ? Sent
  : Nothing;

/** All values of an operation: of its path, its query and its body. */
export type Input<Name extends OperationName> = Flat<Places<Name> & Query<Name> & Body<Name>>;

type Content<Answer> = Answer extends { content: infer Kinds } ? Kinds[keyof Kinds] : never;
type Good<Answers> = Content<Answers[Extract<keyof Answers, 200 | 201>]>;

/** What an operation answers. */
export type Output<Name extends OperationName> = Good<operations[Name]["responses"]>;

type Item<Page> = Page extends { items: (infer One)[] } ? One : never;
type Result<Name extends OperationName> = (typeof OPERATIONS)[Name]["isPaged"] extends true
  ? Pages<Item<Output<Name>>, Output<Name>>
  : Promise<Output<Name>>;
type Arguments<Name extends OperationName> = Nothing extends Input<Name>
  ? [input?: Input<Name>, options?: Options]
  : [input: Input<Name>, options?: Options];

export type Methods = {
  readonly [Name in OperationName]: (...given: Arguments<Name>) => Result<Name>;
};
