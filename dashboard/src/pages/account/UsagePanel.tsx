import { createMemo, For, Show, type JSX } from 'solid-js';
import type { ApiError } from '../../api/client';
import type { KeyUsage } from '../../api/account';
import { Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { serverNow } from '../../state/clock';
import { minutesOf, type Minute } from './usage';

const HEIGHT = 60;

/** What the account's keys asked in the last hour, minute by minute. */
export function UsagePanel(props: { usage: readonly KeyUsage[] | undefined; fault: ApiError | null; retry: () => void }): JSX.Element {
  // A minute is enough for bars of minutes.
  const minute = createMemo(() => Math.floor(serverNow() / 60_000) * 60_000);
  const minutes = createMemo(() => minutesOf(props.usage ?? [], minute()));
  const sum = (member: 'used' | 'refused'): number => minutes().reduce((all, found) => all + found[member], 0);
  return (
    <section class="panel" aria-labelledby="usage-title">
      <div class="panel-bar">
        <h2 id="usage-title">Use in the last hour</h2>
        <span class="quiet">all keys</span>
      </div>
      <Show
        when={props.usage}
        fallback={
          <Show when={props.fault} fallback={<Loading lines={4} label="The use is loading" />}>
            {(fault) => <Failed what="The use could not be read" fault={fault()} retry={props.retry} />}
          </Show>
        }
      >
        <dl class="stats stacked">
          <div>
            <dt>Requests</dt>
            <dd>{formats.count(sum('used'))}</dd>
          </div>
          <div>
            <dt>Refused beyond the quota</dt>
            <dd>{formats.count(sum('refused'))}</dd>
          </div>
          <div>
            <dt>Busiest minute</dt>
            <dd>{formats.count(Math.max(...minutes().map(({ used, refused }) => used + refused)))}</dd>
          </div>
        </dl>
        <Bars minutes={minutes()} />
      </Show>
    </section>
  );
}

function Bars(props: { minutes: readonly Minute[] }): JSX.Element {
  const most = (): number => Math.max(1, ...props.minutes.map(({ used, refused }) => used + refused));
  const length = (count: number): number => (count / most()) * HEIGHT;
  return (
    <figure class="usage">
      <svg viewBox={`0 0 ${props.minutes.length * 5} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label="Requests in each minute">
        <For each={props.minutes}>
          {(minute, at) => (
            <>
              <rect class="used" x={at() * 5} width={4} y={HEIGHT - length(minute.used)} height={length(minute.used)} />
              <rect
                class="refused-part"
                x={at() * 5}
                width={4}
                y={HEIGHT - length(minute.used + minute.refused)}
                height={length(minute.refused)}
              />
            </>
          )}
        </For>
      </svg>
      <figcaption>
        <span>an hour ago</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}
