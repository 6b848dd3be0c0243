import { Account } from "./account.js";
import type { Decimal } from "./decimal.js";
import { ApiError, apiError, MarketNotFound, PositionNotKept, TickerError, UnexpectedAnswer, Unreachable } from "./errors.js";
import { EventParser, readEvent, type Reader, type StreamEvent } from "./events.js";
import * as models from "./models.js";
import { type Answer, type Call, Pages } from "./pages.js";
import { backoff, DEFAULT_RETRY, mayPass, pause, type Retry, waitAfter, wasRefused } from "./retry.js";

/** A time: a Date, milliseconds since 1970, or text of RFC 3339. */
export type Time = Date | number | string;

export interface Options {
  /** The ticker's address; by default http://localhost:8000. */
  readonly url?: string;
  /** Seconds within which an answer must be complete. */
  readonly timeout?: number;
  readonly retry?: Partial<Retry>;
  /** A key of an account (sticker_…), whose quota counts instead of the limits of the address. Keep it out of pages. */
  readonly key?: string;
  /** What sends requests, where it is not the platform's. */
  readonly fetch?: typeof fetch;
}

/** The part of a list to read. */
export interface Part {
  /** How many items a request asks for, up to 1,000. */
  readonly pageSize?: number;
  /** nextCursor of a page, to go on behind it. */
  readonly cursor?: string;
}

export interface Window {
  /** The begin, inclusive. */
  readonly from?: Time;
  /** The end, exclusive; by default now. */
  readonly to?: Time;
}

export interface FollowOptions {
  /** The position of an earlier event, to go on behind it. */
  readonly after?: string;
  /** Seconds without any event after which a lost connection is an error; by default never. */
  readonly giveUpAfter?: number;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
}

export interface StreamOptions extends FollowOptions {
  readonly base?: string;
  readonly counter?: string;
}

const API = "/api/v1";
const LARGEST_PAGE = 1000;
/** Seconds: a stream says something every 15. */
const SILENCE = 45;

export type Parameter = Time | Decimal | boolean | bigint | readonly (string | number | bigint | Decimal)[] | undefined;

/** What sends requests for the parts of a client. */
export interface Sender {
  send<A>(call: Call<A>): Promise<A>;
  pages<P extends { readonly items: readonly T[]; readonly nextCursor: string | null }, T>(
    path: string,
    parameters: Record<string, Parameter>,
    read: (value: unknown) => P,
  ): Pages<P, T>;
  follow<E>(call: Call<undefined>, read: Reader<E>, options: FollowOptions): AsyncGenerator<E, void, undefined>;
}

/** Reads a ticker's API. */
export class Client {
  readonly url: string;
  readonly retry: Retry;
  readonly #timeout: number;
  readonly #send: typeof fetch;
  readonly #key: Record<string, string>;
  /** What the account of the key has: keys, their use, subscriptions and their messages. */
  readonly account: Account;
  #clock: { readonly date: number; readonly seen: number } | null = null;

