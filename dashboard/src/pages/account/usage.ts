import type { KeyUsage } from '../../api/account';

const MINUTE = 60_000;
const SHOWN = 60;

export interface Minute {
  used: number;
  refused: number;
}

/** Returns the sums of all keys for each minute of the hour up to the given one; minutes without a request have zeros. */
export function minutesOf(usage: readonly KeyUsage[], last: number): Minute[] {
  const minutes = Array.from({ length: SHOWN }, (): Minute => ({ used: 0, refused: 0 }));
  for (const { minute, used, refused } of usage) {
    const found = minutes[SHOWN - 1 - Math.round((last - Date.parse(minute)) / MINUTE)];
    if (!found) continue;
    found.used += used;
    found.refused += refused;
  }
  return minutes;
}

/** Returns how many requests of a key were answered in what is given. */
export function usedBy(usage: readonly KeyUsage[], key: number): number {
  return usage.filter(({ key_id }) => key_id === key).reduce((all, { used }) => all + used, 0);
}
