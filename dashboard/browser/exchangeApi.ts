import type { Page, Route } from '@playwright/test';
import { USDC } from './page';

/** An exchange as its gateway answers, for a page whose ticker has none: it keeps orders, and matches nothing. */

export const TOKEN = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJkZW1vLTEifQ.c2lnbmF0dXJl';
export const SUBJECT = 'demo-5f3a9c1e';

interface Row {
  id: string;
  [member: string]: unknown;
}

const INSTRUMENTS = [
  ['XLM-USDC', 'native', USDC, '0.00001', '0.0100000', '1.0000000'],
  ['BTC-XLM', `BTC:${USDC.slice(5)}`, 'native', '0.1', '0.0000100', '0.0000100'],
].map(([instrument, base, counter, tick, lot, minimum]) => ({
  instrument,
  base,
  counter,
  tick,
  lot,
  minimum,
  maximum: '1000000.0000000',
  taker_fee: '0.0010',
}));

const FINAL = ['executed', 'closed', 'cancelled'];

export class ExchangeApi {
  /** All requests of the page, as `METHOD PATH`. */
  readonly asked: string[] = [];
  readonly bodies: Record<string, unknown>[] = [];
  /** Answers instead of the usual ones, by `METHOD PATH`. */
  readonly instead = new Map<string, { status: number; json: unknown }>();
  orders: Row[];
  #event = 100;
  #next = 10;
  #page: Page | undefined;

