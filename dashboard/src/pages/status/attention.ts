import type { AuditWindow, Status } from '../../api/types';
import { duration } from '../../numbers/time';

export interface Attention {
  level: 'bad' | 'warn' | 'note';
  title: string;
  text: string;
}

/** How far clocks may differ before figures by time are doubtful. */
const CLOCK_TOLERANCE = 60_000;
const LAG_LIMIT = 60;

/** Returns what a person should look at, the worst first. */
export function attention(seen: { status: Status; audit: readonly AuditWindow[]; clockAhead: number; now: number }): Attention[] {
  const { status, audit, clockAhead, now } = seen;
  const found: Attention[] = [];
  for (const reason of status.reasons) {
    // Gaps stand below, each by itself.
    if (!reason.startsWith('trades are missing'))
      found.push({ level: status.status === 'down' ? 'bad' : 'warn', title: 'Not well', text: reason });
  }
  for (const gap of status.gaps) {
    found.push({
      level: 'bad',
      title: 'Gap',
      text: `Trades from ${gap.from} to ${gap.to} are missing (${duration(Date.parse(gap.to) - Date.parse(gap.from))}). ./ticker backfill reads them where Horizon still has them.`,
    });
  }
  const disagreed = audit.filter(({ state }) => state === 'disagreed');
  if (disagreed.length > 0) {
    found.push({
      level: 'bad',
      title: 'Disagreement',
      text: `${disagreed.length} ${disagreed.length === 1 ? 'hour differs' : 'hours differ'} from Horizon after repair, the last from ${disagreed.at(-1)?.from}. They are read again by themselves.`,
    });
  }
  for (const [name, program] of Object.entries(status.programs)) {
    if (program.lag_seconds !== null && program.lag_seconds > LAG_LIMIT) {
      found.push({ level: 'warn', title: 'Lag', text: `${name} is ${duration(program.lag_seconds * 1000)} behind.` });
    }
  }
  const newest = status.positions.windows_as_of;
  if (newest && Date.parse(newest) - now > CLOCK_TOLERANCE) {
    found.push({
      level: 'bad',
      title: 'Clock of the server',
      text: `The newest figures are ${duration(Date.parse(newest) - now)} in the future: a clock of the ticker's machines is wrong.`,
    });
  }
  if (Math.abs(clockAhead) > CLOCK_TOLERANCE) {
    found.push({
      level: 'note',
      title: 'Clock of this computer',
      text: `It is ${duration(Math.abs(clockAhead))} ${clockAhead > 0 ? 'ahead of' : 'behind'} the ticker's. The dashboard counts by the ticker's.`,
    });
  }
  const order = { bad: 0, warn: 1, note: 2 };
  return found.sort((a, b) => order[a.level] - order[b.level]);
}
