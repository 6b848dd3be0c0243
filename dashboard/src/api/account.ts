import type { List, Time } from './types';

/** What the API tells of accounts, keys and subscriptions, as docs/accounts.md and docs/webhooks.md have it. */

export const SUBSCRIPTIONS = '/api/v1/subscriptions';

export const SCOPES = ['read', 'subscribe', 'crawl:write', 'crawl:read', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiKey {
  id: number;
  name: string;
  prefix: string;
  scopes: Scope[];
  quota_per_minute: number;
  created_at: Time;
  expires_at: Time | null;
  revoked_at: Time | null;
  last_used_at: Time | null;
  replaced_by: number | null;
}

/** A key with its text, which the API gives this once. */
export interface NewApiKey extends ApiKey {
  key: string;
}

export interface OwnAccount {
  id: number;
  name: string;
  stellar_account: string | null;
  created_at: Time;
  key: ApiKey;
}

/** Requests of a key in a minute. */
export interface KeyUsage {
  key_id: number;
  minute: Time;
  used: number;
  refused: number;
}

export interface Endpoint {
  received_at: Time | null;
  failing_since: Time | null;
  problem: string | null;
  disabled_at: Time | null;
}

export type FilterValues = Record<string, unknown>;

export interface Subscription {
  id: number;
  name: string;
  type: string;
  filter: FilterValues;
  delivery: { type: 'webhook' | 'stream'; url: string | null; ordered: boolean };
  active: boolean;
  /** Since when the operator pauses it: its owner cannot resume it. */
  paused_at: Time | null;
  /** May be empty. */
  pause_reason: string | null;
  created_at: Time;
  ends_at: Time | null;
  previous_secret_until: Time | null;
  /** Messages that were not stored because too many were there already; of 64 bits. */
  dropped: string;
  dropped_at: Time | null;
  /** Null for a stream. */
  endpoint: Endpoint | null;
}

/** A subscription with its secret, which the API gives this once; null for a stream. */
export interface NewSubscription extends Subscription {
  secret: string | null;
}

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead', 'streamed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Attempt {
  attempt: number;
  attempted_at: Time;
  millis: number;
  status: number | null;
  problem: string | null;
}

export interface Delivery {
  id: string;
  webhook_id: string;
  type: string;
  state: DeliveryState;
  happened_at: Time;
  finished_at: Time | null;
  next_at: Time | null;
  payload: unknown;
  attempts: Attempt[];
}

/** The part of JSON Schema that filters of subscriptions are written in. */
export interface MemberSchema {
  type?: string | string[];
  enum?: string[];
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  description?: string;
  default?: unknown;
}

export interface FilterSchema {
  properties: Record<string, MemberSchema>;
  required: string[];
}

export interface SubscriptionType {
  type: string;
  description: string;
  filter: FilterSchema;
}

export interface Challenge {
  transaction: string;
  network_passphrase: string;
}

export type Keys = List<ApiKey>;
export type Subscriptions = List<Subscription>;
export type Deliveries = List<Delivery>;
export type Usage = List<KeyUsage>;
