// How far this client has come, so that a server with a standby never shows it less.

const HEADER = "Zerosum-Position";
const LATEST = "latest";

/** The position of the answers so far; none stands for the latest, and is always right. */
export class Place {
  #position: string | undefined;
  #changes = 0;

  /** Write the field, if there is one, and return a mark to hand to `came`. */
  sent(headers: Headers): number {
    if (this.#position !== undefined) headers.set(HEADER, this.#position);
    return this.#changes;
  }

  /** Go on from an answer; of two that crossed, from the one that is further. */
  came(headers: Headers, mark: number): void {
    const told = headers.get(HEADER);
    if (told === null) return;
    const isFirst = mark === this.#changes;
    this.#changes += 1;
    if (told === LATEST) this.#position = undefined;
    else if (isFirst) this.#position = told;
    else if (this.#position !== undefined) this.#position = further(this.#position, told);
  }

  /** Go on from the latest: nobody knows how far a write came. */
  lost(): void {
    this.#position = undefined;
    this.#changes += 1;
  }
}

function further(one: string, other: string): string | undefined {
  const [history, far = "0"] = one.split("-");
  const [itsHistory, its = "0"] = other.split("-");
  if (history !== itsHistory) return undefined;
  return BigInt(`0x${far}`) >= BigInt(`0x${its}`) ? one : other;
}
