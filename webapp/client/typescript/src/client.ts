// The client: a method for each row of the table of operations.

import { Core, type Options, type Values } from "./core.js";
import { OPERATIONS } from "./operations.js";
import type { Methods, OperationName } from "./types.js";

export interface Client extends Methods {}

/** Somebody at a server. */
export class Client extends Core {}

for (const name of Object.keys(OPERATIONS) as OperationName[]) {
  Object.defineProperty(Client.prototype, name, {
    value(this: Client, values: Values = {}, options: Options = {}): unknown {
      return this.ask(name, values, options);
    },
  });
}
