import type { Decimal } from '../numbers/decimal';
import type { AssetId, Time } from './types';

/** The exchange's answers (`/api/v3`). It runs only where the sandbox does, so that any of this may be away. */

export const EXCHANGE = '/api/v3';

export interface Instrument {
  instrument: string;
  base: AssetId;
  counter: AssetId;
  price_decimals: number;
  lot: Decimal;
  minimum: Decimal;
  maximum: Decimal;
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
  client_order_id: string;
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
  held: Decimal;
}

export interface ExchangeAccount {
  subject: string;
  balances: Balance[];
}

export interface ExchangeLevel {
  price: Decimal;
  amount: Decimal;
  orders: number;
}

export interface ExchangeDepth {
  instrument: string;
  bids: ExchangeLevel[];
  asks: ExchangeLevel[];
}

export interface ExchangeTrade {
  /** Without a gap, over all instruments. */
  number: number;
  instrument: string;
  price: Decimal;
  base_amount: Decimal;
  counter_amount: Decimal;
  taker_side: Side;
  executed_at: Time;
}

export interface DemoToken {
  token: string;
  subject: string;
  expires_at: Time;
}
