import { describe, expect, it } from 'vitest';
import type { ApiKey, FilterSchema, Subscription } from '../src/api/account';
import { readProblem } from '../src/api/client';
import { faultsOf, fieldsOf, filterOf, usualEntries } from '../src/pages/account/schema';
import { minutesOf, usedBy } from '../src/pages/account/usage';
import {
  answerText,
  droppedText,
  filterText,
  isRotatable,
  isUsable,
  keyState,
  prefixText,
  subscriptionState,
  timeOf,
  titleOf,
} from '../src/pages/account/words';

const NOW = Date.parse('2026-11-29T12:00:30Z');
const USDC = 'USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
const DECIMAL = '^[0-9]+(\\.[0-9]+)?$';

const PRICE: FilterSchema = {
  properties: {
    base: { type: 'string', description: 'Base of the market.' },
    direction: { type: 'string', enum: ['above', 'below'] },
    price: { type: 'string', pattern: DECIMAL, maxLength: 10 },
    hysteresis_percent: { type: ['string', 'null'], pattern: DECIMAL, default: '1' },
    asset: { type: ['string', 'null'] },
    count: { type: ['integer', 'null'], minimum: 60, maximum: 86400 },
    share: { type: 'number' },
    live: { type: 'boolean' },
    code: { type: 'string', pattern: '^[A-Z]+$' },
  },
  required: ['base', 'direction', 'price'],
};

describe('the form of a filter', () => {
  const fields = fieldsOf(PRICE);

  it('has a field of a fitting kind for each member of the schema', () => {
    expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ['base', 'asset', true],
      ['direction', 'choice', true],
      ['price', 'text', true],
      ['hysteresis_percent', 'text', false],
      ['asset', 'asset', false],
      ['count', 'number', false],
      ['share', 'number', false],
      ['live', 'flag', false],
      ['code', 'text', false],
    ]);
    expect(fields[0]).toMatchObject({ label: 'Base', hint: 'Base of the market.' });
    expect(fields[3]?.label).toBe('Hysteresis percent (optional)');
    expect(fieldsOf({ properties: {}, required: [] })).toEqual([]);
  });

  it('begins with what is usual', () => {
    expect(usualEntries(fields)).toMatchObject({ base: '', direction: 'above', hysteresis_percent: '1', price: '' });
  });

  it('makes values of the schema’s types, and leaves out what is empty', () => {
    const entries = { base: ' xlm ', direction: 'below', price: '0.25', asset: '', count: '300', live: 'false', code: ' ', later: 'x' };
    expect(filterOf(fields, entries)).toEqual({ base: 'native', direction: 'below', price: '0.25', count: 300, live: false });
    expect(filterOf(fields, { base: USDC })).toEqual({ base: USDC });
  });

  it('names each entry that is not as the schema has it, as the API does', () => {
    const right = { base: USDC, direction: 'above', price: '0.25' };
    expect(faultsOf(fields, { ...right, count: '60', share: '-0.5' })).toEqual([]);
    for (const count of ['60.5', '86401', 'many', '1e400']) expect(faultsOf(fields, { ...right, count })).toHaveLength(1);
    const wrong = { base: '', direction: 'above', price: '1e5', hysteresis_percent: '-1', count: '59', share: 'much', code: 'a' };
    expect(faultsOf(fields, wrong)).toEqual([
      { field: 'filter.base', expected: 'an asset: native or CODE:ISSUER' },
      { field: 'filter.price', expected: 'a number in digits, such as 0.25' },
      { field: 'filter.hysteresis_percent', expected: 'a number in digits, such as 0.25' },
      { field: 'filter.count', expected: 'a whole number from 60 to 86400' },
      { field: 'filter.share', expected: 'a number' },
      { field: 'filter.code', expected: 'a text of the form ^[A-Z]+$' },
    ]);
    expect(faultsOf(fields, { base: USDC, direction: 'above', price: '12345678901' })).toEqual([
      { field: 'filter.price', expected: 'at most 10 characters' },
    ]);
  });
});

describe('the use of the last hour', () => {
  const at = (time: string, used: number, refused = 0, key_id = 1) => ({ key_id, minute: `2026-11-29T${time}Z`, used, refused });
  const usage = [at('12:00:00', 5), at('12:00:00', 2, 1, 2), at('11:59:00', 1), at('11:01:00', 9), at('11:00:00', 100)];

  it('has each minute, of all keys together, and no older one', () => {
    const minutes = minutesOf(usage, Date.parse('2026-11-29T12:00:00Z'));
    expect(minutes).toHaveLength(60);
    expect(minutes.slice(-3)).toEqual([
      { used: 0, refused: 0 },
      { used: 1, refused: 0 },
      { used: 7, refused: 1 },
    ]);
    expect(minutes[0]).toEqual({ used: 9, refused: 0 });
    expect(minutes.reduce((all, { used }) => all + used, 0)).toBe(17);
  });

  it('is counted for a key', () => {
    expect(usedBy(usage, 2)).toBe(2);
    expect(usedBy(usage, 3)).toBe(0);
  });
});

const key: ApiKey = {
  id: 1,
  name: 'bot',
  prefix: 'sticker_a1B2c3',
  scopes: ['read'],
  quota_per_minute: 600,
  created_at: '2026-11-01T00:00:00Z',
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  replaced_by: null,
};

