import type { ExchangeBook, ExchangeTrade, LevelChange } from '../../api/exchange';
import type { Level } from '../../api/types';
import { difference, type Decimal } from '../../numbers/decimal';

/** Takes a changed level into a book, whose best levels stand first. */
export function withLevel(book: ExchangeBook, { side, price, amount }: LevelChange): ExchangeBook {
  const name = side === 'buy' ? 'bids' : 'asks';
  const changed = Number(price);
  const better = ([other]: Level): boolean => (side === 'buy' ? Number(other) > changed : Number(other) < changed);
  const kept = book[name].filter(([other]) => Number(other) !== changed);
  if (Number(amount) === 0) return { ...book, [name]: kept };
  const at = kept.filter(better).length;
  return { ...book, [name]: [...kept.slice(0, at), [price, amount], ...kept.slice(at)] };
}

/** Returns the distance of the best prices; null when a side is empty. */
export function spread({ bids, asks }: ExchangeBook): Decimal | null {
  return bids[0] && asks[0] ? difference(asks[0][0], bids[0][0]) : null;
}

const TRADES_SHOWN = 30;

/** Takes trades into the list of the newest, each once. */
export function withTrades(known: readonly ExchangeTrade[], more: readonly ExchangeTrade[]): ExchangeTrade[] {
  const all = new Map([...more, ...known].map((trade) => [trade.number, trade]));
  return [...all.values()].sort((a, b) => b.number - a.number).slice(0, TRADES_SHOWN);
}
