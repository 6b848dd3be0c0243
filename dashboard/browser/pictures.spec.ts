import type { Page } from '@playwright/test';
import { AccountApi, KEY } from './accountApi';
import { ExchangeApi, TOKEN } from './exchangeApi';
import { expect, PAGES, test, USDC } from './page';

const NOW = Date.parse('2026-11-29T12:34:56Z');
const HOUR = 3600_000;

function time(before: number): string {
  return new Date(NOW - before).toISOString();
}

/** Returns a price that moves on a fixed curve. */
function curve(at: number): number {
  return 0.3 + 0.02 * Math.sin(at / 9) + 0.004 * Math.sin(at / 2);
}

const CODES = ['AQUA', 'BTC', 'ETH', 'EURC', 'SHX', 'VELO', 'yXLM', 'BLND', 'KALE', 'TFT', 'WXT', 'ARS'];

const markets = CODES.map((code, at) => ({
  base: at === 0 ? 'native' : `${code}:${USDC.slice(5)}`,
  counter: USDC,
  valid: true,
  from: time(24 * HOUR),
  as_of: time(0),
  open: String(1 / (at + 2)),
  high: String(1 / (at + 1.5)),
  low: String(1 / (at + 3)),
  close: at === 8 ? '0.0000000123' : (1 / (at + 2.1 - (at % 3) / 5)).toFixed(12),
  change: '0.1',
  vwap: String(1 / (at + 2)),
  base_volume: String(123456.789 * (at + 1)),
  counter_volume: String(45678.9 * (at + 1)),
  base_volume_usd: at === 11 ? null : String(900_000 / (at + 1)),
  trade_count: 1000 - at * 70,
  buys: 1,
  sells: 1,
  last_trade_time: time((at + 1) * 17_000),
  bid: at === 10 ? null : (1 / (at + 2.2)).toFixed(9),
  ask: (1 / (at + 2.05)).toFixed(9),
  spread: null,
  book_as_of: time(5000),
  pool_id: null,
  pool_base_reserve: null,
  pool_counter_reserve: null,
}));

const candles = Array.from({ length: 160 }, (_, at) => ({
  open_time: new Date(Math.floor(NOW / HOUR) * HOUR - (159 - at) * HOUR).toISOString(),
  close_time: new Date(Math.floor(NOW / HOUR) * HOUR - (158 - at) * HOUR).toISOString(),
  open: curve(at).toFixed(7),
  high: (Math.max(curve(at), curve(at + 1)) + 0.002).toFixed(7),
  low: (Math.min(curve(at), curve(at + 1)) - 0.002).toFixed(7),
  close: curve(at + 1).toFixed(7),
  base_volume: String(1000 + 700 * Math.abs(Math.sin(at / 5))),
  counter_volume: '300',
  vwap: ((curve(at) + curve(at + 1)) / 2).toFixed(7),
  trade_count: 9,
  complete: true,
  audited: true,
  revision: 1,
  source: 'trades',
}));

const level = (price: number, at: number): [string, string] => [price.toFixed(7), String(500 + 137 * at)];

