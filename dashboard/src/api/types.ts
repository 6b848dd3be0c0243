import type { Decimal } from '../numbers/decimal';

/** `native` or `CODE:ISSUER`. */
export type AssetId = string;
/** RFC 3339, in UTC. */
export type Time = string;

export const INTERVALS = ['1m', '5m', '15m', '1h', '4h', '1d', '1w', '1M'] as const;
export type Interval = (typeof INTERVALS)[number];

export interface List<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Gap {
  from: Time;
  to: Time;
}

export interface MarketState {
  base: AssetId;
  counter: AssetId;
  from: Time;
  as_of: Time;
  open: Decimal | null;
  high: Decimal | null;
  low: Decimal | null;
  close: Decimal | null;
  change: Decimal | null;
  vwap: Decimal | null;
  base_volume: Decimal;
  counter_volume: Decimal;
  trade_count: number;
  last_trade_time: Time | null;
  bid: Decimal | null;
  ask: Decimal | null;
  spread: Decimal | null;
  book_as_of: Time | null;
}

export interface PoolOfMarket {
  id: string;
  base_reserve: Decimal;
  counter_reserve: Decimal;
  price: Decimal | null;
  fee_bp: number;
  as_of: Time;
}

export interface Market extends MarketState {
  pools: PoolOfMarket[];
  complete: boolean;
  complete_from: Time | null;
  complete_to: Time | null;
  gaps: Gap[];
  audited: boolean;
}

export interface MarketOverview extends MarketState {
  valid: boolean;
  base_volume_usd: Decimal | null;
  buys: number;
  sells: number;
  pool_id: string | null;
  pool_base_reserve: Decimal | null;
  pool_counter_reserve: Decimal | null;
}

export interface Candle {
  open_time: Time;
  close_time: Time;
  open: Decimal | null;
  high: Decimal | null;
  low: Decimal | null;
  close: Decimal | null;
  base_volume: Decimal;
  counter_volume: Decimal;
  vwap: Decimal | null;
  trade_count: number;
  complete: boolean;
  audited: boolean;
  revision: number;
  source: 'trades' | 'horizon';
}

export interface CandleState extends Candle {
  base: AssetId;
  counter: AssetId;
  interval: Interval;
}

export interface Trade {
  paging_token: string;
  ledger: number;
  ledger_close_time: Time;
  type: 'orderbook' | 'liquidity_pool';
  base: AssetId;
  counter: AssetId;
  base_amount: Decimal;
  counter_amount: Decimal;
  price: Decimal;
  price_n: string;
  price_d: string;
  base_is_seller: boolean;
  ingested_from: 'stream' | 'page' | 'repair';
  stored_at: Time;
}

export type Level = [price: Decimal, amount: Decimal];

export interface OrderBook {
  base: AssetId;
  counter: AssetId;
  as_of: Time | null;
  bids: Level[];
  asks: Level[];
}

export interface BandDepth {
  bid_counter_volume: Decimal;
  ask_base_volume: Decimal;
}

export interface Cost {
  price: Decimal;
  slippage_percent: Decimal;
}

export interface Depth {
  bid: Decimal | null;
  ask: Decimal | null;
  mid: Decimal | null;
  mid_source: 'orderbook' | 'liquidity_pool' | null;
  book_as_of: Time | null;
  pool_id: string | null;
  pool_as_of: Time | null;
  bands: { percent: Decimal; book: BandDepth | null; pool: BandDepth | null }[];
  slippage: { size: Decimal; side: 'buy' | 'sell'; book: Cost | null; pool: Cost | null }[];
}

export interface Pool extends PoolOfMarket {
  base: AssetId;
  counter: AssetId;
  total_shares: Decimal;
  trustlines: number;
}

export type Warning = 'issuer_malicious' | 'issuer_unsafe' | 'domain_blocked';

export interface DirectoryEntry {
  name: string;
  domain: string;
  tags: string[];
}

export interface AssetFlags {
  auth_required: boolean;
  auth_revocable: boolean;
  auth_immutable: boolean;
  auth_clawback_enabled: boolean;
}

export interface AssetProfile {
  asset: AssetId;
  code: string;
  issuer: string;
  type: 'native' | 'credit_alphanum4' | 'credit_alphanum12';
  valid: boolean;
  name: string;
  description: string;
  organisation: string;
  domain: string;
  supply: Decimal | null;
  holders: number | null;
  price_usd: Decimal | null;
  volume_24h_usd: Decimal | null;
  market_value_usd: Decimal | null;
  /** Null for an asset that is not listed, such as the native one. */
  flags: AssetFlags | null;
  directory: DirectoryEntry | null;
  warnings: Warning[];
  /** What crawlers say about the asset and its issuer; only in the answer about one asset. */
  notes?: CrawlerNote[];
}

export interface CrawlerNote {
  /** The asset, or its issuer's account. */
  about: string;
  /** The account of the crawler. */
  source: string;
  time: Time;
  body: Record<string, unknown>;
}

export type ProgramState = string;

export interface ProgramHealth {
  state: ProgramState;
  last_progress: Time | null;
  lag_seconds: number | null;
  build: string | null;
}

export interface Status {
  status: 'ok' | 'degraded' | 'down';
  reasons: string[];
  programs: Record<string, ProgramHealth>;
  gaps: (Gap & { reason?: string })[];
  complete_from: Time | null;
  complete_percent: number;
  complete_at: Time | null;
  schema_version: number | null;
  build: string | null;
  positions: { windows_as_of?: Time | null } & Record<string, unknown>;
}

export type AuditState = 'pending' | 'agreed' | 'repaired' | 'disagreed';

export interface AuditWindow {
  from: Time;
  to: Time;
  state: AuditState;
  evidence: string[];
  reason: string | null;
  trades_read: number;
  trades_repaired: number;
  decided_at: Time | null;
}

/** Returns the code of an asset; XLM for the native one. */
export function codeOf(asset: AssetId): string {
  return asset === 'native' ? 'XLM' : (asset.split(':')[0] ?? asset);
}

/** Returns the issuing account, or null for the native asset. */
export function issuerOf(asset: AssetId): string | null {
  return asset === 'native' ? null : (asset.split(':')[1] ?? null);
}

/** Returns the first and last characters of an account. */
export function shortAccount(account: string): string {
  return account.length > 12 ? `${account.slice(0, 4)}…${account.slice(-4)}` : account;
}