  constructor(readonly start = Date.now()) {
    this.orders = [
      this.#order(3, { side: 'sell', price: '0.26350', amount: '120.0000000' }),
      this.#order(2, { executed_amount: '60.0000000', executed_counter_amount: '15.7200000', status: 'partially_filled' }),
      this.#order(1, {
        type: 'market',
        time_in_force: 'ioc',
        price: null,
        executed_amount: '250.0000000',
        executed_counter_amount: '65.5250000',
        status: 'executed',
      }),
    ];
  }

  time(after: number): string {
    return new Date(this.start + after).toISOString();
  }

  #order(number: number, more: object): Row {
    const at = this.time(-60_000 + number * 1000);
    return {
      id: `0193a7b0-0000-7000-8000-${String(number).padStart(12, '0')}`,
      client_order_id: `web-${number}`,
      instrument: 'XLM-USDC',
      side: 'buy',
      type: 'limit',
      time_in_force: 'gtc',
      post_only: false,
      price: '0.26200',
      amount: '250.0000000',
      executed_amount: '0.0000000',
      executed_counter_amount: '0.0000000',
      status: 'submitted',
      created_at: at,
      received_at: at,
      updated_at: at,
      ...more,
    };
  }

  #balances(): unknown[] {
    return [
      { asset: 'native', total: '1000310.0000000', held: '120.0000000', available: '1000190.0000000' },
      { asset: USDC, total: '999918.7550000', held: '49.7800000', available: '999868.9750000' },
      { asset: `BTC:${USDC.slice(5)}`, total: '1000000.0000000', held: '0.0000000', available: '1000000.0000000' },
    ];
  }

  #book(instrument: string | null): unknown {
    const [middle, tick, decimals] = instrument === 'BTC-XLM' ? [310_000, 0.5, 1] : [0.26205, 0.00005, 5];
    const side = (way: number) =>
      Array.from({ length: 20 }, (_, at) => [
        (middle + way * tick * (at + 1)).toFixed(decimals),
        (100 + 61.7 * ((at * 7) % 11)).toFixed(7),
      ]);
    return { instrument, bids: side(-1), asks: side(1), event: 1 };
  }

  #trades(instrument: string | null): unknown[] {
    return Array.from({ length: 30 }, (_, at) => ({
      number: 500 - at,
      instrument,
      price: (0.26205 + 0.00004 * Math.sin(at)).toFixed(5),
      amount: (20 + 13.3 * ((at * 5) % 9)).toFixed(7),
      counter_amount: '1.0000000',
      taker_side: at % 3 === 0 ? 'sell' : 'buy',
      at: this.time(-at * 2100),
    }));
  }

  /** Answers what a page asks of the exchange from now on; its streams stay open, and take what `event` sends. */
  async serve(page: Page): Promise<void> {
    this.#page = page;
    await page.addInitScript(() => {
      const ask = window.fetch;
      const streams = new Map<string, ReadableStreamDefaultController<Uint8Array>>();
      const text = (name: string, id: number, data: unknown) =>
        new TextEncoder().encode(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      Object.assign(window, {
        exchangeEvent: (kind: string, name: string, id: number, data: unknown) => streams.get(kind)?.enqueue(text(name, id, data)),
      });
      window.fetch = async (input, options) => {
        const { pathname, searchParams } = new URL(String(input), location.origin);
        if (!/^\/api\/v3\/(accounts\/me\/)?stream$/.test(pathname)) return ask(input, options);
        const kind = pathname.includes('accounts') ? 'private' : 'public';
        const first = await ask(`${pathname}/first?instrument=${searchParams.get('instrument') ?? ''}`, options);
        if (!first.ok) return first;
        const { name, data } = await first.json();
        return new Response(
          new ReadableStream({
            start: (made) => {
              streams.set(kind, made);
              made.enqueue(text(name, 1, data));
              options?.signal?.addEventListener('abort', () => made.error(new DOMException('aborted', 'AbortError')));
            },
          }),
          { headers: { 'Content-Type': 'text/event-stream' } },
        );
      };
    });
    await page.route('**/api/v3/**', (route) => this.#answer(route));
  }

  async event(kind: 'private' | 'public', name: string, data: unknown): Promise<void> {
    await this.#page?.evaluate(
      ([of, type, id, sent]) =>
        (window as unknown as { exchangeEvent: (kind: unknown, name: unknown, id: unknown, data: unknown) => void }).exchangeEvent(
          of,
          type,
          id,
          sent,
        ),
      [kind, name, ++this.#event, data] as const,
    );
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const { pathname, searchParams } = new URL(request.url());
    const asked = `${request.method()} ${pathname.replace('/api/v3/', '')}`;
    this.asked.push(asked);
    const body = (request.postData() === null ? {} : request.postDataJSON()) as Record<string, unknown>;
    if (request.postData() !== null) this.bodies.push(body);
    const instead = this.instead.get(asked);
    if (instead) return route.fulfill(instead);
    const [status, json] = this.#reply(asked, body, searchParams.get('instrument'), request.headers()['authorization'] ?? '');
    return route.fulfill({ status, json });
  }

  #reply(asked: string, body: Record<string, unknown>, instrument: string | null, key: string): [number, unknown] {
    if (asked === 'GET instruments') return [200, { items: INSTRUMENTS }];
    if (asked === 'GET trades') return [200, { items: this.#trades(instrument) }];
    if (asked === 'GET stream/first') return [200, { name: 'book', data: this.#book(instrument) }];
    if (asked === 'POST demo/token') return [201, { token: TOKEN, subject: SUBJECT, expires_at: this.time(86_400_000) }];
    if (key !== `Bearer ${TOKEN}`) return problem(401, 'expected a token of a known issuer, found one with a wrong signature');
    if (asked === 'GET accounts/me/stream/first') {
      const open = this.orders.filter(({ status }) => !FINAL.includes(String(status)));
      return [200, { name: 'snapshot', data: { account: { account: 1, subject: SUBJECT, balances: this.#balances() }, orders: open } }];
    }
    if (asked === 'GET orders') return [200, { items: this.orders, next_cursor: null }];
    if (asked === 'POST order') return this.#place(body);
    if (asked === 'DELETE orders') {
      const open = this.orders.filter(({ status }) => !FINAL.includes(String(status)));
      open.forEach((order) => Object.assign(order, { status: 'cancelled' }));
      return [200, { cancelled: open.length }];
    }
    const order = this.orders.find(({ id }) => asked.endsWith(`order/${id}`));
    if (!order) return problem(404, 'expected an order of this account');
    return [200, Object.assign(order, asked.startsWith('DELETE') ? { status: 'cancelled' } : body, { updated_at: this.time(5_000) })];
  }

  #place(body: Record<string, unknown>): [number, unknown] {
    if (!/^\d+(\.\d{1,5})?$/.test(String(body['price']))) return fault('price', 'a text with a decimal, in steps of 0.00001');
    const order = this.#order(this.#next++, { ...body, amount: Number(body['amount']).toFixed(7) });
    this.orders = [order, ...this.orders];
    return [201, order];
  }
}

export function problem(status: number, detail: string): [number, unknown] {
  return [status, { type: 'about:blank', title: 'Refused', status, detail }];
}

function fault(field: string, expected: string): [number, unknown] {
  return [400, { title: 'Bad Request', status: 400, detail: `${field}: expected ${expected}`, faults: [{ field, value: '', expected }] }];
}
