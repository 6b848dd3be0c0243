import { INTERVALS, type AssetId, type Interval } from '../api/types';

/** What an address of the dashboard holds, so that it can be shared: pure functions between addresses and states. */

export const SORTS = ['favourite', 'pair', 'price', 'change', 'volume', 'base_volume', 'trades', 'spread', 'last'] as const;
export type Sort = (typeof SORTS)[number];

export interface MarketsState {
  search: string;
  sort: Sort;
  descending: boolean;
  favouritesOnly: boolean;
  window: '24h' | '7d' | '1h';
}

export const MARKETS_STATE: MarketsState = {
  search: '',
  sort: 'volume',
  descending: true,
  favouritesOnly: false,
  window: '24h',
};

type Query = Record<string, string | string[] | undefined>;

export function readMarketsState(query: Query): MarketsState {
  const [sort, order] = one(query['sort']).split('.');
  const known = SORTS.find((name) => name === sort) ?? MARKETS_STATE.sort;
  return {
    search: one(query['q']).slice(0, 100),
    sort: known,
    descending: order ? order !== 'asc' : known !== 'pair',
    favouritesOnly: one(query['favourites']) === 'only',
    window: (['24h', '7d', '1h'] as const).find((window) => window === query['window']) ?? MARKETS_STATE.window,
  };
}

/** Returns the members of the query that differ from the page's usual state; undefined removes one. */
export function writeMarketsState(state: MarketsState): Record<string, string | undefined> {
  const usual = state.sort === MARKETS_STATE.sort && state.descending === MARKETS_STATE.descending;
  return {
    q: state.search || undefined,
    sort: usual ? undefined : `${state.sort}.${state.descending ? 'desc' : 'asc'}`,
    favourites: state.favouritesOnly ? 'only' : undefined,
    window: state.window === MARKETS_STATE.window ? undefined : state.window,
  };
}

export interface MarketView {
  interval: Interval;
  /** The shown time of the chart, in seconds; null follows the newest candle. */
  range: { from: number; to: number } | null;
  vwap: boolean;
}

export const MARKET_VIEW: MarketView = { interval: '1h', range: null, vwap: true };

export function readMarketView(query: Query): MarketView {
  return {
    interval: INTERVALS.find((interval) => interval === query['interval']) ?? MARKET_VIEW.interval,
    range: readRange(one(query['range'])),
    vwap: one(query['vwap']) !== 'off',
  };
}

export function writeMarketView(view: MarketView): Record<string, string | undefined> {
  return {
    interval: view.interval === MARKET_VIEW.interval ? undefined : view.interval,
    range: view.range ? `${view.range.from}-${view.range.to}` : undefined,
    vwap: view.vwap ? undefined : 'off',
  };
}

function readRange(text: string): { from: number; to: number } | null {
  const found = /^(\d{1,12})-(\d{1,12})$/.exec(text);
  if (!found) return null;
  const [from, to] = [Number(found[1]), Number(found[2])];
  return from < to ? { from, to } : null;
}

function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** Returns an asset of a path or a search; null for what cannot be one. Understands XLM and CODE-ISSUER, too. */
export function readAsset(text: string): AssetId | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    return null;
  }
  if (/^(native|XLM|XLM:native)$/.test(decoded)) return 'native';
  const found = /^([A-Za-z0-9]{1,12})[:-](G[A-Z2-7]{55})$/.exec(decoded);
  return found ? `${found[1]}:${found[2]}` : null;
}

export function marketPath(base: AssetId, counter: AssetId): string {
  return `/market/${base}/${counter}`;
}

export function assetPath(asset: AssetId): string {
  return `/asset/${asset}`;
}

export function marketKey(base: AssetId, counter: AssetId): string {
  return `${base}/${counter}`;
}
