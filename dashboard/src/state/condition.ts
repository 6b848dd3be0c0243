import type { Status } from '../api/types';

/** A ledger closes every five or six seconds; figures that are older than this are behind. */
const BEHIND_SECONDS = 60;

export type Condition = 'loading' | 'live' | 'behind' | 'degraded' | 'down' | 'offline';

/** Returns the worst that is known about what is shown. */
export function conditionOf(seen: { online: boolean; reachable: boolean; status: Status | undefined; lag: number | null }): Condition {
  if (!seen.online || !seen.reachable) return 'offline';
  if (!seen.status) return 'loading';
  if (seen.status.status === 'down') return 'down';
  if (seen.lag !== null && seen.lag > BEHIND_SECONDS) return 'behind';
  return seen.status.status === 'degraded' ? 'degraded' : 'live';
}
