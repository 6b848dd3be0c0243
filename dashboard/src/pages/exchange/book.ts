import type { ExchangeDepth, ExchangeLevel, ExchangeTrade, Side } from '../../api/exchange';
import { difference, sum, type Decimal } from '../../numbers/decimal';

/** A change of one price level; an amount of 0 ends the level. */
export interface LevelChange extends ExchangeLevel {
  side: Side;
}

/** Takes a changed level into a book, whose best levels stand first. */
export function withLevel(book: ExchangeDepth, { side, ...level }: LevelChange): ExchangeDepth {
  const name = side === 'buy' ? 'bids' : 'asks';
  const price = Number(level.price);
  const better = (other: ExchangeLevel): boolean => (side === 'buy' ? Number(other.price) > price : Number(other.price) < price);
  const kept = book[name].filter((other) => Number(other.price) !== price);
  if (Number(level.amount) === 0) return { ...book, [name]: kept };
  const at = kept.filter(better).length;
  return { ...book, [name]: [...kept.slice(0, at), level, ...kept.slice(at)] };
}

export interface Step extends ExchangeLevel {
  /** The sum of all amounts up to this level. */
  total: Decimal;
}

/** Returns the best levels of a side, with their sums. */
export function steps(levels: readonly ExchangeLevel[], count: number): Step[] {
  let total: Decimal = '0';
  return levels.slice(0, count).map((level) => {
    total = sum([total, level.amount]);
    return { ...level, total };
  });
}

/** Returns the distance of the best prices; null when a side is empty. */
export function spread({ bids, asks }: ExchangeDepth): Decimal | null {
  return bids[0] && asks[0] ? difference(asks[0].price, bids[0].price) : null;
}

const TRADES_SHOWN = 30;

/** Takes trades into the list of the newest, each once. */
export function withTrades(known: readonly ExchangeTrade[], more: readonly ExchangeTrade[]): ExchangeTrade[] {
  const all = new Map([...known, ...more].map((trade) => [trade.number, trade]));
  return [...all.values()].sort((a, b) => b.number - a.number).slice(0, TRADES_SHOWN);
}
