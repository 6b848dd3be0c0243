import { describe, expect, it } from 'vitest';
import type { MarketOverview, MarketState } from '../src/api/types';
import { arranged, changeOf, matcher, rowOf, spreadOf, turned, update, type Row } from '../src/pages/markets/rows';
import { pathOf } from '../src/pages/markets/sparklines';
import { MARKETS_STATE } from '../src/state/address';

const USDC = 'USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
const AQUA = 'AQUA:GBNZILSTVQZ4R7IKQDGHYGY2QXL5QOFJYQMXPKWRRM5PAV7Y4M67AQUA';

function market(base: string, counter: string, part: Partial<MarketOverview> = {}): Row {
  return rowOf({
    base,
    counter,
    valid: true,
    from: '2026-11-28T00:00:00Z',
    as_of: '2026-11-29T00:00:00Z',
    open: '2',
    high: '4',
    low: '1',
    close: '3',
    change: '1',
    vwap: '2.5',
    base_volume: '100',
    counter_volume: '250',
    base_volume_usd: '50',
    trade_count: 7,
    buys: 3,
    sells: 4,
    last_trade_time: '2026-11-28T23:00:00Z',
    bid: '2.9',
    ask: '3.2',
    spread: '0.3',
    book_as_of: '2026-11-28T23:59:00Z',
    pool_id: null,
    pool_base_reserve: null,
    pool_counter_reserve: null,
    ...part,
  });
}

const labels = new Map([[USDC, { asset: USDC, domain: 'circle.com', name: 'USD Coin', warnings: [] }]]);

describe('the table', () => {
  const rows = [
    market('native', USDC, { base_volume_usd: '10' }),
    market(AQUA, 'native', { base_volume_usd: null }),
    market(AQUA, USDC, { base_volume_usd: '200' }),
  ];

  it('sorts, and what is missing comes last in both orders', () => {
    const by = (descending: boolean) => arranged(rows, { ...MARKETS_STATE, sort: 'volume', descending }, new Set(), labels);
    expect(by(true)).toEqual([`${AQUA}/${USDC}`, `native/${USDC}`, `${AQUA}/native`]);
    expect(by(false)).toEqual([`native/${USDC}`, `${AQUA}/${USDC}`, `${AQUA}/native`]);
  });

  it('shows favourites alone', () => {
    expect(arranged(rows, { ...MARKETS_STATE, favouritesOnly: true }, new Set([`${AQUA}/native`]), labels)).toEqual([`${AQUA}/native`]);
  });

  it.each([
    ['aqua', 2],
    ['CIRCLE', 2],
    ['usd coin', 2],
    ['GBNZILST', 2],
    ['xlm', 2],
    ['xlm/usdc', 1],
    ['usdc/xlm', 1],
    ['aq/us', 1],
    ['xlm/', 2],
    ['aqua circle', 1],
    ['   ', 3],
    ['nothing', 0],
    ['(.*', 0],
  ])('finds by %s', (search, count) => {
    expect(rows.filter(matcher(search, labels))).toHaveLength(count);
  });

  it('arranges 5,000 rows in a moment', () => {
    const many = Array.from({ length: 5000 }, (_, at) =>
      market(`A${at}:${USDC.slice(5)}`, 'native', { base_volume_usd: String((at * 7919) % 5000) }),
    );
    const began = performance.now();
    expect(arranged(many, MARKETS_STATE, new Set(), labels)).toHaveLength(5000);
    expect(performance.now() - began).toBeLessThan(250);
  });
});

describe('a state of the stream', () => {
  const state: MarketState = { ...market('native', USDC), as_of: '2026-11-29T00:00:01Z', close: '3.5' };

  it('changes the row it belongs to, and says whether the price rose', () => {
    expect(update(market('native', USDC), state)).toMatchObject({ close: '3.5', moved: 'up' });
    expect(update(market('native', USDC), { ...state, close: '2' })).toMatchObject({ moved: 'down' });
  });

  it('changes nothing when it is no newer than the row', () => {
    expect(update(market('native', USDC), { ...state, as_of: '2026-11-29T00:00:00Z' })).toBeNull();
  });

  it('is turned when the table shows the other direction', () => {
    expect(turned(state)).toMatchObject({
      base: USDC,
      counter: 'native',
      open: '0.5',
      high: '1',
      low: '0.25',
      base_volume: '250',
      counter_volume: '100',
      bid: '0.3125',
    });
  });
});

it('has no change and no spread without their parts', () => {
  expect(changeOf({ open: null, close: '1' })).toBeNull();
  expect(changeOf({ open: '0', close: '1' })).toBeNull();
  expect(changeOf({ open: '2', close: '3' })).toBe(0.5);
  expect(spreadOf({ bid: null, ask: '1' })).toBeNull();
  expect(spreadOf({ bid: '0.9', ask: '1' })).toBeCloseTo(0.1);
});

it('draws a flat line for a price that never moved', () => {
  const now = Date.parse('2026-11-29T00:00:00Z');
  expect(
    pathOf(
      [
        [now - 1000, 5],
        [now, 5],
      ],
      now,
      100,
      20,
    ),
  ).toMatch(/^M100\.0 10\.0L100\.0 10\.0$/);
  expect(pathOf([[now, 5]], now, 100, 20)).toBeNull();
});
