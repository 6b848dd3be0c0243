import { createEffect, createRoot } from 'solid-js';
import { getJson, reachable } from '../api/client';
import { phase } from '../api/stream';
import type { Status } from '../api/types';
import { serverNow } from './clock';
import { conditionOf, type Condition } from './condition';
import { polled } from './polled';

const PERIOD = 5_000;

/** The state of the programs, asked for on every page. */
export const status = createRoot(() =>
  polled(
    () => true,
    (_, signal) => getJson<Status>('/api/v1/status', signal),
    PERIOD,
  ),
);

// A stream that breaks may be the first sign of an API that is away.
createRoot(() =>
  createEffect(() => {
    if (phase() === 'reconnecting') status.refresh();
  }),
);

/** Returns the worst that is known about the feed, for the header and its banner. */
export function condition(): Condition {
  return conditionOf({
    online: navigator.onLine,
    reachable: reachable(),
    status: status.value(),
    lag: lag(),
  });
}

/** Returns how far the windows are behind the server's clock, in seconds; null when that is not known. */
export function lag(): number | null {
  const asOf = status.value()?.positions.windows_as_of;
  return asOf ? Math.max(0, (serverNow() - Date.parse(asOf)) / 1000) : null;
}