describe('a key', () => {
  const later = '2026-11-30T00:00:00Z';
  const before = '2026-11-29T00:00:00Z';

  it.each<[Partial<ApiKey>, string, boolean, boolean]>([
    [{}, 'in use', true, true],
    [{ expires_at: later }, 'in use', true, true],
    [{ expires_at: before }, 'expired', false, false],
    [{ revoked_at: before }, 'revoked', false, false],
    [{ replaced_by: 2, expires_at: later }, 'replaced', true, false],
    [{ replaced_by: 2, expires_at: before }, 'expired', false, false],
    [{ prefix: 'sign-in', expires_at: later }, 'in use', true, false],
  ])('with %o is %s', (part, word, usable, rotatable) => {
    const found = { ...key, ...part };
    expect([keyState(found, NOW).word, isUsable(found, NOW), isRotatable(found, NOW)]).toEqual([word, usable, rotatable]);
  });

  it('is known by its first characters', () => {
    expect(prefixText(key)).toBe('sticker_a1B2c3…');
    expect(prefixText({ ...key, prefix: 'sign-in' })).toBe('by a Stellar account');
  });
});

const subscription: Subscription = {
  id: 1,
  name: '',
  type: 'price',
  filter: { base: 'native', counter: USDC, direction: 'above', price: '0.25', hysteresis_percent: '1' },
  delivery: { type: 'webhook', url: 'https://example.com', ordered: false },
  active: true,
  paused_at: null,
  pause_reason: null,
  created_at: '2026-11-01T00:00:00Z',
  ends_at: null,
  previous_secret_until: null,
  dropped: '0',
  dropped_at: null,
  endpoint: { received_at: null, failing_since: null, problem: null, disabled_at: null },
};

describe('a subscription', () => {
  const since = '2026-11-24T00:00:00Z';
  const failing = { received_at: null, failing_since: since, problem: 'answered 500', disabled_at: null };

  it.each<[Partial<Subscription>, string]>([
    [{}, 'active'],
    [{ endpoint: null }, 'active'],
    [{ endpoint: failing }, 'failing'],
    [{ endpoint: { ...failing, disabled_at: since } }, 'disabled'],
    [{ active: false, endpoint: failing }, 'paused'],
    [{ active: false, paused_at: since, pause_reason: '' }, 'paused by the operator'],
    [{ active: false, ends_at: since }, 'ended'],
    [{ ends_at: '2026-12-24T00:00:00Z' }, 'active'],
  ])('with %o is %s', (part, word) => {
    expect(subscriptionState({ ...subscription, ...part }, NOW).word).toBe(word);
  });

  it('is called by its name, or by what it reports', () => {
    expect(titleOf(subscription)).toBe('price · XLM/USDC · above 0.25 · back by 1 %');
    expect(titleOf({ ...subscription, name: 'Alarm' })).toBe('Alarm');
    expect(titleOf({ ...subscription, type: 'new_market', filter: { asset: null } })).toBe('new market');
  });

  it('says how many of its messages were dropped', () => {
    expect(droppedText(subscription, NOW)).toBe(null);
    const at = '2026-11-29T11:57:30Z';
    expect(droppedText({ ...subscription, dropped: '1234567', dropped_at: at }, NOW)).toBe('1,234,567, the last 3 min ago');
    expect(droppedText({ ...subscription, dropped: '1', dropped_at: null }, NOW)).toBe('1');
  });

  it('says its filter in a line, also one of a later version', () => {
    expect(filterText({ base: 'native', counter: USDC, interval: '1h' })).toBe('XLM/USDC · 1h');
    expect(filterText({ base: USDC, counter: 'native', minimum_base_amount: '100' })).toBe('USDC/XLM · minimum base amount 100');
    expect(filterText({ asset: USDC })).toBe('USDC');
    expect(filterText({ domain_of_issuer: 'example.com', old: null })).toBe('domain of issuer example.com');
    expect(filterText({})).toBe('all');
  });
});

describe('words', () => {
  it('say how an attempt ended', () => {
    expect(answerText({ status: 204, problem: null })).toBe('204');
    expect(answerText({ status: 500, problem: 'expected 2xx' })).toBe('500: expected 2xx');
    expect(answerText({ status: null, problem: 'connection refused' })).toBe('connection refused');
    expect(answerText({ status: null, problem: null })).toBe('no answer');
  });

  it('of a field for a time are UTC', () => {
    expect(timeOf('2026-11-29T12:30')).toBe('2026-11-29T12:30:00Z');
    expect(timeOf('2026-11-29T12:30:15')).toBe('2026-11-29T12:30:15Z');
    expect(timeOf('')).toBe(null);
  });
});

describe('a problem', () => {
  it('keeps what was expected of each field, and not what was found there', () => {
    const text = JSON.stringify({
      detail: 'invite: expected an invite, found "stinvite_secret"',
      faults: [{ field: 'invite', value: 'stinvite_secret', expected: 'an invite' }, { field: 7 }, null],
    });
    expect(readProblem(text).faults).toEqual([{ field: 'invite', expected: 'an invite' }]);
  });

  it.each([
    ['{"error":"no such address"}', 'no such address'],
    ['<html>a proxy', null],
    ['null', null],
    ['{"detail":5,"faults":"x"}', null],
  ])('of another form than RFC 9457, %s, is read, too', (text, message) => {
    expect(readProblem(text)).toEqual({ message, faults: [] });
  });
});
