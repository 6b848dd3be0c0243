import { inverse, type Decimal } from '../../numbers/decimal';
import { codeOf, type AssetId, type MarketOverview, type MarketState } from '../../api/types';
import type { AssetLabel } from '../../state/names';
import { marketKey, type MarketsState, type Sort } from '../../state/address';

/** A market in the table, with what its last update did. */
export interface Row extends MarketOverview {
  key: string;
  /** Where the price has just moved; null some moments later. */
  moved: 'up' | 'down' | null;
}

export function rowOf(market: MarketOverview): Row {
  return { ...market, key: marketKey(market.base, market.counter), moved: null };
}

/** Returns a market's state in the other direction; the API turns exactly, this rounds prices to 20 digits once more. */
export function turned(state: MarketState): MarketState {
  const open = inverse(state.open);
  const close = inverse(state.close);
  return {
    ...state,
    base: state.counter,
    counter: state.base,
    open,
    close,
    high: inverse(state.low),
    low: inverse(state.high),
    change: null, // the table computes the share of change from open and close
    vwap: inverse(state.vwap),
    base_volume: state.counter_volume,
    counter_volume: state.base_volume,
    bid: inverse(state.ask),
    ask: inverse(state.bid),
    spread: null,
  };
}

/** The members of a state that the table shows; others keep the list's values until it is read again. */
const SHOWN = [
  'as_of',
  'open',
  'high',
  'low',
  'close',
  'vwap',
  'base_volume',
  'counter_volume',
  'trade_count',
  'last_trade_time',
  'bid',
  'ask',
  'book_as_of',
] as const satisfies readonly (keyof MarketState)[];

/** Returns what a newer state changes in a row, or null when it is no newer. */
export function update(row: Row, state: MarketState): Partial<Row> | null {
  if (Date.parse(state.as_of) <= Date.parse(row.as_of)) return null;
  const changed: Partial<Row> = {};
  for (const member of SHOWN) (changed as Record<string, unknown>)[member] = state[member];
  // A volume in dollars moves as the volume itself, until the list brings the exact one.
  if (row.base_volume_usd !== null && state.base_volume !== row.base_volume) {
    const before = Number(row.base_volume);
    if (before > 0) changed.base_volume_usd = scaled(row.base_volume_usd, Number(state.base_volume) / before);
  }
  if (state.close !== row.close && state.close !== null && row.close !== null) {
    changed.moved = Number(state.close) > Number(row.close) ? 'up' : 'down';
  }
  return changed;
}

function scaled(value: Decimal, factor: number): Decimal {
  return (Number(value) * factor).toFixed(2);
}

/** Returns the change as a share of the open, or null where one is missing. */
export function changeOf(row: Pick<MarketState, 'open' | 'close'>): number | null {
  if (row.open === null || row.close === null) return null;
  const open = Number(row.open);
  return open === 0 ? null : Number(row.close) / open - 1;
}

/** Returns the spread as a share of the ask, or null where a side is missing. */
export function spreadOf(row: Pick<MarketState, 'bid' | 'ask'>): number | null {
  if (row.bid === null || row.ask === null) return null;
  const ask = Number(row.ask);
  return ask === 0 ? null : (ask - Number(row.bid)) / ask;
}

type Key = number | string | null;

const KEYS: Record<Sort, (row: Row, favourites: ReadonlySet<string>) => Key> = {
  favourite: (row, favourites) => (favourites.has(row.key) ? 1 : 0),
  pair: (row) => `${codeOf(row.base)}/${codeOf(row.counter)}`.toLowerCase(),
  price: (row) => number(row.close),
  change: changeOf,
  volume: (row) => number(row.base_volume_usd),
  base_volume: (row) => number(row.base_volume),
  trades: (row) => row.trade_count,
  spread: spreadOf,
  last: (row) => (row.last_trade_time === null ? null : Date.parse(row.last_trade_time)),
};

function number(value: Decimal | null): number | null {
  return value === null ? null : Number(value);
}

/** Returns the keys of the rows to show, in their order; what is missing comes last in both orders. */
export function arranged(
  rows: readonly Row[],
  state: MarketsState,
  favourites: ReadonlySet<string>,
  labels: ReadonlyMap<AssetId, AssetLabel>,
): string[] {
  const wanted = matcher(state.search, labels);
  const keyOf = KEYS[state.sort];
  const kept = rows
    .filter((row) => (!state.favouritesOnly || favourites.has(row.key)) && wanted(row))
    .map((row) => ({ row, key: keyOf(row, favourites) }));
  kept.sort((a, b) => compare(a.key, b.key, state.descending) || b.row.trade_count - a.row.trade_count || (a.row.key < b.row.key ? -1 : 1));
  return kept.map(({ row }) => row.key);
}

function compare(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}

/** Finds words in codes, issuers, domains and names; `XLM/USDC` finds the market of two codes, in either order. */
export function matcher(search: string, labels: ReadonlyMap<AssetId, AssetLabel>): (row: Row) => boolean {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const texts = new Map<AssetId, string>();
  const textOf = (asset: AssetId): string => {
    let text = texts.get(asset);
    if (text === undefined) {
      const label = labels.get(asset);
      text = [asset === 'native' ? 'xlm native stellar' : asset, label?.domain ?? '', label?.name ?? ''].join(' ').toLowerCase();
      texts.set(asset, text);
    }
    return text;
  };
  return (row) =>
    words.every((word) => {
      const [one, other] = word.split('/');
      if (!one || other === undefined)
        return textOf(row.base).includes(word.replace('/', '')) || textOf(row.counter).includes(word.replace('/', ''));
      const base = codeOf(row.base).toLowerCase();
      const counter = codeOf(row.counter).toLowerCase();
      return (base.startsWith(one) && counter.startsWith(other)) || (base.startsWith(other) && counter.startsWith(one));
    });
}
