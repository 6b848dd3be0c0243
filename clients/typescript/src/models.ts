// The models. Written by clients/generate.py from the OpenAPI document. Change that, not this file.

import type { Decimal } from "./decimal.js";
import { boolean, decimal, list, long, map, members, number, text, time } from "./read.js";

export interface AcceptedRequest {
  readonly subscriptionId: number;
}

export function readAcceptedRequest(value: unknown): AcceptedRequest {
  const read = members(value, "AcceptedRequest");
  return {
    subscriptionId: number(read.subscription_id, "subscription_id"),
  };
}

export interface ApiKey {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  /** The first characters of the key, by which its owner knows it. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  /** Requests that it may make in a minute. */
  readonly quotaPerMinute: number;
  readonly createdAt: Date;
  /** Null for a key without an end. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute; null before the first use. */
  readonly lastUsedAt: Date | null;
  /** The key that replaced it by a rotation. */
  readonly replacedBy: number | null;
}

export function readApiKey(value: unknown): ApiKey {
  const read = members(value, "ApiKey");
  return {
    id: number(read.id, "id"),
    accountId: number(read.account_id, "account_id"),
    name: text(read.name, "name"),
    prefix: text(read.prefix, "prefix"),
    scopes: list(read.scopes, "scopes").map((one) => text(one, "scopes")),
    quotaPerMinute: number(read.quota_per_minute, "quota_per_minute"),
    createdAt: time(read.created_at, "created_at"),
    expiresAt: read.expires_at == null ? null : time(read.expires_at, "expires_at"),
    revokedAt: read.revoked_at == null ? null : time(read.revoked_at, "revoked_at"),
    lastUsedAt: read.last_used_at == null ? null : time(read.last_used_at, "last_used_at"),
    replacedBy: read.replaced_by == null ? null : number(read.replaced_by, "replaced_by"),
  };
}

export interface ApiKeyList {
  readonly items: readonly ApiKey[];
  readonly nextCursor: string | null;
}