  constructor(options: Options = {}) {
    this.url = (options.url ?? "http://localhost:8000").replace(/\/+$/, "");
    this.retry = { ...DEFAULT_RETRY, ...options.retry };
    this.#timeout = options.timeout ?? 30;
    this.#key = options.key === undefined ? {} : { Authorization: `Bearer ${options.key}` };
    this.#send = options.fetch ?? ((input, init) => fetch(input, init));
    this.account = new Account({
      send: async (call) => this.read(call, await this.#answer(call)),
      pages: (path, parameters, read) => this.#pages(path, parameters, read),
      follow: (call, read, options) => this.#follow(call, read, options),
    });
  }

  // Markets

  /** All markets that traded in the window: 1h, 24h or 7d. */
  markets(options: { readonly window?: string; readonly sort?: string } & Part = {}): Pages<models.MarketList, models.MarketOverview> {
    const { window, sort } = options;
    return this.#pages("/markets", { window, sort, ...part(options) }, models.readMarketList);
  }

  /** A market over a window that ends now. NotFound when it never traded. */
  market(base: string, counter: string, window = "24h"): Promise<models.Market> {
    return this.#get(marketPath(base, counter), { window }, models.readMarket);
  }

  /**
   * Returns base and counter of a market by a name like XLM/USDC: the one that search finds first. Anybody may issue an asset of
   * any code: where money depends on it, name CODE:ISSUER.
   */
  async findMarket(name: string): Promise<{ readonly base: string; readonly counter: string }> {
    const [base = "", counter = ""] = name.split("/", 2);
    if ([base, counter].every((side) => side === "native" || side === "XLM" || side.includes(":"))) {
      return { base, counter };
    }
    const found = (await this.search(name)).markets[0];
    if (!found) {
      throw new MarketNotFound(`no market is known by the name "${name}"; a name is like XLM/USDC, or native/USDC:G…`);
    }
    return { base: found.base, counter: found.counter };
  }

  /** Candles, oldest first; without from the newest ones, one page at most. fill also gives those without trades. */
  candles(base: string, counter: string, interval: string, options: { readonly fill?: boolean } & Window & Part = {}): Pages<models.CandleList, models.Candle> {
    const { from, to, fill } = options;
    return this.#pages("/candles", { base, counter, interval, from, to, fill, ...part(options) }, models.readCandleList);
  }

  /** The volume-weighted average price of a window. */
  vwap(base: string, counter: string, from: Time, to: Time): Promise<models.Vwap> {
    return this.#get("/vwap", { base, counter, from, to }, models.readVwap);
  }

  /** The time-weighted average price of a window. */
  twap(base: string, counter: string, from: Time, to: Time): Promise<models.Twap> {
    return this.#get("/twap", { base, counter, from, to }, models.readTwap);
  }

  /** Trades, newest first, or oldest first with order "asc". cursor may be the pagingToken of any trade. */
  trades(base: string, counter: string, options: { readonly order?: "asc" | "desc" } & Window & Part = {}): Pages<models.TradeList, models.Trade> {
    const { from, to, order } = options;
    return this.#pages("/trades", { base, counter, from, to, order, ...part(options) }, models.readTradeList);
  }

  /** Markets that moved most (gain, loss), traded most (volume), or are new. */
  async movers(by = "gain", options: { readonly window?: string; readonly limit?: number } = {}): Promise<readonly models.Mover[]> {
    const { window, limit } = options;
    return (await this.#get("/movers", { by, window, limit }, models.readMoverList)).items;
  }

  /** Assets and markets by code, issuer, domain or name. */
  search(q: string, limit?: number): Promise<models.Found> {
    return this.#get("/search", { q, limit }, models.readFound);
  }

  // Prices

  /** The price of an asset, in US dollars or another asset. */
  price(asset: string, quote = "USD"): Promise<models.Price> {
    return this.#get("/price", { asset, quote }, models.readPrice);
  }

  /** The prices of up to 200 assets. */
  async prices(assets: readonly string[], quote = "USD"): Promise<readonly models.Price[]> {
    return (await this.#get("/prices", { assets, quote }, models.readPriceList)).items;
  }

  /** The price of an asset, interval by interval. */
  priceHistory(asset: string, interval: string, options: { readonly quote?: string } & Window & Part = {}): Pages<models.PriceHistory, models.PricePoint> {
    const { quote, from, to } = options;
    return this.#pages("/prices/history", { asset, interval, quote, from, to, ...part(options) }, models.readPriceHistory);
  }

  // Assets

  /** Valid assets, by code and issuer. */
  assets(options: Part = {}): Pages<models.AssetList, models.AssetProfile> {
    return this.#pages("/assets", part(options), models.readAssetList);
  }

  /** What is known of an asset. */
  asset(asset: string): Promise<models.AssetProfile> {
    return this.#get("/assets/" + encodeURIComponent(asset), {}, models.readAssetProfile);
  }

  // Liquidity

  /** The order book as it was last read; depth: levels of a side. */
  orderBook(base: string, counter: string, depth?: number): Promise<models.OrderBook> {
    return this.#get("/orderbook", { base, counter, depth }, models.readOrderBook);
  }

  /** What can be traded near the mid price, and the slippage of sizes, which are amounts of base. */
  depth(base: string, counter: string, sizes?: readonly (Decimal | number | bigint | string)[]): Promise<models.Depth> {
    return this.#get(marketPath(base, counter) + "/depth", { sizes }, models.readDepth);
  }

  /** Liquidity pools, by id; those that hold base and counter where these are given. */
  pools(options: { readonly base?: string; readonly counter?: string } & Part = {}): Pages<models.PoolList, models.Pool> {
    const { base, counter } = options;
    return this.#pages("/pools", { base, counter, ...part(options) }, models.readPoolList);
  }

  /** A liquidity pool. */
  pool(id: string): Promise<models.Pool> {
    return this.#get("/pools/" + encodeURIComponent(id), {}, models.readPool);
  }

  // Completeness

  /** What the audit found, hour by hour. */
  audit(options: { readonly base?: string; readonly counter?: string } & Window & Part = {}): Pages<models.AuditWindowList, models.AuditWindow> {
    const { base, counter, from, to } = options;
    return this.#pages("/audit", { base, counter, from, to, ...part(options) }, models.readAuditWindowList);
  }

  /** How the programs are, and how far they have come. */
  status(): Promise<models.Status> {
    return this.#get("/status", {}, models.readStatus);
  }

  /**
   * The server's time, exact to a second: what "now" means in a request, however wrong the clock here is. A page of another
   * origin may not see the date of an answer; there it is the time of the newest windows, a second or two ago.
   */
  async serverTime(): Promise<Date> {
    if (!this.#clock) {
      const status = await this.status();
      if (!this.#clock && status.positions.windowsAsOf) {
        return status.positions.windowsAsOf;
      }
    }
    // TypeScript does not see that status() sets it.
    const clock = this.#clock as { readonly date: number; readonly seen: number } | null;
    if (!clock) {
      throw new TickerError(`the answers of ${this.url} carry no date`);
    }
    return new Date(clock.date + performance.now() - clock.seen);
  }

  // Live

  /**
   * Yields what changes, for ever: each trade and correction once, also when the API, or the way to it, is away meanwhile. An event
   * of kind "reset" says that the position is no longer kept: trades and corrections since were missed.
   *
   * @param topics trades, corrections, markets, or candles of an interval such as candles:1m
   */
  stream(topics: readonly string[], options: StreamOptions = {}): AsyncGenerator<StreamEvent, void, undefined> {
    const { base, counter } = options;
    return this.#follow({ path: "/stream", parameters: given({ topics, base, counter }), read: () => undefined }, readEvent, options);
  }

  /** Yields the events of a stream, over as many connections as it takes. */
  async *#follow<E>(call: Call<undefined>, read: Reader<E>, options: FollowOptions): AsyncGenerator<E, void, undefined> {
    let position = options.after ?? null;
    let failures = 0;
    let since = performance.now();
    while (!options.signal?.aborted) {
      const parser = new EventParser(position, read);
      const silence = new Silence(options.signal);
      let fault: TickerError = new Unreachable(`${this.url} ended the stream`);
      try {
        for await (const chunk of this.#chunks(call, position, silence)) {
          for (const event of parser.feed(chunk)) {
            failures = 0;
            since = performance.now();
            position = parser.position;
            yield event;
          }
        }
      } catch (broken) {
        if (options.signal?.aborted) {
          return;
        }
        fault = broken instanceof TickerError ? broken : this.#unreachable(broken);
        if (fault instanceof UnexpectedAnswer || !mayPass(fault)) {
          throw fault;
        }
      } finally {
        silence.end();
      }
      position = parser.position;
      if (options.giveUpAfter !== undefined && performance.now() - since >= options.giveUpAfter * 1000) {
        throw fault;
      }
      failures++;
      const wanted = (fault instanceof ApiError ? fault.retryAfter : parser.retry) ?? 0;
      await pause(Math.max(backoff(this.retry, failures), wanted), options.signal).catch(() => undefined);
    }
  }

  /**
   * Yields the trades of a market as they are stored, for ever, each once. Where the stream no longer keeps the reader's position,
   * the trades behind the newest one are read from the list first.
   */
  async *followTrades(base: string, counter: string, options: Omit<StreamOptions, "base" | "counter"> = {}): AsyncGenerator<models.Trade, void, undefined> {
    let newest: string | null = null;
    const listed = new Set<string>();
    for await (const event of this.stream(["trades"], { ...options, base, counter })) {
      if (event.kind === "reset") {
        if (newest === null) {
          throw new PositionNotKept("the stream no longer keeps the position that was asked for");
        }
        for await (const trade of this.trades(base, counter, { order: "asc", cursor: newest })) {
          newest = trade.pagingToken;
          listed.add(newest);
          yield trade;
        }
      } else if (event.kind === "trade" && !listed.has(event.data.pagingToken)) {
        const token = event.data.pagingToken;
        newest = newest === null || isAfter(token, newest) ? token : newest;
        yield event.data;
      }
    }
  }

  async *#chunks(call: Call<undefined>, position: string | null, silence: Silence): AsyncGenerator<Uint8Array, void, undefined> {
    const headers: Record<string, string> = { Accept: "text/event-stream", ...this.#key };
    if (position !== null) {
      headers["Last-Event-ID"] = position;
    }
    const response = await this.#send(this.#address(call), { headers, signal: silence.signal, cache: "no-store" });
    this.#see(response.headers);
    if (response.status !== 200) {
      throw apiError(response.status, response.headers, await response.text());
    }
    if (!response.headers.get("content-type")?.startsWith("text/event-stream") || !response.body) {
      throw new Unreachable(`${this.url} answered without a stream`);
    }
    const reader = response.body.getReader();
    for (;;) {
      silence.heard();
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield value;
    }
  }

  #pages<P extends { readonly items: readonly T[]; readonly nextCursor: string | null }, T>(
    path: string,
    parameters: Record<string, Parameter>,
    read: (value: unknown) => P,
  ): Pages<P, T> {
    return new Pages<P, T>((call, signal) => this.#answer(call, signal), this.read, { path, parameters: given(parameters), read });
  }

  async #get<A>(path: string, parameters: Record<string, Parameter>, read: (value: unknown) => A): Promise<A> {
    const call = { path, parameters: given(parameters), read };
    return this.read(call, await this.#answer(call));
  }

  /** Reads an answer; one of another form is an UnexpectedAnswer. */
  read<A>(this: void, call: Call<A>, answer: Answer): A {
    let value: unknown;
    try {
      value = answer.body === "" ? null : JSON.parse(answer.body);
    } catch (fault) {
      throw new UnexpectedAnswer(`the answer of ${call.path} is not as the API's document says: it is no JSON`, { cause: fault });
    }
    return call.read(value);
  }

  async #answer(call: Call<unknown>, signal?: AbortSignal): Promise<Answer> {
    for (let failures = 1; ; failures++) {
      try {
        return await this.#tryAnswer(call, signal);
      } catch (broken) {
        signal?.throwIfAborted();
        const fault = broken instanceof TickerError ? broken : this.#unreachable(broken);
        // Else it may be done already.
        const again = call.method === undefined ? mayPass(fault) : wasRefused(fault);
        const wait = again ? waitAfter(this.retry, failures, fault instanceof ApiError ? fault.retryAfter : null) : null;
        if (wait === null) {
          throw fault;
        }
        await pause(wait, signal);
      }
    }
  }

  async #tryAnswer(call: Call<unknown>, signal?: AbortSignal): Promise<Answer> {
    const late = AbortSignal.timeout(this.#timeout * 1000);
    const response = await this.#send(this.#address(call), {
      method: call.method ?? "GET",
      headers: { Accept: "application/json", ...this.#key, ...(call.body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: signal ? AbortSignal.any([late, signal]) : late,
    });
    this.#see(response.headers);
    const body = await response.text();
    if (!response.ok) {
      throw apiError(response.status, response.headers, body);
    }
    return { body, link: response.headers.get("link") };
  }

