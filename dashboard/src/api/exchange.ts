import type { Decimal } from '../numbers/decimal';
import type { AssetId, Level, Time } from './types';

/** The exchange's answers (`/api/v3`). It runs only where the sandbox does, so that any of this may be away. */

export const EXCHANGE = '/api/v3';

export interface Instrument {
  instrument: string;
  base: AssetId;
  counter: AssetId;
  /** The step of prices, such as 0.00001. */
  tick: Decimal;
  lot: Decimal;
  minimum: Decimal;
  maximum: Decimal;
  /** Of what a taker receives, as a share of 1. */
  taker_fee: Decimal;
}

export const SIDES = ['buy', 'sell'] as const;
export type Side = (typeof SIDES)[number];

export const ORDER_TYPES = ['limit', 'market'] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const TIMES_IN_FORCE = ['gtc', 'ioc'] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

export type OrderStatus = 'submitted' | 'partially_filled' | 'executed' | 'closed' | 'cancelled';

export interface Order {
  id: string;
  client_order_id: string | null;
  instrument: string;
  side: Side;
  type: OrderType;
  time_in_force: TimeInForce;
  post_only: boolean;
  /** Null for a market order. */
  price: Decimal | null;
  amount: Decimal;
  executed_amount: Decimal;
  executed_counter_amount: Decimal;
  status: OrderStatus;
  created_at: Time;
  received_at: Time;
  updated_at: Time;
}

export interface NewOrder {
  client_order_id: string;
  instrument: string;
  side: Side;
  type: OrderType;
  time_in_force: TimeInForce;
  post_only: boolean;
  price?: Decimal;
  amount: Decimal;
}

export interface Balance {
  asset: AssetId;
  total: Decimal;
  /** What open orders hold. */
  held: Decimal;
  available: Decimal;
}

/** What a private stream begins with: the account, and its open orders. */
export interface Snapshot {
  account: { subject: string; balances: Balance[] };
  orders: Order[];
}

/** A book; of the public stream the first event, which changes of single levels follow. */
export interface ExchangeBook {
  instrument: string;
  bids: Level[];
  asks: Level[];
}

/** A change of one price level; an amount of 0 ends the level. */
export interface LevelChange {
  side: Side;
  price: Decimal;
  amount: Decimal;
}

export interface ExchangeTrade {
  /** Without a gap, over all instruments. */
  number: number;
  instrument: string;
  price: Decimal;
  amount: Decimal;
  counter_amount: Decimal;
  taker_side: Side;
  at: Time;
}

export interface DemoToken {
  token: string;
  subject: string;
  expires_at: Time;
}

/** Returns how many decimals an instrument's prices have. */
export function priceDecimals({ tick }: Instrument): number {
  return tick.split('.')[1]?.length ?? 0;
}
