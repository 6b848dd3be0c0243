import { beforeEach, describe, expect, it, vi } from 'vitest';
import { priceDecimals, type ExchangeBook, type ExchangeTrade, type Instrument, type Order } from '../src/api/exchange';
import type { Level } from '../src/api/types';
import { steps } from '../src/numbers/steps';
import { spread, withLevel, withTrades } from '../src/pages/exchange/book';
import { ClientOrderIds, type Draft } from '../src/pages/exchange/newOrder';
import {
  available,
  balanceDecimals,
  executedShare,
  FINISHED_SHOWN,
  isOpen,
  NOTHING,
  short,
  value,
  withBalance,
  withOrder,
  withOrders,
  withSnapshot,
} from '../src/pages/exchange/own';
import { stateOf, termsOf } from '../src/pages/exchange/words';

const level = (price: string, amount: string): Level => [price, amount];
const change = (side: 'buy' | 'sell', price: string, amount: string) => ({ side, price, amount });
const BOOK: ExchangeBook = {
  instrument: 'XLM-USDC',
  bids: [level('0.26200', '10'), level('0.26190', '5')],
  asks: [level('0.26210', '7')],
};

describe('a book', () => {
  it('takes a new level where its price belongs', () => {
    expect(withLevel(BOOK, change('buy', '0.26195', '1')).bids.map(([price]) => price)).toEqual(['0.26200', '0.26195', '0.26190']);
    expect(withLevel(BOOK, change('sell', '0.26205', '1')).asks.map(([price]) => price)).toEqual(['0.26205', '0.26210']);
    expect(withLevel(BOOK, change('sell', '1', '1')).asks.at(-1)?.[0]).toBe('1');
  });

  it('changes a level, and ends one of which nothing is left', () => {
    const less = withLevel(BOOK, change('buy', '0.2620', '4'));
    expect(less.bids.map(([, amount]) => amount)).toEqual(['4', '5']);
    expect(withLevel(less, change('buy', '0.26200', '0.0000000')).bids).toEqual([level('0.26190', '5')]);
    expect(withLevel(BOOK, change('buy', '0.1', '0'))).toEqual(BOOK);
  });

  it('sums its levels exactly, and knows its spread', () => {
    const bids = [level('3', '0.1'), level('2', '0.2'), level('1', '9')];
    expect(steps(bids, 2).map(({ total }) => total)).toEqual(['0.1', '0.3']);
    expect(spread(BOOK)).toBe('0.0001');
    expect(spread({ ...BOOK, asks: [] })).toBe(null);
  });

  it('shows prices with the decimals of its tick', () => {
    const decimals = (tick: string) => priceDecimals({ tick } as Instrument);
    expect([decimals('0.00001'), decimals('0.1'), decimals('1')]).toEqual([5, 1, 0]);
  });

  it('has each of the newest trades once, whatever order they come in', () => {
    const trade = (number: number): ExchangeTrade => ({ ...({} as ExchangeTrade), number });
    const known = withTrades([], [trade(3), trade(1)]);
    expect(withTrades(known, [trade(2), trade(3)]).map(({ number }) => number)).toEqual([3, 2, 1]);
    const many = Array.from({ length: 100 }, (_, at) => trade(at));
    expect(withTrades([], many).map(({ number }) => number)[29]).toBe(70);
  });
});

function order(id: number, more: Partial<Order> = {}): Order {
  return {
    id: `01${String(id).padStart(4, '0')}`,
    client_order_id: `c${id}`,
    instrument: 'XLM-USDC',
    side: 'buy',
    type: 'limit',
    time_in_force: 'gtc',
    post_only: false,
    price: '0.2',
    amount: '10',
    executed_amount: '0',
    executed_counter_amount: '0',
    status: 'submitted',
    created_at: '2026-11-30T00:00:00Z',
    received_at: '2026-11-30T00:00:00Z',
    updated_at: '2026-11-30T00:00:00Z',
    ...more,
  };
}

describe('an account’s own orders', () => {
  it('stand with the newest first, each once', () => {
    const own = withOrders(NOTHING, [order(2), order(9), order(5)]);
    const changed = withOrder(own, order(5, { executed_amount: '4', status: 'partially_filled', updated_at: '2026-11-30T00:00:01Z' }));
    expect(changed.orders.map(({ id }) => id)).toEqual(['010009', '010005', '010002']);
    expect(changed.orders[1]?.executed_amount).toBe('4');
  });

  it('are not turned back by an answer that comes after a later event', () => {
    const filled = withOrder(NOTHING, order(1, { status: 'executed', updated_at: '2026-11-30T00:00:01Z' }));
    expect(withOrder(filled, order(1)).orders[0]?.status).toBe('executed');
    const half = withOrder(NOTHING, order(1, { status: 'partially_filled', executed_amount: '5', updated_at: '2026-11-30T00:00:01.5Z' }));
    expect(withOrder(half, order(1)).orders[0]?.executed_amount).toBe('5');
    expect(withOrder(half, order(1, { status: 'cancelled' })).orders[0]?.status).toBe('cancelled');
  });

  it('begin anew with a snapshot, in which those that were finished meanwhile are missing', () => {
    const own = withOrders(NOTHING, [order(1), order(2, { status: 'executed' }), order(3)]);
    const balances = [{ asset: 'native', total: '5', held: '1', available: '4' }];
    const next = withSnapshot(own, { account: { subject: 'demo-1', balances }, orders: [order(3), order(4)] });
    expect(next.orders.map(({ id }) => id)).toEqual(['010004', '010003', '010002']);
    expect(next.balances).toEqual(balances);
  });

  it('keep all open ones, and the newest finished ones', () => {
    const finished = Array.from({ length: FINISHED_SHOWN + 20 }, (_, at) => order(at + 10, { status: 'executed' }));
    const own = withOrders(NOTHING, [order(1), ...finished]);
    expect(own.orders).toHaveLength(FINISHED_SHOWN + 1);
    expect(own.orders.at(-1)?.id).toBe('010001');
    expect(own.orders.filter(isOpen)).toHaveLength(1);
  });

  it('have words for their states and terms, also for those of a later version', () => {
    expect(stateOf(order(1, { status: 'partially_filled' })).word).toBe('partially filled');
    expect(stateOf(order(1, { status: 'on_hold' as never })).word).toBe('on hold');
    expect(termsOf(order(1, { post_only: true }))).toBe('limit, post-only');
    expect(termsOf(order(1, { type: 'market', time_in_force: 'ioc' }))).toBe('market');
    expect(termsOf(order(1, { time_in_force: 'ioc' }))).toBe('limit, IOC');
  });
});

