// Lists that are longer than an answer: walked page after page, as far as they are wanted.

interface Paged<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** A list; nothing is asked for before it is walked, and each walk asks anew. */
export class Pages<Item, Page> implements AsyncIterable<Item> {
  readonly #read: (cursor: string | undefined) => Promise<Page>;
  readonly #cursor: string | undefined;

  constructor(read: (cursor: string | undefined) => Promise<Page>, cursor: string | undefined) {
    this.#read = read;
    this.#cursor = cursor;
  }

  /** Walk the items of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* (page as Paged<Item>).items;
  }

  /** Walk the pages; `next_cursor` of one is where a later walk can go on. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    let cursor = this.#cursor;
    do {
      const page = await this.#read(cursor);
      yield page;
      cursor = (page as Paged<Item>).next_cursor ?? undefined;
    } while (cursor !== undefined);
  }
}