function answer(path: string): unknown {
  const list = (items: unknown[]) => ({
    items,
    next_cursor: null,
    complete: true,
    complete_from: time(8 * 24 * HOUR),
    complete_to: time(0),
    gaps: [],
  });
  if (path === '/api/v1/markets') return list(markets);
  if (path === '/api/v1/status') {
    const program = { state: 'running', last_progress: time(2000), lag_seconds: 2, build: '1' };
    const names = ['aggregator', 'db-cleaner', 'graphql-server', 'ingester', 'json-generator'];
    return {
      status: 'ok',
      reasons: [],
      programs: Object.fromEntries(names.map((name) => [name, program])),
      gaps: [],
      complete_from: time(8 * 24 * HOUR),
      complete_percent: 100,
      complete_at: null,
      schema_version: 7,
      build: '1',
      positions: { windows_as_of: time(1000) },
    };
  }
  if (path === '/api/v1/audit') {
    const states = ['agreed', 'agreed', 'agreed', 'repaired', 'agreed', 'disagreed', 'agreed'];
    return list(
      Array.from({ length: 170 }, (_, at) => ({
        from: new Date(Math.floor(NOW / HOUR) * HOUR - (169 - at) * HOUR).toISOString(),
        to: new Date(Math.floor(NOW / HOUR) * HOUR - (168 - at) * HOUR).toISOString(),
        state: at === 169 ? 'pending' : at % 41 === 0 ? states[at % 7] : 'agreed',
        evidence: ['pages'],
        reason: null,
        trades_read: 5,
        trades_repaired: 0,
        decided_at: null,
      })),
    );
  }
  if (path === '/api/v1/candles') return list(candles);
  if (path === '/api/v1/trades') {
    return list(
      Array.from({ length: 30 }, (_, at) => ({
        paging_token: `${215221610066485252n - BigInt(at)}-0`,
        ledger: 1,
        ledger_close_time: time(at * 5000),
        type: at % 5 === 2 ? 'liquidity_pool' : 'orderbook',
        base: 'native',
        counter: USDC,
        base_amount: String(50 + at * 13.7),
        counter_amount: '1',
        price: curve(160 + at / 7).toFixed(7),
        base_is_seller: at % 3 !== 0,
      })),
    );
  }
  if (path === '/api/v1/orderbook') {
    const bids = Array.from({ length: 40 }, (_, at) => level(0.3 - 0.0003 * (at + 1), at));
    const asks = Array.from({ length: 40 }, (_, at) => level(0.3 + 0.0003 * (at + 1), at));
    return { base: 'native', counter: USDC, as_of: time(4000), bids, asks };
  }
  if (path.endsWith('/depth')) {
    const side = { bid_counter_volume: '1234.5', ask_base_volume: '4321.1' };
    const cost = { price: '0.3001', slippage_percent: '0.04' };
    const sizes = ['100', '1000'].flatMap((size) => ['buy', 'sell'].map((way) => ({ size, side: way, book: cost, pool: null })));
    return {
      mid: '0.3',
      book_as_of: time(4000),
      pool_as_of: time(4000),
      bands: ['0.1', '0.5', '1', '2', '5', '10'].map((percent) => ({ percent, book: side, pool: side })),
      slippage: sizes,
    };
  }
  const pool = {
    id: 'a'.repeat(64),
    base_reserve: '4097000.5',
    counter_reserve: '1332000.25',
    price: '0.325185',
    fee_bp: 30,
    as_of: time(7000),
  };
  return {
    ...markets[0],
    close: '0.3001234',
    bid: '0.2997',
    ask: '0.3003',
    pools: [pool],
    complete: true,
    complete_from: null,
    complete_to: null,
    gaps: [],
    audited: true,
  };
}

/** Answers every question of the page with the same figures at the same time. */
async function fixed(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.route('**/api/v1/**', (route) => {
    const { pathname } = new URL(route.request().url());
    // A stream that never says anything.
    if (pathname === '/api/v1/stream') return;
    return route.fulfill({ json: answer(decodeURIComponent(pathname)) });
  });
  await page.route('**/graphql', (route) => {
    const { query } = route.request().postDataJSON() as { query: string };
    if (query.includes('assetList')) return route.fulfill({ json: { data: { assetList: { items: [], nextCursor: null } } } });
    const points = Array.from({ length: 42 }, (_, at) => ({ openTime: time((42 - at) * 4 * HOUR), close: curve(at).toFixed(7) }));
    return route.fulfill({ json: { data: Object.fromEntries([0, 1, 2, 3, 4].map((at) => [`m${at}`, points])) } });
  });
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, viewport: { width: 1280, height: 800 } });
    for (const [name, last] of Object.entries({
      markets: '.spark',
      market: '.legend .figure',
      status: 'button.cell',
      account: '.row summary',
      exchange: 'tr[data-order]',
    })) {
      test(`${name} looks as it did`, async ({ page }) => {
        await fixed(page);
        await new AccountApi(NOW).serve(page);
        await new ExchangeApi(NOW).serve(page);
        await page.addInitScript((key) => sessionStorage.setItem('ticker.key', key), KEY);
        await page.addInitScript((token) => sessionStorage.setItem('ticker.exchange', token), TOKEN);
        await page.goto(PAGES[name as keyof typeof PAGES] + (name === 'account' ? '?subscription=1' : ''));
        await expect(page.locator(last).last()).toBeVisible();
        await expect(page.locator('.loading')).toHaveCount(0);
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await expect(page).toHaveScreenshot(`${name}-${theme}.png`, { mask: [page.locator('.condition')], maskColor: '#808080' });
      });
    }
  });
}