export function readApiKeyList(value: unknown): ApiKeyList {
  const read = members(value, "ApiKeyList");
  return {
    items: list(read.items, "items").map((one) => readApiKey(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface ArchivedDelivery {
  readonly subscriptionId: number;
  readonly id: bigint;
  readonly webhookId: string;
  /** That of the subscription, or `test`. */
  readonly type: string;
  readonly state: string;
  readonly happenedAt: Date;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** When it is sent next. */
  readonly nextAt: Date | null;
  /** The body that is sent. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export function readArchivedDelivery(value: unknown): ArchivedDelivery {
  const read = members(value, "ArchivedDelivery");
  return {
    subscriptionId: number(read.subscription_id, "subscription_id"),
    id: long(read.id, "id"),
    webhookId: text(read.webhook_id, "webhook_id"),
    type: text(read.type, "type"),
    state: text(read.state, "state"),
    happenedAt: time(read.happened_at, "happened_at"),
    createdAt: time(read.created_at, "created_at"),
    finishedAt: read.finished_at == null ? null : time(read.finished_at, "finished_at"),
    nextAt: read.next_at == null ? null : time(read.next_at, "next_at"),
    payload: members(read.payload, "payload"),
  };
}

export interface ArchivedDeliveryList {
  readonly items: readonly ArchivedDelivery[];
  readonly nextCursor: string | null;
}

export function readArchivedDeliveryList(value: unknown): ArchivedDeliveryList {
  const read = members(value, "ArchivedDeliveryList");
  return {
    items: list(read.items, "items").map((one) => readArchivedDelivery(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

/** The rights of an issuer over those who hold its assets. */
export interface AssetFlags {
  /** Whether only accounts that it admits can hold them. */
  readonly authRequired: boolean;
  /** Whether it can freeze them in any account. */
  readonly authRevocable: boolean;
  /** Whether it can never change these rights. */
  readonly authImmutable: boolean;
  /** Whether it can take them back from any account. */
  readonly authClawbackEnabled: boolean;
}

export function readAssetFlags(value: unknown): AssetFlags {
  const read = members(value, "AssetFlags");
  return {
    authRequired: boolean(read.auth_required, "auth_required"),
    authRevocable: boolean(read.auth_revocable, "auth_revocable"),
    authImmutable: boolean(read.auth_immutable, "auth_immutable"),
    authClawbackEnabled: boolean(read.auth_clawback_enabled, "auth_clawback_enabled"),
  };
}

/** What a directory says about an account. */
export interface DirectoryEntry {
  readonly name: string;
  readonly domain: string;
  readonly tags: readonly string[];
}

export function readDirectoryEntry(value: unknown): DirectoryEntry {
  const read = members(value, "DirectoryEntry");
  return {
    name: text(read.name, "name"),
    domain: text(read.domain, "domain"),
    tags: list(read.tags, "tags").map((one) => text(one, "tags")),
  };
}

export interface AssetProfile {
  readonly asset: string;
  readonly code: string;
  /** An account, or `native`. */
  readonly issuer: string;
  readonly type: string;
  readonly valid: boolean;
  readonly name: string;
  readonly description: string;
  readonly organisation: string;
  readonly domain: string;
  readonly supply: Decimal | null;
  readonly holders: number | null;
  readonly priceUsd: Decimal | null;
  readonly volume24hUsd: Decimal | null;
  readonly marketValueUsd: Decimal | null;
  /** Null for an asset that is not listed, such as the native one. */
  readonly flags: AssetFlags | null;
  readonly directory: DirectoryEntry | null;
  readonly warnings: readonly string[];
}

export function readAssetProfile(value: unknown): AssetProfile {
  const read = members(value, "AssetProfile");
  return {
    asset: text(read.asset, "asset"),
    code: text(read.code, "code"),
    issuer: text(read.issuer, "issuer"),
    type: text(read.type, "type"),
    valid: boolean(read.valid, "valid"),
    name: text(read.name, "name"),
    description: text(read.description, "description"),
    organisation: text(read.organisation, "organisation"),
    domain: text(read.domain, "domain"),
    supply: read.supply == null ? null : decimal(read.supply, "supply"),
    holders: read.holders == null ? null : number(read.holders, "holders"),
    priceUsd: read.price_usd == null ? null : decimal(read.price_usd, "price_usd"),
    volume24hUsd: read.volume_24h_usd == null ? null : decimal(read.volume_24h_usd, "volume_24h_usd"),
    marketValueUsd: read.market_value_usd == null ? null : decimal(read.market_value_usd, "market_value_usd"),
    flags: read.flags == null ? null : readAssetFlags(read.flags),
    directory: read.directory == null ? null : readDirectoryEntry(read.directory),
    warnings: list(read.warnings, "warnings").map((one) => text(one, "warnings")),
  };
}

export interface AssetList {
  readonly items: readonly AssetProfile[];
  readonly nextCursor: string | null;
}

export function readAssetList(value: unknown): AssetList {
  const read = members(value, "AssetList");
  return {
    items: list(read.items, "items").map((one) => readAssetProfile(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface AuditWindow {
  readonly from: Date;
  readonly to: Date;
  readonly state: string;
  /** What proved it; in CSV separated by semicolons. */
  readonly evidence: readonly string[];
  readonly reason: string | null;
  readonly tradesRead: number;
  readonly tradesRepaired: number;
  readonly decidedAt: Date | null;
}

export function readAuditWindow(value: unknown): AuditWindow {
  const read = members(value, "AuditWindow");
  return {
    from: time(read.from, "from"),
    to: time(read.to, "to"),
    state: text(read.state, "state"),
    evidence: list(read.evidence, "evidence").map((one) => text(one, "evidence")),
    reason: read.reason == null ? null : text(read.reason, "reason"),
    tradesRead: number(read.trades_read, "trades_read"),
    tradesRepaired: number(read.trades_repaired, "trades_repaired"),
    decidedAt: read.decided_at == null ? null : time(read.decided_at, "decided_at"),
  };
}

export interface AuditWindowList {
  readonly items: readonly AuditWindow[];
  readonly nextCursor: string | null;
}

export function readAuditWindowList(value: unknown): AuditWindowList {
  const read = members(value, "AuditWindowList");
  return {
    items: list(read.items, "items").map((one) => readAuditWindow(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface Candle {
  readonly openTime: Date;
  /** The end, exclusive. */
  readonly closeTime: Date;
  /** Without dust; null when all was dust. */
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly close: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly vwap: Decimal | null;
  readonly tradeCount: number;
  /** Whether all of it is fetched and past. */
  readonly complete: boolean;
  /** Whether every hour of it is proven. */
  readonly audited: boolean;
  /** Grows when the candle changes. */
  readonly revision: number;
  /** Its own trades, or Horizon's sums. */
  readonly source: string;
  /** Whether its prices leave dust out: Horizon's do not, nor do those that were made with an earlier dust floor. */
  readonly dustExcluded: boolean;
  readonly servedFrom: string;
}

export function readCandle(value: unknown): Candle {
  const read = members(value, "Candle");
  return {
    openTime: time(read.open_time, "open_time"),
    closeTime: time(read.close_time, "close_time"),
    open: read.open == null ? null : decimal(read.open, "open"),
    high: read.high == null ? null : decimal(read.high, "high"),
    low: read.low == null ? null : decimal(read.low, "low"),
    close: read.close == null ? null : decimal(read.close, "close"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    vwap: read.vwap == null ? null : decimal(read.vwap, "vwap"),
    tradeCount: number(read.trade_count, "trade_count"),
    complete: boolean(read.complete, "complete"),
    audited: boolean(read.audited, "audited"),
    revision: number(read.revision, "revision"),
    source: text(read.source, "source"),
    dustExcluded: boolean(read.dust_excluded, "dust_excluded"),
    servedFrom: text(read.served_from, "served_from"),
  };
}

/** Time that is not fetched. */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
}

export function readGap(value: unknown): Gap {
  const read = members(value, "Gap");
  return {
    from: time(read.from, "from"),
    to: time(read.to, "to"),
  };
}

export interface CandleList {
  readonly items: readonly Candle[];
  readonly nextCursor: string | null;
  /** What neither the database nor the archive has of the time before the candles that are kept. */
  readonly missing?: readonly Gap[] | null;
}

export function readCandleList(value: unknown): CandleList {
  const read = members(value, "CandleList");
  return {
    items: list(read.items, "items").map((one) => readCandle(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
    ...(read.missing === undefined ? {} : { missing: read.missing === null ? null : list(read.missing, "missing").map((one) => readGap(one)) }),
  };
}

export interface CandleState {
  readonly openTime: Date;
  /** The end, exclusive. */
  readonly closeTime: Date;
  /** Without dust; null when all was dust. */
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly close: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly vwap: Decimal | null;
  readonly tradeCount: number;
  /** Whether all of it is fetched and past. */
  readonly complete: boolean;
  /** Whether every hour of it is proven. */
  readonly audited: boolean;
  /** Grows when the candle changes. */
  readonly revision: number;
  /** Its own trades, or Horizon's sums. */
  readonly source: string;
  /** Whether its prices leave dust out: Horizon's do not, nor do those that were made with an earlier dust floor. */
  readonly dustExcluded: boolean;
  readonly servedFrom: string;
  readonly base: string;
  readonly counter: string;
  readonly interval: string;
}

export function readCandleState(value: unknown): CandleState {
  const read = members(value, "CandleState");
  return {
    openTime: time(read.open_time, "open_time"),
    closeTime: time(read.close_time, "close_time"),
    open: read.open == null ? null : decimal(read.open, "open"),
    high: read.high == null ? null : decimal(read.high, "high"),
    low: read.low == null ? null : decimal(read.low, "low"),
    close: read.close == null ? null : decimal(read.close, "close"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    vwap: read.vwap == null ? null : decimal(read.vwap, "vwap"),
    tradeCount: number(read.trade_count, "trade_count"),
    complete: boolean(read.complete, "complete"),
    audited: boolean(read.audited, "audited"),
    revision: number(read.revision, "revision"),
    source: text(read.source, "source"),
    dustExcluded: boolean(read.dust_excluded, "dust_excluded"),
    servedFrom: text(read.served_from, "served_from"),
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    interval: text(read.interval, "interval"),
  };
}

export interface Correction {
  readonly base: string;
  readonly counter: string;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly reason: string;
}

export function readCorrection(value: unknown): Correction {
  const read = members(value, "Correction");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    from: time(read.from, "from"),
    to: time(read.to, "to"),
    reason: text(read.reason, "reason"),
  };
}

export interface Cost {
  /** The average price of the whole size. */
  readonly price: Decimal;
  /** How much worse it is than mid. */
  readonly slippagePercent: Decimal;
}

export function readCost(value: unknown): Cost {
  const read = members(value, "Cost");
  return {
    price: decimal(read.price, "price"),
    slippagePercent: decimal(read.slippage_percent, "slippage_percent"),
  };
}

export interface DeliveryAttempt {
  readonly attempt: number;
  readonly attemptedAt: Date;
  readonly millis: number;
  /** Null without an answer. */
  readonly status: number | null;
  /** Null when it succeeded. */
  readonly problem: string | null;
}

export function readDeliveryAttempt(value: unknown): DeliveryAttempt {
  const read = members(value, "DeliveryAttempt");
  return {
    attempt: number(read.attempt, "attempt"),
    attemptedAt: time(read.attempted_at, "attempted_at"),
    millis: number(read.millis, "millis"),
    status: read.status == null ? null : number(read.status, "status"),
    problem: read.problem == null ? null : text(read.problem, "problem"),
  };
}

export interface Delivery {
  readonly id: bigint;
  readonly webhookId: string;
  /** That of the subscription, or `test`. */
  readonly type: string;
  readonly state: string;
  readonly happenedAt: Date;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** When it is sent next. */
  readonly nextAt: Date | null;
  /** The body that is sent. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: readonly DeliveryAttempt[];
}

export function readDelivery(value: unknown): Delivery {
  const read = members(value, "Delivery");
  return {
    id: long(read.id, "id"),
    webhookId: text(read.webhook_id, "webhook_id"),
    type: text(read.type, "type"),
    state: text(read.state, "state"),
    happenedAt: time(read.happened_at, "happened_at"),
    createdAt: time(read.created_at, "created_at"),
    finishedAt: read.finished_at == null ? null : time(read.finished_at, "finished_at"),
    nextAt: read.next_at == null ? null : time(read.next_at, "next_at"),
    payload: members(read.payload, "payload"),
    attempts: list(read.attempts, "attempts").map((one) => readDeliveryAttempt(one)),
  };
}

export interface DeliveryList {
  readonly items: readonly Delivery[];
  readonly nextCursor: string | null;
}

export function readDeliveryList(value: unknown): DeliveryList {
  const read = members(value, "DeliveryList");
  return {
    items: list(read.items, "items").map((one) => readDelivery(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface DeliveryTo {
  readonly type: string;
  readonly url: string | null;
  readonly ordered: boolean;
}

export function readDeliveryTo(value: unknown): DeliveryTo {
  const read = members(value, "DeliveryTo");
  return {
    type: text(read.type, "type"),
    url: read.url == null ? null : text(read.url, "url"),
    ordered: boolean(read.ordered, "ordered"),
  };
}

export interface DepthOfBand {
  /** What buyers offer, in counter. */
  readonly bidCounterVolume: Decimal;
  /** What sellers offer, in base. */
  readonly askBaseVolume: Decimal;
}

export function readDepthOfBand(value: unknown): DepthOfBand {
  const read = members(value, "DepthOfBand");
  return {
    bidCounterVolume: decimal(read.bid_counter_volume, "bid_counter_volume"),
    askBaseVolume: decimal(read.ask_base_volume, "ask_base_volume"),
  };
}

export interface DepthBand {
  readonly percent: Decimal;
  readonly book: DepthOfBand | null;
  readonly pool: DepthOfBand | null;
}

export function readDepthBand(value: unknown): DepthBand {
  const read = members(value, "DepthBand");
  return {
    percent: decimal(read.percent, "percent"),
    book: read.book == null ? null : readDepthOfBand(read.book),
    pool: read.pool == null ? null : readDepthOfBand(read.pool),
  };
}

export interface Slippage {
  readonly size: Decimal;
  readonly side: string;
  /** Null where the size exceeds what is there. */
  readonly book: Cost | null;
  readonly pool: Cost | null;
}

export function readSlippage(value: unknown): Slippage {
  const read = members(value, "Slippage");
  return {
    size: decimal(read.size, "size"),
    side: text(read.side, "side"),
    book: read.book == null ? null : readCost(read.book),
    pool: read.pool == null ? null : readCost(read.pool),
  };
}

export interface Depth {
  readonly base: string;
  readonly counter: string;
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  /** Between bid and ask, else the pool's price. */
  readonly mid: Decimal | null;
  readonly midSource: string | null;
  readonly bookAsOf: Date | null;
  readonly poolId: string | null;
  readonly poolAsOf: Date | null;
  /** 0.1, 0.5, 1, 2, 5 and 10 percent of mid. */
  readonly bands: readonly DepthBand[];
  /** Of each size, for each side. */
  readonly slippage: readonly Slippage[];
}

export function readDepth(value: unknown): Depth {
  const read = members(value, "Depth");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    bid: read.bid == null ? null : decimal(read.bid, "bid"),
    ask: read.ask == null ? null : decimal(read.ask, "ask"),
    mid: read.mid == null ? null : decimal(read.mid, "mid"),
    midSource: read.mid_source == null ? null : text(read.mid_source, "mid_source"),
    bookAsOf: read.book_as_of == null ? null : time(read.book_as_of, "book_as_of"),
    poolId: read.pool_id == null ? null : text(read.pool_id, "pool_id"),
    poolAsOf: read.pool_as_of == null ? null : time(read.pool_as_of, "pool_as_of"),
    bands: list(read.bands, "bands").map((one) => readDepthBand(one)),
    slippage: list(read.slippage, "slippage").map((one) => readSlippage(one)),
  };
}

export interface Endpoint {
  /** When it last took a message. */
  readonly receivedAt: Date | null;
  /** Null while the last attempt succeeded. */
  readonly failingSince: Date | null;
  readonly problem: string | null;
  /** When it was disabled for failing too long. */
  readonly disabledAt: Date | null;
}

export function readEndpoint(value: unknown): Endpoint {
  const read = members(value, "Endpoint");
  return {
    receivedAt: read.received_at == null ? null : time(read.received_at, "received_at"),
    failingSince: read.failing_since == null ? null : time(read.failing_since, "failing_since"),
    problem: read.problem == null ? null : text(read.problem, "problem"),
    disabledAt: read.disabled_at == null ? null : time(read.disabled_at, "disabled_at"),
  };
}

export interface MarketOfEvent {
  readonly base: string;
  readonly counter: string;
}

export function readMarketOfEvent(value: unknown): MarketOfEvent {
  const read = members(value, "MarketOfEvent");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
  };
}

export interface LoggedEvent {
  /** Without gaps, in the order of the commits. */
  readonly position: number;
  readonly happenedAt: Date;
  readonly type: string;
  readonly markets: readonly MarketOfEvent[];
  readonly firstTrade: string | null;
  readonly lastTrade: string | null;
  /** One line for people; may be empty. */
  readonly detail: string;
}

export function readLoggedEvent(value: unknown): LoggedEvent {
  const read = members(value, "LoggedEvent");
  return {
    position: number(read.position, "position"),
    happenedAt: time(read.happened_at, "happened_at"),
    type: text(read.type, "type"),
    markets: list(read.markets, "markets").map((one) => readMarketOfEvent(one)),
    firstTrade: read.first_trade == null ? null : text(read.first_trade, "first_trade"),
    lastTrade: read.last_trade == null ? null : text(read.last_trade, "last_trade"),
    detail: text(read.detail, "detail"),
  };
}

export interface EventList {
  readonly items: readonly LoggedEvent[];
  readonly nextCursor: string | null;
}

export function readEventList(value: unknown): EventList {
  const read = members(value, "EventList");
  return {
    items: list(read.items, "items").map((one) => readLoggedEvent(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface FoundAsset {
  readonly asset: string;
  readonly valid: boolean;
  readonly name: string;
  readonly domain: string;
  /** Of seven days. */
  readonly tradeCount: number;
  readonly directory: DirectoryEntry | null;
  readonly warnings: readonly string[];
}

export function readFoundAsset(value: unknown): FoundAsset {
  const read = members(value, "FoundAsset");
  return {
    asset: text(read.asset, "asset"),
    valid: boolean(read.valid, "valid"),
    name: text(read.name, "name"),
    domain: text(read.domain, "domain"),
    tradeCount: number(read.trade_count, "trade_count"),
    directory: read.directory == null ? null : readDirectoryEntry(read.directory),
    warnings: list(read.warnings, "warnings").map((one) => text(one, "warnings")),
  };
}

export interface FoundMarket {
  readonly base: string;
  readonly counter: string;
  readonly tradeCount: number;
}

export function readFoundMarket(value: unknown): FoundMarket {
  const read = members(value, "FoundMarket");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    tradeCount: number(read.trade_count, "trade_count"),
  };
}

export interface Found {
  readonly assets: readonly FoundAsset[];
  readonly markets: readonly FoundMarket[];
}

export function readFound(value: unknown): Found {
  const read = members(value, "Found");
  return {
    assets: list(read.assets, "assets").map((one) => readFoundAsset(one)),
    markets: list(read.markets, "markets").map((one) => readFoundMarket(one)),
  };
}

/** Requests of a key in a minute. */
export interface KeyUsage {
  readonly keyId: number;
  readonly minute: Date;
  readonly used: number;
  /** Those beyond the quota. */
  readonly refused: number;
}

export function readKeyUsage(value: unknown): KeyUsage {
  const read = members(value, "KeyUsage");
  return {
    keyId: number(read.key_id, "key_id"),
    minute: time(read.minute, "minute"),
    used: number(read.used, "used"),
    refused: number(read.refused, "refused"),
  };
}

export interface KnownGap {
  readonly from: Date;
  readonly to: Date;
  readonly reason: string;
}

export function readKnownGap(value: unknown): KnownGap {
  const read = members(value, "KnownGap");
  return {
    from: time(read.from, "from"),
    to: time(read.to, "to"),
    reason: text(read.reason, "reason"),
  };
}

/** A price, counter per base, and an amount of base. */
export interface Level {
  readonly price: Decimal;
  readonly amount: Decimal;
}

export function readLevel(value: unknown): Level {
  const read = list(value, "Level");
  return { price: decimal(read[0], "price"), amount: decimal(read[1], "amount") };
}

export interface PoolOfMarket {
  readonly id: string;
  readonly baseReserve: Decimal;
  readonly counterReserve: Decimal;
  /** Null when the pool is empty. */
  readonly price: Decimal | null;
  /** The fee in hundredths of a percent. */
  readonly feeBp: number;
  readonly asOf: Date;
}

export function readPoolOfMarket(value: unknown): PoolOfMarket {
  const read = members(value, "PoolOfMarket");
  return {
    id: text(read.id, "id"),
    baseReserve: decimal(read.base_reserve, "base_reserve"),
    counterReserve: decimal(read.counter_reserve, "counter_reserve"),
    price: read.price == null ? null : decimal(read.price, "price"),
    feeBp: number(read.fee_bp, "fee_bp"),
    asOf: time(read.as_of, "as_of"),
  };
}

export interface Market {
  readonly base: string;
  readonly counter: string;
  /** The window's begin. */
  readonly from: Date;
  /** The window's end. */
  readonly asOf: Date;
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly close: Decimal | null;
  /** close - open */
  readonly change: Decimal | null;
  /** counter_volume / base_volume */
  readonly vwap: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly tradeCount: number;
  readonly lastTradeTime: Date | null;
  /** The best bid of the order book. */
  readonly bid: Decimal | null;
  /** Its best ask. */
  readonly ask: Decimal | null;
  /** ask - bid */
  readonly spread: Decimal | null;
  /** When the order book was read. */
  readonly bookAsOf: Date | null;
  /** False when the window meets time that was never fetched, or the live stream is more than a minute behind. */
  readonly complete: boolean;
  /** Begin of the time that is fetched except for the gaps. */
  readonly completeFrom: Date | null;
  /** Its end. */
  readonly completeTo: Date | null;
  readonly gaps: readonly Gap[];
  /** Whether every hour of the window is proven. */
  readonly audited: boolean;
  readonly pools: readonly PoolOfMarket[];
}

export function readMarket(value: unknown): Market {
  const read = members(value, "Market");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    from: time(read.from, "from"),
    asOf: time(read.as_of, "as_of"),
    open: read.open == null ? null : decimal(read.open, "open"),
    high: read.high == null ? null : decimal(read.high, "high"),
    low: read.low == null ? null : decimal(read.low, "low"),
    close: read.close == null ? null : decimal(read.close, "close"),
    change: read.change == null ? null : decimal(read.change, "change"),
    vwap: read.vwap == null ? null : decimal(read.vwap, "vwap"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    tradeCount: number(read.trade_count, "trade_count"),
    lastTradeTime: read.last_trade_time == null ? null : time(read.last_trade_time, "last_trade_time"),
    bid: read.bid == null ? null : decimal(read.bid, "bid"),
    ask: read.ask == null ? null : decimal(read.ask, "ask"),
    spread: read.spread == null ? null : decimal(read.spread, "spread"),
    bookAsOf: read.book_as_of == null ? null : time(read.book_as_of, "book_as_of"),
    complete: boolean(read.complete, "complete"),
    completeFrom: read.complete_from == null ? null : time(read.complete_from, "complete_from"),
    completeTo: read.complete_to == null ? null : time(read.complete_to, "complete_to"),
    gaps: list(read.gaps, "gaps").map((one) => readGap(one)),
    audited: boolean(read.audited, "audited"),
    pools: list(read.pools, "pools").map((one) => readPoolOfMarket(one)),
  };
}

export interface MarketOverview {
  readonly base: string;
  readonly counter: string;
  /** Whether both assets are valid. */
  readonly valid: boolean;
  readonly from: Date;
  readonly asOf: Date;
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly close: Decimal | null;
  /** close - open */
  readonly change: Decimal | null;
  readonly vwap: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly baseVolumeUsd: Decimal | null;
  readonly tradeCount: number;
  /** Trades whose later side bought the base. */
  readonly buys: number;
  /** Trades whose later side sold it. */
  readonly sells: number;
  readonly lastTradeTime: Date | null;
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  readonly spread: Decimal | null;
  readonly bookAsOf: Date | null;
  readonly poolId: string | null;
  readonly poolBaseReserve: Decimal | null;
  readonly poolCounterReserve: Decimal | null;
  readonly buys5m: number;
  readonly sells5m: number;
  readonly change5m: Decimal | null;
  /** Of the base. */
  readonly volume5m: Decimal;
  readonly buys1h: number;
  readonly sells1h: number;
  readonly change1h: Decimal | null;
  /** Of the base. */
  readonly volume1h: Decimal;
  readonly buys6h: number;
  readonly sells6h: number;
  readonly change6h: Decimal | null;
  /** Of the base. */
  readonly volume6h: Decimal;
  readonly buys24h: number;
  readonly sells24h: number;
  readonly change24h: Decimal | null;
  /** Of the base. */
  readonly volume24h: Decimal;
}

export function readMarketOverview(value: unknown): MarketOverview {
  const read = members(value, "MarketOverview");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    valid: boolean(read.valid, "valid"),
    from: time(read.from, "from"),
    asOf: time(read.as_of, "as_of"),
    open: read.open == null ? null : decimal(read.open, "open"),
    high: read.high == null ? null : decimal(read.high, "high"),
    low: read.low == null ? null : decimal(read.low, "low"),
    close: read.close == null ? null : decimal(read.close, "close"),
    change: read.change == null ? null : decimal(read.change, "change"),
    vwap: read.vwap == null ? null : decimal(read.vwap, "vwap"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    baseVolumeUsd: read.base_volume_usd == null ? null : decimal(read.base_volume_usd, "base_volume_usd"),
    tradeCount: number(read.trade_count, "trade_count"),
    buys: number(read.buys, "buys"),
    sells: number(read.sells, "sells"),
    lastTradeTime: read.last_trade_time == null ? null : time(read.last_trade_time, "last_trade_time"),
    bid: read.bid == null ? null : decimal(read.bid, "bid"),
    ask: read.ask == null ? null : decimal(read.ask, "ask"),
    spread: read.spread == null ? null : decimal(read.spread, "spread"),
    bookAsOf: read.book_as_of == null ? null : time(read.book_as_of, "book_as_of"),
    poolId: read.pool_id == null ? null : text(read.pool_id, "pool_id"),
    poolBaseReserve: read.pool_base_reserve == null ? null : decimal(read.pool_base_reserve, "pool_base_reserve"),
    poolCounterReserve: read.pool_counter_reserve == null ? null : decimal(read.pool_counter_reserve, "pool_counter_reserve"),
    buys5m: number(read.buys_5m, "buys_5m"),
    sells5m: number(read.sells_5m, "sells_5m"),
    change5m: read.change_5m == null ? null : decimal(read.change_5m, "change_5m"),
    volume5m: decimal(read.volume_5m, "volume_5m"),
    buys1h: number(read.buys_1h, "buys_1h"),
    sells1h: number(read.sells_1h, "sells_1h"),
    change1h: read.change_1h == null ? null : decimal(read.change_1h, "change_1h"),
    volume1h: decimal(read.volume_1h, "volume_1h"),
    buys6h: number(read.buys_6h, "buys_6h"),
    sells6h: number(read.sells_6h, "sells_6h"),
    change6h: read.change_6h == null ? null : decimal(read.change_6h, "change_6h"),
    volume6h: decimal(read.volume_6h, "volume_6h"),
    buys24h: number(read.buys_24h, "buys_24h"),
    sells24h: number(read.sells_24h, "sells_24h"),
    change24h: read.change_24h == null ? null : decimal(read.change_24h, "change_24h"),
    volume24h: decimal(read.volume_24h, "volume_24h"),
  };
}

export interface MarketList {
  /** False when the window meets time that was never fetched, or the live stream is more than a minute behind. */
  readonly complete: boolean;
  /** Begin of the time that is fetched except for the gaps. */
  readonly completeFrom: Date | null;
  /** Its end. */
  readonly completeTo: Date | null;
  readonly gaps: readonly Gap[];
  readonly items: readonly MarketOverview[];
  readonly nextCursor: string | null;
}

export function readMarketList(value: unknown): MarketList {
  const read = members(value, "MarketList");
  return {
    complete: boolean(read.complete, "complete"),
    completeFrom: read.complete_from == null ? null : time(read.complete_from, "complete_from"),
    completeTo: read.complete_to == null ? null : time(read.complete_to, "complete_to"),
    gaps: list(read.gaps, "gaps").map((one) => readGap(one)),
    items: list(read.items, "items").map((one) => readMarketOverview(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface MarketState {
  readonly base: string;
  readonly counter: string;
  /** The window's begin. */
  readonly from: Date;
  /** The window's end. */
  readonly asOf: Date;
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly close: Decimal | null;
  /** close - open */
  readonly change: Decimal | null;
  /** counter_volume / base_volume */
  readonly vwap: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly tradeCount: number;
  readonly lastTradeTime: Date | null;
  /** The best bid of the order book. */
  readonly bid: Decimal | null;
  /** Its best ask. */
  readonly ask: Decimal | null;
  /** ask - bid */
  readonly spread: Decimal | null;
  /** When the order book was read. */
  readonly bookAsOf: Date | null;
}

export function readMarketState(value: unknown): MarketState {
  const read = members(value, "MarketState");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    from: time(read.from, "from"),
    asOf: time(read.as_of, "as_of"),
    open: read.open == null ? null : decimal(read.open, "open"),
    high: read.high == null ? null : decimal(read.high, "high"),
    low: read.low == null ? null : decimal(read.low, "low"),
    close: read.close == null ? null : decimal(read.close, "close"),
    change: read.change == null ? null : decimal(read.change, "change"),
    vwap: read.vwap == null ? null : decimal(read.vwap, "vwap"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    tradeCount: number(read.trade_count, "trade_count"),
    lastTradeTime: read.last_trade_time == null ? null : time(read.last_trade_time, "last_trade_time"),
    bid: read.bid == null ? null : decimal(read.bid, "bid"),
    ask: read.ask == null ? null : decimal(read.ask, "ask"),
    spread: read.spread == null ? null : decimal(read.spread, "spread"),
    bookAsOf: read.book_as_of == null ? null : time(read.book_as_of, "book_as_of"),
  };
}

export interface Mover {
  readonly base: string;
  readonly counter: string;
  readonly open: Decimal | null;
  readonly close: Decimal | null;
  /** Relative, without dust. */
  readonly change: Decimal | null;
  readonly volumeUsd: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly tradeCount: number;
  readonly firstTradeTime: Date;
  readonly lastTradeTime: Date;
}

export function readMover(value: unknown): Mover {
  const read = members(value, "Mover");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    open: read.open == null ? null : decimal(read.open, "open"),
    close: read.close == null ? null : decimal(read.close, "close"),
    change: read.change == null ? null : decimal(read.change, "change"),
    volumeUsd: read.volume_usd == null ? null : decimal(read.volume_usd, "volume_usd"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    tradeCount: number(read.trade_count, "trade_count"),
    firstTradeTime: time(read.first_trade_time, "first_trade_time"),
    lastTradeTime: time(read.last_trade_time, "last_trade_time"),
  };
}

export interface MoverList {
  readonly items: readonly Mover[];
  readonly nextCursor: string | null;
}

export function readMoverList(value: unknown): MoverList {
  const read = members(value, "MoverList");
  return {
    items: list(read.items, "items").map((one) => readMover(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface NewApiKey {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  /** The first characters of the key, by which its owner knows it. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  /** Requests that it may make in a minute. */
  readonly quotaPerMinute: number;
  readonly createdAt: Date;
  /** Null for a key without an end. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute; null before the first use. */
  readonly lastUsedAt: Date | null;
  /** The key that replaced it by a rotation. */
  readonly replacedBy: number | null;
  /** The key itself: `sticker_`, 32 random letters and digits, and 6 that are a checksum. */
  readonly key: string;
}

export function readNewApiKey(value: unknown): NewApiKey {
  const read = members(value, "NewApiKey");
  return {
    id: number(read.id, "id"),
    accountId: number(read.account_id, "account_id"),
    name: text(read.name, "name"),
    prefix: text(read.prefix, "prefix"),
    scopes: list(read.scopes, "scopes").map((one) => text(one, "scopes")),
    quotaPerMinute: number(read.quota_per_minute, "quota_per_minute"),
    createdAt: time(read.created_at, "created_at"),
    expiresAt: read.expires_at == null ? null : time(read.expires_at, "expires_at"),
    revokedAt: read.revoked_at == null ? null : time(read.revoked_at, "revoked_at"),
    lastUsedAt: read.last_used_at == null ? null : time(read.last_used_at, "last_used_at"),
    replacedBy: read.replaced_by == null ? null : number(read.replaced_by, "replaced_by"),
    key: text(read.key, "key"),
  };
}

export interface NewSecret {
  readonly secret: string;
  readonly previousSecretUntil: Date;
}

export function readNewSecret(value: unknown): NewSecret {
  const read = members(value, "NewSecret");
  return {
    secret: text(read.secret, "secret"),
    previousSecretUntil: time(read.previous_secret_until, "previous_secret_until"),
  };
}

/** Which members there are depends on the type: `/api/v1/subscription-types` has a schema of each. */
export interface SubscriptionFilter {
  readonly base?: string | null;
  readonly counter?: string | null;
  /** Of `trade`: the smallest base amount, in units. */
  readonly minimumBaseAmount?: string | null;
  readonly interval?: string | null;
  /** Of `price`. */
  readonly direction?: string | null;
  /** Of `price`: the level, counter per base. */
  readonly price?: string | null;
  /** Of `price`: how far it must come back before the next crossing counts, in percent of the level, up to 50; 1 unless given. */
  readonly hysteresisPercent?: string | null;
  /** Of `volume` and `spread`: the length of the window. */
  readonly windowSeconds?: number | null;
  /** Of `volume`: the base volume that is to be exceeded. */
  readonly above?: string | null;
  /** Of `spread`: the spread that is to be exceeded for the window, in percent of the price midway between bid and ask, below 200. */
  readonly abovePercent?: string | null;
  /** Of `new_asset`. */
  readonly code?: string | null;
  /** Of `new_asset`: that of its stellar.toml. */
  readonly domain?: string | null;
  /** Of `feed`: the age of the newest ledger; 300 unless given. */
  readonly staleSeconds?: number | null;
  /** Of `new_market`: one of its assets; of `asset`: the asset. */
  readonly asset?: string | null;
}

export function readSubscriptionFilter(value: unknown): SubscriptionFilter {
  const read = members(value, "SubscriptionFilter");
  return {
    ...(read.base === undefined ? {} : { base: read.base === null ? null : text(read.base, "base") }),
    ...(read.counter === undefined ? {} : { counter: read.counter === null ? null : text(read.counter, "counter") }),
    ...(read.minimum_base_amount === undefined ? {} : { minimumBaseAmount: read.minimum_base_amount === null ? null : text(read.minimum_base_amount, "minimum_base_amount") }),
    ...(read.interval === undefined ? {} : { interval: read.interval === null ? null : text(read.interval, "interval") }),
    ...(read.direction === undefined ? {} : { direction: read.direction === null ? null : text(read.direction, "direction") }),
    ...(read.price === undefined ? {} : { price: read.price === null ? null : text(read.price, "price") }),
    ...(read.hysteresis_percent === undefined ? {} : { hysteresisPercent: read.hysteresis_percent === null ? null : text(read.hysteresis_percent, "hysteresis_percent") }),
    ...(read.window_seconds === undefined ? {} : { windowSeconds: read.window_seconds === null ? null : number(read.window_seconds, "window_seconds") }),
    ...(read.above === undefined ? {} : { above: read.above === null ? null : text(read.above, "above") }),
    ...(read.above_percent === undefined ? {} : { abovePercent: read.above_percent === null ? null : text(read.above_percent, "above_percent") }),
    ...(read.code === undefined ? {} : { code: read.code === null ? null : text(read.code, "code") }),
    ...(read.domain === undefined ? {} : { domain: read.domain === null ? null : text(read.domain, "domain") }),
    ...(read.stale_seconds === undefined ? {} : { staleSeconds: read.stale_seconds === null ? null : number(read.stale_seconds, "stale_seconds") }),
    ...(read.asset === undefined ? {} : { asset: read.asset === null ? null : text(read.asset, "asset") }),
  };
}

export interface NewSubscription {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly filter: SubscriptionFilter;
  readonly delivery: DeliveryTo;
  /** Whether messages are wanted: false while its owner or the operator paused it. */
  readonly active: boolean;
  /** Since when the operator pauses it; null unless one does. Its owner cannot start it then. */
  readonly pausedAt: Date | null;
  /** Why the operator paused it; may be empty. Null unless one did. */
  readonly pauseReason: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly endsAt: Date | null;
  /** Until when messages are signed with the secret before the last rotation, too. */
  readonly previousSecretUntil: Date | null;
  /** Messages that were not stored because too many were there already; 0 when none was. */
  readonly dropped: bigint;
  /** When the last one was dropped. */
  readonly droppedAt: Date | null;
  /** Null for a stream. */
  readonly endpoint: Endpoint | null;
  /** Signs the webhooks: `whsec_` and Base64. Shown this once; null for a stream. */
  readonly secret: string | null;
}

export function readNewSubscription(value: unknown): NewSubscription {
  const read = members(value, "NewSubscription");
  return {
    id: number(read.id, "id"),
    name: text(read.name, "name"),
    type: text(read.type, "type"),
    filter: readSubscriptionFilter(read.filter),
    delivery: readDeliveryTo(read.delivery),
    active: boolean(read.active, "active"),
    pausedAt: read.paused_at == null ? null : time(read.paused_at, "paused_at"),
    pauseReason: read.pause_reason == null ? null : text(read.pause_reason, "pause_reason"),
    createdAt: time(read.created_at, "created_at"),
    changedAt: time(read.changed_at, "changed_at"),
    endsAt: read.ends_at == null ? null : time(read.ends_at, "ends_at"),
    previousSecretUntil: read.previous_secret_until == null ? null : time(read.previous_secret_until, "previous_secret_until"),
    dropped: long(read.dropped, "dropped"),
    droppedAt: read.dropped_at == null ? null : time(read.dropped_at, "dropped_at"),
    endpoint: read.endpoint == null ? null : readEndpoint(read.endpoint),
    secret: read.secret == null ? null : text(read.secret, "secret"),
  };
}

export interface Notice {
  readonly detail: string;
}

export function readNotice(value: unknown): Notice {
  const read = members(value, "Notice");
  return {
    detail: text(read.detail, "detail"),
  };
}

export interface OrderBook {
  readonly base: string;
  readonly counter: string;
  /** Null for a book that was never read. */
  readonly asOf: Date | null;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

export function readOrderBook(value: unknown): OrderBook {
  const read = members(value, "OrderBook");
  return {
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    asOf: read.as_of == null ? null : time(read.as_of, "as_of"),
    bids: list(read.bids, "bids").map((one) => readLevel(one)),
    asks: list(read.asks, "asks").map((one) => readLevel(one)),
  };
}

/** The account and the key of the request. */
export interface OwnAccount {
  readonly id: number;
  readonly name: string;
  /** The account of the network that signs in. */
  readonly stellarAccount: string | null;
  readonly createdAt: Date;
  /** Null while it is enabled. */
  readonly disabledAt: Date | null;
  readonly key: ApiKey;
}

export function readOwnAccount(value: unknown): OwnAccount {
  const read = members(value, "OwnAccount");
  return {
    id: number(read.id, "id"),
    name: text(read.name, "name"),
    stellarAccount: read.stellar_account == null ? null : text(read.stellar_account, "stellar_account"),
    createdAt: time(read.created_at, "created_at"),
    disabledAt: read.disabled_at == null ? null : time(read.disabled_at, "disabled_at"),
    key: readApiKey(read.key),
  };
}

export interface Pool {
  readonly id: string;
  readonly base: string;
  readonly counter: string;
  readonly baseReserve: Decimal;
  readonly counterReserve: Decimal;
  /** Null when the pool is empty. */
  readonly price: Decimal | null;
  /** The fee in hundredths of a percent. */
  readonly feeBp: number;
  readonly totalShares: Decimal;
  /** How many accounts hold shares, or may. */
  readonly trustlines: number;
  readonly asOf: Date;
}

export function readPool(value: unknown): Pool {
  const read = members(value, "Pool");
  return {
    id: text(read.id, "id"),
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    baseReserve: decimal(read.base_reserve, "base_reserve"),
    counterReserve: decimal(read.counter_reserve, "counter_reserve"),
    price: read.price == null ? null : decimal(read.price, "price"),
    feeBp: number(read.fee_bp, "fee_bp"),
    totalShares: decimal(read.total_shares, "total_shares"),
    trustlines: number(read.trustlines, "trustlines"),
    asOf: time(read.as_of, "as_of"),
  };
}

export interface PoolList {
  readonly items: readonly Pool[];
  readonly nextCursor: string | null;
}

export function readPoolList(value: unknown): PoolList {
  const read = members(value, "PoolList");
  return {
    items: list(read.items, "items").map((one) => readPool(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface Position {
  readonly position: string;
}

export function readPosition(value: unknown): Position {
  const read = members(value, "Position");
  return {
    position: text(read.position, "position"),
  };
}

export interface Positions {
  /** The cursor of the live stream of trades. */
  readonly trades: string | null;
  /** The cursor of the audit. */
  readonly audit: string | null;
  /** The oldest event that the stream still keeps. */
  readonly oldestEvent: string | null;
  /** The newest one. */
  readonly newestEvent: string | null;
  /** When the stored windows of all markets end. */
  readonly windowsAsOf: Date | null;
}

export function readPositions(value: unknown): Positions {
  const read = members(value, "Positions");
  return {
    trades: read.trades == null ? null : text(read.trades, "trades"),
    audit: read.audit == null ? null : text(read.audit, "audit"),
    oldestEvent: read.oldest_event == null ? null : text(read.oldest_event, "oldest_event"),
    newestEvent: read.newest_event == null ? null : text(read.newest_event, "newest_event"),
    windowsAsOf: read.windows_as_of == null ? null : time(read.windows_as_of, "windows_as_of"),
  };
}

export interface Price {
  readonly asset: string;
  /** `USD` or an asset. */
  readonly quote: string;
  /** VWAP of the last finished minute with more than dust. */
  readonly price: Decimal | null;
  readonly last: Decimal | null;
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  /** Absolute. */
  readonly change24h: Decimal | null;
  readonly volume24hUsd: Decimal | null;
  readonly path: readonly string[];
  readonly asOf: Date | null;
  readonly tradeCount: number;
  readonly marketCount: number;
  /** An hour old, or no price. */
  readonly stale: boolean;
  /** Why there is no price. */
  readonly reason: string | null;
}

export function readPrice(value: unknown): Price {
  const read = members(value, "Price");
  return {
    asset: text(read.asset, "asset"),
    quote: text(read.quote, "quote"),
    price: read.price == null ? null : decimal(read.price, "price"),
    last: read.last == null ? null : decimal(read.last, "last"),
    bid: read.bid == null ? null : decimal(read.bid, "bid"),
    ask: read.ask == null ? null : decimal(read.ask, "ask"),
    change24h: read.change_24h == null ? null : decimal(read.change_24h, "change_24h"),
    volume24hUsd: read.volume_24h_usd == null ? null : decimal(read.volume_24h_usd, "volume_24h_usd"),
    path: list(read.path, "path").map((one) => text(one, "path")),
    asOf: read.as_of == null ? null : time(read.as_of, "as_of"),
    tradeCount: number(read.trade_count, "trade_count"),
    marketCount: number(read.market_count, "market_count"),
    stale: boolean(read.stale, "stale"),
    reason: read.reason == null ? null : text(read.reason, "reason"),
  };
}

export interface PricePoint {
  readonly openTime: Date;
  /** Exclusive. */
  readonly closeTime: Date;
  readonly price: Decimal | null;
}

export function readPricePoint(value: unknown): PricePoint {
  const read = members(value, "PricePoint");
  return {
    openTime: time(read.open_time, "open_time"),
    closeTime: time(read.close_time, "close_time"),
    price: read.price == null ? null : decimal(read.price, "price"),
  };
}

export interface PriceHistory {
  readonly items: readonly PricePoint[];
  readonly nextCursor: string | null;
  readonly path: readonly string[];
}

export function readPriceHistory(value: unknown): PriceHistory {
  const read = members(value, "PriceHistory");
  return {
    items: list(read.items, "items").map((one) => readPricePoint(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
    path: list(read.path, "path").map((one) => text(one, "path")),
  };
}

export interface PriceList {
  readonly items: readonly Price[];
  readonly nextCursor: string | null;
}

export function readPriceList(value: unknown): PriceList {
  const read = members(value, "PriceList");
  return {
    items: list(read.items, "items").map((one) => readPrice(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface ProgramHealth {
  /** Its own report, `silent` when that is too old, or `missing`. */
  readonly state: string;
  readonly lastProgress: Date | null;
  /** How far it is behind its source. */
  readonly lagSeconds: number | null;
  readonly build: string | null;
}

export function readProgramHealth(value: unknown): ProgramHealth {
  const read = members(value, "ProgramHealth");
  return {
    state: text(read.state, "state"),
    lastProgress: read.last_progress == null ? null : time(read.last_progress, "last_progress"),
    lagSeconds: read.lag_seconds == null ? null : number(read.lag_seconds, "lag_seconds"),
    build: read.build == null ? null : text(read.build, "build"),
  };
}

export interface Status {
  readonly status: string;
  /** What is wrong, in words. */
  readonly reasons: readonly string[];
  /** By their names. */
  readonly programs: Readonly<Record<string, ProgramHealth>>;
  /** Ranges of the last seven days that are missing. */
  readonly gaps: readonly KnownGap[];
  /** Since when no trade is missing. */
  readonly completeFrom: Date | null;
  /** How much of the last seven days is stored. */
  readonly completePercent: number;
  /** When all of it will be. */
  readonly completeAt: Date | null;
  /** The version of the database. */
  readonly schemaVersion: number;
  /** The version of the program that answers. */
  readonly build: string;
  readonly positions: Positions;
}

export function readStatus(value: unknown): Status {
  const read = members(value, "Status");
  return {
    status: text(read.status, "status"),
    reasons: list(read.reasons, "reasons").map((one) => text(one, "reasons")),
    programs: map(read.programs, "programs", (one) => readProgramHealth(one)),
    gaps: list(read.gaps, "gaps").map((one) => readKnownGap(one)),
    completeFrom: read.complete_from == null ? null : time(read.complete_from, "complete_from"),
    completePercent: number(read.complete_percent, "complete_percent"),
    completeAt: read.complete_at == null ? null : time(read.complete_at, "complete_at"),
    schemaVersion: number(read.schema_version, "schema_version"),
    build: text(read.build, "build"),
    positions: readPositions(read.positions),
  };
}

export interface Subscription {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly filter: SubscriptionFilter;
  readonly delivery: DeliveryTo;
  /** Whether messages are wanted: false while its owner or the operator paused it. */
  readonly active: boolean;
  /** Since when the operator pauses it; null unless one does. Its owner cannot start it then. */
  readonly pausedAt: Date | null;
  /** Why the operator paused it; may be empty. Null unless one did. */
  readonly pauseReason: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly endsAt: Date | null;
  /** Until when messages are signed with the secret before the last rotation, too. */
  readonly previousSecretUntil: Date | null;
  /** Messages that were not stored because too many were there already; 0 when none was. */
  readonly dropped: bigint;
  /** When the last one was dropped. */
  readonly droppedAt: Date | null;
  /** Null for a stream. */
  readonly endpoint: Endpoint | null;
}

export function readSubscription(value: unknown): Subscription {
  const read = members(value, "Subscription");
  return {
    id: number(read.id, "id"),
    name: text(read.name, "name"),
    type: text(read.type, "type"),
    filter: readSubscriptionFilter(read.filter),
    delivery: readDeliveryTo(read.delivery),
    active: boolean(read.active, "active"),
    pausedAt: read.paused_at == null ? null : time(read.paused_at, "paused_at"),
    pauseReason: read.pause_reason == null ? null : text(read.pause_reason, "pause_reason"),
    createdAt: time(read.created_at, "created_at"),
    changedAt: time(read.changed_at, "changed_at"),
    endsAt: read.ends_at == null ? null : time(read.ends_at, "ends_at"),
    previousSecretUntil: read.previous_secret_until == null ? null : time(read.previous_secret_until, "previous_secret_until"),
    dropped: long(read.dropped, "dropped"),
    droppedAt: read.dropped_at == null ? null : time(read.dropped_at, "dropped_at"),
    endpoint: read.endpoint == null ? null : readEndpoint(read.endpoint),
  };
}

export interface SubscriptionList {
  readonly items: readonly Subscription[];
  readonly nextCursor: string | null;
}

export function readSubscriptionList(value: unknown): SubscriptionList {
  const read = members(value, "SubscriptionList");
  return {
    items: list(read.items, "items").map((one) => readSubscription(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface Trade {
  readonly pagingToken: string;
  readonly ledger: number;
  readonly ledgerCloseTime: Date;
  readonly type: string;
  readonly base: string;
  readonly counter: string;
  readonly baseAmount: Decimal;
  readonly counterAmount: Decimal;
  /** price_n / price_d */
  readonly price: Decimal;
  readonly priceN: bigint;
  readonly priceD: bigint;
  /** Whether the offer or pool of the base's side was there first. */
  readonly baseIsSeller: boolean;
  /** Null for a pool. */
  readonly baseAccount: string | null;
  readonly baseOfferId: bigint | null;
  /** Null for a pool. */
  readonly counterAccount: string | null;
  readonly counterOfferId: bigint | null;
  readonly liquidityPoolId: string | null;
  /** The fee in hundredths of a percent. */
  readonly liquidityPoolFeeBp: number | null;
  /** How it came: live, read page by page, or added by the audit. */
  readonly ingestedFrom: string;
  readonly storedAt: Date;
  readonly baseAccountDirectory?: DirectoryEntry | null;
  readonly counterAccountDirectory?: DirectoryEntry | null;
  /** Which account a directory warns of; in lists, as both directories. */
  readonly warnings?: readonly string[] | null;
}

export function readTrade(value: unknown): Trade {
  const read = members(value, "Trade");
  return {
    pagingToken: text(read.paging_token, "paging_token"),
    ledger: number(read.ledger, "ledger"),
    ledgerCloseTime: time(read.ledger_close_time, "ledger_close_time"),
    type: text(read.type, "type"),
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    baseAmount: decimal(read.base_amount, "base_amount"),
    counterAmount: decimal(read.counter_amount, "counter_amount"),
    price: decimal(read.price, "price"),
    priceN: long(read.price_n, "price_n"),
    priceD: long(read.price_d, "price_d"),
    baseIsSeller: boolean(read.base_is_seller, "base_is_seller"),
    baseAccount: read.base_account == null ? null : text(read.base_account, "base_account"),
    baseOfferId: read.base_offer_id == null ? null : long(read.base_offer_id, "base_offer_id"),
    counterAccount: read.counter_account == null ? null : text(read.counter_account, "counter_account"),
    counterOfferId: read.counter_offer_id == null ? null : long(read.counter_offer_id, "counter_offer_id"),
    liquidityPoolId: read.liquidity_pool_id == null ? null : text(read.liquidity_pool_id, "liquidity_pool_id"),
    liquidityPoolFeeBp: read.liquidity_pool_fee_bp == null ? null : number(read.liquidity_pool_fee_bp, "liquidity_pool_fee_bp"),
    ingestedFrom: text(read.ingested_from, "ingested_from"),
    storedAt: time(read.stored_at, "stored_at"),
    ...(read.base_account_directory === undefined ? {} : { baseAccountDirectory: read.base_account_directory === null ? null : readDirectoryEntry(read.base_account_directory) }),
    ...(read.counter_account_directory === undefined ? {} : { counterAccountDirectory: read.counter_account_directory === null ? null : readDirectoryEntry(read.counter_account_directory) }),
    ...(read.warnings === undefined ? {} : { warnings: read.warnings === null ? null : list(read.warnings, "warnings").map((one) => text(one, "warnings")) }),
  };
}

/** With `from`, also the members of Coverage. */
export interface TradeList {
  readonly items: readonly Trade[];
  readonly nextCursor: string | null;
  /** Where the answer was read; both when its older part is archived. */
  readonly servedFrom?: string | null;
  /** What neither the database nor the archive has of the time before the trades that are kept. */
  readonly missing?: readonly Gap[] | null;
  /** False when the window meets time that was never fetched, or the live stream is more than a minute behind. */
  readonly complete?: boolean | null;
  /** Begin of the time that is fetched except for the gaps. */
  readonly completeFrom?: Date | null;
  /** Its end. */
  readonly completeTo?: Date | null;
  readonly gaps?: readonly Gap[] | null;
  /** Whether every hour of the window is proven. */
  readonly audited?: boolean | null;
}

export function readTradeList(value: unknown): TradeList {
  const read = members(value, "TradeList");
  return {
    items: list(read.items, "items").map((one) => readTrade(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
    ...(read.served_from === undefined ? {} : { servedFrom: read.served_from === null ? null : text(read.served_from, "served_from") }),
    ...(read.missing === undefined ? {} : { missing: read.missing === null ? null : list(read.missing, "missing").map((one) => readGap(one)) }),
    ...(read.complete === undefined ? {} : { complete: read.complete === null ? null : boolean(read.complete, "complete") }),
    ...(read.complete_from === undefined ? {} : { completeFrom: read.complete_from === null ? null : time(read.complete_from, "complete_from") }),
    ...(read.complete_to === undefined ? {} : { completeTo: read.complete_to === null ? null : time(read.complete_to, "complete_to") }),
    ...(read.gaps === undefined ? {} : { gaps: read.gaps === null ? null : list(read.gaps, "gaps").map((one) => readGap(one)) }),
    ...(read.audited === undefined ? {} : { audited: read.audited === null ? null : boolean(read.audited, "audited") }),
  };
}

export interface Twap {
  /** False when the window meets time that was never fetched, or the live stream is more than a minute behind. */
  readonly complete: boolean;
  /** Begin of the time that is fetched except for the gaps. */
  readonly completeFrom: Date | null;
  /** Its end. */
  readonly completeTo: Date | null;
  readonly gaps: readonly Gap[];
  /** Whether every hour of the window is proven. */
  readonly audited: boolean;
  readonly base: string;
  readonly counter: string;
  readonly from: Date;
  readonly to: Date;
  readonly twap: Decimal | null;
  /** Of the candles whose closing prices were taken. */
  readonly interval: string;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly tradeCount: number;
}

export function readTwap(value: unknown): Twap {
  const read = members(value, "Twap");
  return {
    complete: boolean(read.complete, "complete"),
    completeFrom: read.complete_from == null ? null : time(read.complete_from, "complete_from"),
    completeTo: read.complete_to == null ? null : time(read.complete_to, "complete_to"),
    gaps: list(read.gaps, "gaps").map((one) => readGap(one)),
    audited: boolean(read.audited, "audited"),
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    from: time(read.from, "from"),
    to: time(read.to, "to"),
    twap: read.twap == null ? null : decimal(read.twap, "twap"),
    interval: text(read.interval, "interval"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    tradeCount: number(read.trade_count, "trade_count"),
  };
}

export interface UsageList {
  readonly items: readonly KeyUsage[];
  readonly nextCursor: string | null;
}

export function readUsageList(value: unknown): UsageList {
  const read = members(value, "UsageList");
  return {
    items: list(read.items, "items").map((one) => readKeyUsage(one)),
    nextCursor: read.next_cursor === null ? null : text(read.next_cursor, "next_cursor"),
  };
}

export interface Vwap {
  /** False when the window meets time that was never fetched, or the live stream is more than a minute behind. */
  readonly complete: boolean;
  /** Begin of the time that is fetched except for the gaps. */
  readonly completeFrom: Date | null;
  /** Its end. */
  readonly completeTo: Date | null;
  readonly gaps: readonly Gap[];
  /** Whether every hour of the window is proven. */
  readonly audited: boolean;
  readonly base: string;
  readonly counter: string;
  readonly from: Date;
  readonly to: Date;
  /** counter_volume / base_volume; null when no base traded. */
  readonly vwap: Decimal | null;
  readonly baseVolume: Decimal;
  readonly counterVolume: Decimal;
  readonly tradeCount: number;
  /** Where the answer was read; both when its older part is archived. */
  readonly servedFrom?: string | null;
  /** What neither the database nor the archive has of the time before the trades that are kept. */
  readonly missing?: readonly Gap[] | null;
}

export function readVwap(value: unknown): Vwap {
  const read = members(value, "Vwap");
  return {
    complete: boolean(read.complete, "complete"),
    completeFrom: read.complete_from == null ? null : time(read.complete_from, "complete_from"),
    completeTo: read.complete_to == null ? null : time(read.complete_to, "complete_to"),
    gaps: list(read.gaps, "gaps").map((one) => readGap(one)),
    audited: boolean(read.audited, "audited"),
    base: text(read.base, "base"),
    counter: text(read.counter, "counter"),
    from: time(read.from, "from"),
    to: time(read.to, "to"),
    vwap: read.vwap == null ? null : decimal(read.vwap, "vwap"),
    baseVolume: decimal(read.base_volume, "base_volume"),
    counterVolume: decimal(read.counter_volume, "counter_volume"),
    tradeCount: number(read.trade_count, "trade_count"),
    ...(read.served_from === undefined ? {} : { servedFrom: read.served_from === null ? null : text(read.served_from, "served_from") }),
    ...(read.missing === undefined ? {} : { missing: read.missing === null ? null : list(read.missing, "missing").map((one) => readGap(one)) }),
  };
}
