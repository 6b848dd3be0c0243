import { describe, expect, it } from 'vitest';
import type { Candle } from '../src/api/types';
import { bar, Candles, vwapPoint } from '../src/pages/market/candles';
import { steps } from '../src/numbers/steps';
import { shape, sizesFor } from '../src/pages/market/depth';
import { mergedTrades } from '../src/pages/market/trades';
import { cursorBefore } from '../src/pages/market/trades';
import type { Trade } from '../src/api/types';

function candle(hour: number, part: Partial<Candle> = {}): Candle {
  const time = Date.parse('2026-11-29T00:00:00Z') + hour * 3600_000;
  return {
    open_time: new Date(time).toISOString(),
    close_time: new Date(time + 3600_000).toISOString(),
    open: '1',
    high: '3',
    low: '0.5',
    close: '2',
    base_volume: '10',
    counter_volume: '20',
    vwap: '2',
    trade_count: 3,
    complete: true,
    audited: true,
    revision: 1,
    source: 'trades',
    ...part,
  };
}

describe('candles', () => {
  it('are in the order of time, whatever the order they came in', () => {
    const candles = new Candles();
    candles.take([candle(3), candle(4)]);
    candles.take([candle(1), candle(2)]);
    expect(candles.list().map((one) => one.open_time.slice(11, 13))).toEqual(['01', '02', '03', '04']);
  });

  it('keep the newest revision', () => {
    const candles = new Candles();
    candles.take([candle(1, { revision: 5, close: '5' })]);
    candles.take([candle(1, { revision: 4, close: '4' })]);
    expect(candles.last()?.close).toBe('5');
    candles.take([candle(1, { revision: 6, close: '6' })]);
    expect(candles.last()?.close).toBe('6');
  });

  it('go when a correction took them away', () => {
    const candles = new Candles();
    candles.take([candle(1), candle(2), candle(3)]);
    candles.replace(Date.parse(candle(2).open_time) / 1000, [candle(3)]);
    expect(candles.list().map((one) => one.open_time.slice(11, 13))).toEqual(['01', '03']);
  });

  it('of nothing but dust have no price', () => {
    const dust = candle(1, { open: null, high: null, low: null, close: null, vwap: '0' });
    expect(bar(dust)).not.toHaveProperty('close');
    expect(vwapPoint(dust)).not.toHaveProperty('value');
  });
});

describe('depth', () => {
  it('sums exactly', () => {
    expect(
      steps([
        ['1', '0.1'],
        ['2', '0.2'],
        ['3', '0.0000001'],
      ]).map(({ total }) => total),
    ).toEqual(['0.1', '0.3', '0.3000001']);
  });

  it('draws one side alone, and nothing for an empty book', () => {
    expect(shape([], [], 100, 50)).toBeNull();
    const bids = shape(
      steps([
        ['1', '5'],
        ['0.99', '5'],
      ]),
      [],
      100,
      50,
    );
    expect(bids?.bids).toMatch(/^M50\.0 50H50\.0V25\.0/);
    expect(bids?.asks).toBe('');
  });

  it('chooses sizes by the volume, never with an exponent', () => {
    expect(sizesFor('1309999.4281536')).toEqual(['1000', '10000', '100000']);
    expect(sizesFor('0.0001')).toEqual(['0.000001', '0.00001', '0.0001']);
    expect(sizesFor('0')).toEqual(['1', '10', '100']);
  });
});

describe('the tape', () => {
  const trade = (token: string): Trade => ({ paging_token: token }) as Trade;

  it('has each trade once, the newest first, by numbers that no double holds', () => {
    const list = mergedTrades(
      [trade('215221610066485252-0'), trade('99-0')],
      [trade('215221610066485253-0'), trade('215221610066485252-0'), trade('215221610066485252-11'), trade('215221610066485252-2')],
    );
    expect(list.map(({ paging_token }) => paging_token)).toEqual([
      '215221610066485253-0',
      '215221610066485252-11',
      '215221610066485252-2',
      '215221610066485252-0',
      '99-0',
    ]);
  });

  it('has a cursor just before each trade', () => {
    expect(cursorBefore('215221610066485252-3')).toBe('215221610066485252-2');
    expect(cursorBefore('215221610066485252-0')).toBe('215221610066485251-999999999');
  });
});