  #address(call: Call<unknown>): string {
    const query = new URLSearchParams(call.parameters).toString();
    return this.url + API + call.path + (query ? "?" + query : "");
  }

  #see(headers: Headers): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (!Number.isNaN(date)) {
      this.#clock = { date, seen: performance.now() };
    }
  }

  #unreachable(fault: unknown): Unreachable {
    const { name, message, cause } = fault as Error;
    const reason = name === "TimeoutError" ? `no whole answer within ${this.#timeout} s` : cause instanceof Error ? cause.message : message;
    return new Unreachable(`${this.url} does not answer: ${reason}`, { cause: fault });
  }
}

/** Ends a connection on which nothing was heard for too long, and with it all that waits for it. */
class Silence {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #end = () => this.#controller.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outer?: AbortSignal) {
    this.#outer = outer;
    outer?.addEventListener("abort", this.#end, { once: true });
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(new Unreachable(`nothing was heard for ${SILENCE} s`)), SILENCE * 1000);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#end);
    this.#controller.abort();
  }
}

function part(options: Part): Record<string, Parameter> {
  return { limit: options.pageSize ?? LARGEST_PAGE, cursor: options.cursor };
}

function marketPath(base: string, counter: string): string {
  return `/markets/${encodeURIComponent(base)}/${encodeURIComponent(counter)}`;
}

function given(parameters: Record<string, Parameter>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      texts[name] = value instanceof Date ? value.toISOString() : Array.isArray(value) ? value.join(",") : String(value);
    }
  }
  return texts;
}

/** Whether a trade comes after another in the network's history. */
function isAfter(token: string, other: string): boolean {
  const [operation = "0", index = "0"] = token.split("-");
  const [otherOperation = "0", otherIndex = "0"] = other.split("-");
  const difference = BigInt(operation) - BigInt(otherOperation);
  return difference > 0n || (difference === 0n && BigInt(index) > BigInt(otherIndex));
}
