import type { Trade } from '../../api/types';

export const TAPE_LENGTH = 60;

/** Returns the newest trades of both lists, newest first, each once. */
export function mergedTrades(known: readonly Trade[], more: readonly Trade[]): Trade[] {
  const tokens = new Set(known.map((trade) => trade.paging_token));
  const fresh = more.filter((trade) => !tokens.has(trade.paging_token));
  if (fresh.length === 0) return known as Trade[];
  return [...fresh, ...known].sort((a, b) => compareTokens(b.paging_token, a.paging_token)).slice(0, TAPE_LENGTH);
}

/** Tokens are ordered as numbers; they exceed what a double holds. */
function compareTokens(a: string, b: string): number {
  const [one = '', index = ''] = a.split('-');
  const [other = '', otherIndex = ''] = b.split('-');
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : Number(index) - Number(otherIndex));
}

/** Returns a cursor just before a trade, so that a page in ascending order begins with it. */
export function cursorBefore(token: string): string {
  const [toid, index] = token.split('-');
  return Number(index) > 0 ? `${toid}-${Number(index) - 1}` : `${BigInt(toid ?? '0') - 1n}-999999999`;
}

/** Whether the side that came later bought the base: it took an offer or pool of the base. */
export function bought(trade: Trade): boolean {
  return trade.base_is_seller;
}
