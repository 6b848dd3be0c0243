import type { Order, OrderStatus } from '../../api/exchange';

export type Level = 'good' | 'warn' | 'bad' | 'note' | 'plain';

const STATES: Record<OrderStatus, { word: string; level: Level; meaning: string }> = {
  submitted: { word: 'submitted', level: 'note', meaning: 'rests in the book; nothing is executed yet' },
  partially_filled: { word: 'partially filled', level: 'warn', meaning: 'rests in the book; a part is executed' },
  executed: { word: 'executed', level: 'good', meaning: 'all of it is executed' },
  closed: { word: 'closed', level: 'plain', meaning: 'ended by its own terms, with a rest' },
  cancelled: { word: 'cancelled', level: 'plain', meaning: 'ended by its owner' },
};

/** Says in words how an order stands; a word of a later version is shown as it is. */
export function stateOf({ status }: Order): { word: string; level: Level; meaning: string } {
  return STATES[status] ?? { word: String(status).replaceAll('_', ' '), level: 'plain', meaning: '' };
}

/** Returns the terms of an order that are not the usual ones, such as `ioc`. */
export function termsOf({ type, time_in_force: time, post_only: postOnly }: Order): string {
  return [type, ...(time === 'ioc' && type !== 'market' ? ['IOC'] : []), ...(postOnly ? ['post-only'] : [])].join(', ');
}
