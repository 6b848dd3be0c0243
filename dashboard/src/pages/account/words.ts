import type { ApiKey, Delivery, FilterValues, Subscription } from '../../api/account';
import { codeOf } from '../../api/types';
import { formats } from '../../numbers/format';
import { age } from '../../numbers/time';

const ALL = 'all';

/** Says in words how keys, subscriptions and deliveries stand. */

export interface State {
  word: string;
  level: 'good' | 'warn' | 'bad' | 'note' | 'plain';
}

export function keyState(key: ApiKey, now: number): State {
  if (key.revoked_at) return { word: 'revoked', level: 'plain' };
  if (key.expires_at && Date.parse(key.expires_at) <= now) return { word: 'expired', level: 'plain' };
  return key.replaced_by === null ? { word: 'in use', level: 'good' } : { word: 'replaced', level: 'warn' };
}

/** Whether requests with a key are still answered. */
export function isUsable(key: ApiKey, now: number): boolean {
  return !key.revoked_at && (key.expires_at === null || Date.parse(key.expires_at) > now);
}

/** What stands for the first characters of a sign-in's token. */
const SIGN_IN = 'sign-in';

/** Tokens of sign-ins cannot be rotated. */
export function isRotatable(key: ApiKey, now: number): boolean {
  return isUsable(key, now) && key.replaced_by === null && key.prefix !== SIGN_IN;
}

export function subscriptionState(subscription: Subscription, now: number): State {
  const { endpoint } = subscription;
  if (subscription.ends_at && Date.parse(subscription.ends_at) <= now) return { word: 'ended', level: 'plain' };
  if (subscription.paused_at) return { word: 'paused by the operator', level: 'bad' };
  if (!subscription.active) return { word: 'paused', level: 'note' };
  if (endpoint?.disabled_at) return { word: 'disabled', level: 'bad' };
  return endpoint?.failing_since ? { word: 'failing', level: 'warn' } : { word: 'active', level: 'good' };
}

export const DELIVERY_LEVELS: Record<Delivery['state'], State['level']> = {
  waiting: 'note',
  delivered: 'good',
  dead: 'bad',
  streamed: 'plain',
};

/** Returns the characters by which an owner knows a key. */
export function prefixText({ prefix }: ApiKey): string {
  return prefix === SIGN_IN ? 'by a Stellar account' : `${prefix}…`;
}

/** Returns a filter in one line, such as `XLM/USDC · above 0.25`; `all` when it leaves nothing out. */
export function filterText(filter: FilterValues): string {
  const { base, counter, ...rest } = filter;
  const market = typeof base === 'string' && typeof counter === 'string' ? [`${codeOf(base)}/${codeOf(counter)}`] : [];
  const { direction, price, hysteresis_percent: back, interval, asset, ...others } = rest;
  const parts = [
    ...market,
    ...(direction !== undefined ? [`${String(direction)} ${String(price)}`] : []),
    ...(back !== undefined && back !== null ? [`back by ${String(back)} %`] : []),
    ...(interval !== undefined ? [String(interval)] : []),
    ...(typeof asset === 'string' ? [codeOf(asset)] : []),
    ...Object.entries(others)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`),
  ];
  return parts.join(' · ') || ALL;
}

/** Returns what a subscription is called, or else what it reports. */
export function titleOf({ name, type, filter }: Subscription): string {
  const about = filterText(filter);
  return name || type.replaceAll('_', ' ') + (about === ALL ? '' : ` · ${about}`);
}

/** Returns how many messages were dropped, such as `1,200, the last 3 min ago`; null when none was. */
export function droppedText({ dropped, dropped_at: at }: Subscription, now: number): string | null {
  if (dropped === '0') return null;
  return formats.count(Number(dropped)) + (at === null ? '' : `, the last ${age(at, now)}`);
}

/** Returns how an attempt ended. */
export function answerText({ status, problem }: { status: number | null; problem: string | null }): string {
  if (problem) return status === null ? problem : `${status}: ${problem}`;
  return status === null ? 'no answer' : String(status);
}

/** Returns the time that a field for UTC holds, as RFC 3339; null when it is empty. */
export function timeOf(entry: string): string | null {
  return entry === '' ? null : `${entry.length === 16 ? `${entry}:00` : entry}Z`;
}
