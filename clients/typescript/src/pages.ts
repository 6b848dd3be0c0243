import type { Client } from "./client.js";

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A request, and how its answer is read. */
export interface Call<A> {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly read: (value: unknown) => A;
  /** GET unless given. */
  readonly method?: "POST" | "PATCH" | "DELETE";
  /** What is sent, as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** An answer of success that is not read yet. */
export interface Answer {
  readonly body: string;
  readonly link: string | null;
}

export type Fetch = (call: Call<unknown>, signal: AbortSignal) => Promise<Answer>;

/** The items of a list, in its order. Each iteration reads anew. While a page is read, the next one is already asked for. */
export class Pages<P extends Page<T>, T> implements AsyncIterable<T> {
  readonly #fetch: Fetch;
  readonly #call: Call<P>;
  readonly #read: Client["read"];

  constructor(fetch: Fetch, read: Client["read"], call: Call<P>) {
    this.#fetch = fetch;
    this.#read = read;
    this.#call = call;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) {
      yield* page.items;
    }
  }

  /** Returns the pages, with what they say of the whole list, such as how complete it is. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    const ended = new AbortController();
    try {
      let answer = await this.#fetch(this.#call, ended.signal);
      for (;;) {
        const cursor = cursorOfLink(answer.link);
        const following = cursor === null ? null : this.#begin(cursor, ended.signal);
        const page = this.#read(this.#call, answer);
        yield page;
        if (following === null && page.nextCursor === null) {
          return;
        }
        // A proxy may have dropped the link.
        answer = await (following ?? this.#begin(page.nextCursor ?? "", ended.signal));
      }
    } finally {
      ended.abort();
    }
  }

  #begin(cursor: string, signal: AbortSignal): Promise<Answer> {
    const answer = this.#fetch({ ...this.#call, parameters: { ...this.#call.parameters, cursor } }, signal);
    // Its fault is met when the page is awaited; nobody awaits it when the reader stops before.
    answer.catch(() => undefined);
    return answer;
  }

  /** Returns all items, or as many as are wanted. */
  async toArray(most = Infinity): Promise<T[]> {
    const items: T[] = [];
    if (most > 0) {
      for await (const item of this) {
        items.push(item);
        if (items.length >= most) {
          break;
        }
      }
    }
    return items;
  }
}

/** Returns the cursor in a header like Link: <?cursor=…>; rel="next", which comes before the page's text. */
export function cursorOfLink(link: string | null): string | null {
  for (const part of (link ?? "").split(",")) {
    const found = /<([^>]*)>(.*)/.exec(part);
    if (found?.[2]?.includes('rel="next"')) {
      return new URLSearchParams((found[1] ?? "").split("?")[1] ?? "").get("cursor");
    }
  }
  return null;
}