describe('balances and values', () => {
  it('are exact', () => {
    const balance = (total: string, held: string, free: string) => ({ asset: 'native', total, held, available: free });
    const own = withBalance(
      withBalance(NOTHING, balance('10', '0', '10')),
      balance('9007199254740993.0000001', '0.0000001', '9007199254740993'),
    );
    expect(own.balances).toHaveLength(1);
    expect(available(own, 'native')).toBe('9007199254740993');
    expect(available(own, 'USDC:G')).toBe(null);
    expect(value('0.26210', '3')).toBe('0.7863');
    expect(executedShare(order(1, { executed_amount: '2.5' }))).toBe(0.25);
  });

  it('are written as short as they are, and never shortened', () => {
    expect(['1.0000000', '0.0100000', '120', '100', '0.5'].map(short)).toEqual(['1', '0.01', '120', '100', '0.5']);
    expect(['1000310.0000000', '0.0000012', '0'].map(balanceDecimals)).toEqual([2, 7, 2]);
  });

  it('are left open while a field holds no number', () => {
    for (const text of ['', '-1', '1e5', '1,5', '.', '0x10', ' 1', '1'.repeat(21)]) expect(value(text, '1'), text).toBe(null);
  });
});

describe('client order ids', () => {
  const draft = (amount: string): Draft => ({
    instrument: 'XLM-USDC',
    side: 'buy',
    type: 'market',
    time_in_force: 'ioc',
    post_only: false,
    amount,
  });
  let made: number;
  let ids: ClientOrderIds;
  beforeEach(() => {
    made = 0;
    ids = new ClientOrderIds(() => `id${++made}`);
  });

  it('stay the same while it is not known whether the order was placed', () => {
    expect([ids.of(draft('1')), ids.of(draft('1'))]).toEqual(['id1', 'id1']);
    ids.decided();
    expect(ids.of(draft('1'))).toBe('id2');
  });

  it('are others for another order', () => {
    expect([ids.of(draft('1')), ids.of(draft('2')), ids.of(draft('1'))]).toEqual(['id1', 'id2', 'id3']);
  });

  it('can be made without HTTPS', () => {
    const [one, two] = [new ClientOrderIds().of(draft('1')), new ClientOrderIds().of(draft('1'))];
    expect(one).toMatch(/^web-[0-9a-f]{24}$/);
    expect(one).not.toBe(two);
  });
});

describe('the account’s token', () => {
  const kept = new Map<string, string>();
  const load = async () => {
    vi.resetModules();
    const client = await import('../src/api/client');
    return { ...(await import('../src/pages/exchange/session')), reachable: client.reachable };
  };
  const answer = (status: number, body: unknown) =>
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response(JSON.stringify(body), { status })),
    );
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => void kept.set(name, text),
      removeItem: (name: string) => void kept.delete(name),
    });
  });

  it('is kept by the tab, and given with each request in its header', async () => {
    const { openDemoAccount, asOwner, token, leave } = await load();
    answer(201, { token: 'a.b.c', subject: 'demo-1', expires_at: '2026-12-01T00:00:00Z' });
    await openDemoAccount();
    expect([token(), kept.get('ticker.exchange')]).toEqual(['a.b.c', 'a.b.c']);
    await asOwner('GET', '/accounts/me');
    const [address, options] = vi.mocked(fetch).mock.calls[1] as [string, RequestInit];
    expect([address, (options.headers as Record<string, string>)['Authorization']]).toEqual(['/api/v3/accounts/me', 'Bearer a.b.c']);
    leave();
    expect([token(), kept.size]).toEqual([null, 0]);
  });

  it('ends when it is refused, and an exchange that is away is not a ticker that is away', async () => {
    const { useToken, asOwner, token, goodbye, reachable } = await load();
    useToken('a.b.c');
    answer(502, {});
    await expect(asOwner('GET', '/accounts/me')).rejects.toThrow();
    expect([token(), reachable()]).toEqual(['a.b.c', true]);
    answer(401, { detail: 'the token has expired' });
    await expect(asOwner('GET', '/accounts/me')).rejects.toThrow('expired');
    expect(token()).toBe(null);
    expect(goodbye()).toContain('not accepted any more');
  });

  it('that was refused late does not end the next one', async () => {
    const { useToken, refused, token } = await load();
    useToken('one');
    useToken('two');
    refused('one');
    expect(token()).toBe('two');
  });
});
