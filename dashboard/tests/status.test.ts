import { describe, expect, it } from 'vitest';
import type { Status } from '../src/api/types';
import { attention } from '../src/pages/status/attention';
import { offsetOf } from '../src/state/clock';
import { conditionOf } from '../src/state/condition';
import { duration } from '../src/numbers/time';

const NOW = Date.parse('2026-11-29T12:00:00Z');

function status(part: Partial<Status> = {}): Status {
  return {
    status: 'ok',
    reasons: [],
    programs: { ingester: { state: 'running', last_progress: '2026-11-29T12:00:00Z', lag_seconds: 2, build: '1' } },
    gaps: [],
    complete_from: '2026-11-22T12:00:00Z',
    complete_percent: 100,
    complete_at: null,
    schema_version: 7,
    build: '1',
    positions: { windows_as_of: '2026-11-29T11:59:58Z' },
    ...part,
  };
}

const seen = { status: status(), audit: [], clockAhead: 0, now: NOW };

describe('what needs attention', () => {
  it('is nothing when all is well', () => {
    expect(attention(seen)).toEqual([]);
  });

  it('is named once each, the worst first', () => {
    const bad = status({
      status: 'degraded',
      reasons: ['the disk of the database is nearly full', 'trades are missing since 2026-11-28T00:00:00Z'],
      gaps: [{ from: '2026-11-28T00:00:00Z', to: '2026-11-28T02:00:00Z' }],
      programs: { ingester: { state: 'running', last_progress: null, lag_seconds: 3600, build: null } },
      positions: { windows_as_of: '2026-11-29T13:00:00Z' },
    });
    const hour = {
      from: '2026-11-28T05:00:00Z',
      to: '2026-11-28T06:00:00Z',
      evidence: [],
      reason: null,
      trades_read: 1,
      trades_repaired: 0,
      decided_at: null,
    };
    const found = attention({
      status: bad,
      audit: [
        { ...hour, state: 'disagreed' },
        { ...hour, state: 'agreed' },
      ],
      clockAhead: 3600_000,
      now: NOW,
    });
    expect(found.map(({ title }) => title)).toEqual([
      'Gap',
      'Disagreement',
      'Clock of the server',
      'Not well',
      'Lag',
      'Clock of this computer',
    ]);
    expect(found[0]?.text).toContain('2 h');
  });
});

describe('the condition of the feed', () => {
  const well = { online: true, reachable: true, status: status(), lag: 3 };
  it.each([
    [well, 'live'],
    [{ ...well, status: undefined }, 'loading'],
    [{ ...well, online: false }, 'offline'],
    [{ ...well, reachable: false }, 'offline'],
    [{ ...well, lag: 600 }, 'behind'],
    [{ ...well, status: status({ status: 'degraded' }) }, 'degraded'],
    [{ ...well, status: status({ status: 'down' }), lag: 600 }, 'down'],
  ] as const)('%# is %s', (state, expected) => {
    expect(conditionOf(state)).toBe(expected);
  });
});

describe("the server's clock", () => {
  it('is learned when this one is wrong by an hour, and not from the rest of a second', () => {
    expect(offsetOf(NOW, NOW + 3600_000, 0)).toBe(-3600_000);
    expect(offsetOf(NOW, NOW + 900, 0)).toBe(0);
    expect(offsetOf(NOW, NOW + 3600_500, -3600_000)).toBe(-3600_000);
    expect(offsetOf(Number.NaN, NOW, 7)).toBe(7);
  });
});

it('writes lengths of time in two units', () => {
  expect([0, 59_000, 60_000, 200_000, 7_500_000, 90_000_000, -5].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '3 min 20 s',
    '2 h 5 min',
    '1 d 1 h',
    '0 s',
  ]);
});
