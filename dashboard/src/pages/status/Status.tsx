import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import type { AssetId, ProgramHealth, Status } from '../../api/types';
import { Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { age, dateTime, duration } from '../../numbers/time';
import { clockAhead, serverNow } from '../../state/clock';
import { status } from '../../state/health';
import { AuditMap, useAudit } from './AuditMap';
import { attention } from './attention';

/** The programs, how complete the history is, and what needs a person. */
export default function StatusPage(): JSX.Element {
  const [market, setMarket] = createSignal<{ base: AssetId; counter: AssetId } | null>(null);
  const all = useAudit(() => null);
  const ofMarket = useAudit(market);
  const shown = (): typeof all => (market() ? ofMarket : all);
  return (
    <section class="status-page" aria-labelledby="status-title">
      <div class="bar">
        <h1 id="status-title">Status</h1>
        <Show when={status.value()}>
          {(found) => (
            <span class="badge" data-level={found().status === 'ok' ? 'good' : found().status === 'degraded' ? 'warn' : 'bad'}>
              {found().status}
            </span>
          )}
        </Show>
      </div>
      <Show
        when={status.value()}
        fallback={
          <Show when={status.fault()} fallback={<Loading lines={14} label="The status is loading" />}>
            {(fault) => <Failed what="The status could not be read" fault={fault()} retry={status.refresh} />}
          </Show>
        }
      >
        {(found) => (
          <div class="status-grid">
            <NeedsAttention status={found()} audit={all.value() ?? []} />
            <Completeness status={found()} />
            <Programs status={found()} />
            <AuditMap audit={shown()} market={market()} choose={setMarket} />
          </div>
        )}
      </Show>
    </section>
  );
}

function NeedsAttention(props: { status: Status; audit: Parameters<typeof attention>[0]['audit'] }): JSX.Element {
  const found = createMemo(() => attention({ status: props.status, audit: props.audit, clockAhead: clockAhead(), now: serverNow() }));
  return (
    <section class="panel attention" aria-labelledby="attention-title">
      <div class="panel-bar">
        <h2 id="attention-title">Needs attention</h2>
        <span class="quiet">{found().length === 0 ? '' : formats.count(found().length)}</span>
      </div>
      <Show
        when={found().length > 0}
        fallback={
          <p class="all-well">
            <span class="dot" aria-hidden="true" /> Nothing. No gap, no disagreement, no lag, room on the disk, clocks that agree.
          </p>
        }
      >
        <ul class="notices">
          <For each={found()}>
            {(item) => (
              <li data-level={item.level}>
                <b>{item.title}.</b> {item.text}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Completeness(props: { status: Status }): JSX.Element {
  const percent = (): number => props.status.complete_percent;
  const until = (): string => {
    const at = props.status.complete_at;
    return at ? `complete in about ${duration(Date.parse(at) - serverNow())}` : percent() >= 100 ? 'complete' : 'time not known yet';
  };
  return (
    <section class="panel" aria-labelledby="complete-title">
      <div class="panel-bar">
        <h2 id="complete-title">Backfill</h2>
        <span class="quiet">{until()}</span>
      </div>
      <div class="meter">
        <p class="meter-value">{formats.percent(percent() / 100, 1)}</p>
        <progress max={100} value={percent()} aria-label="Share of the last seven days that is stored">
          {percent()} %
        </progress>
        <dl class="facts">
          <dt>Complete since</dt>
          <dd>{props.status.complete_from ? `${dateTime(Date.parse(props.status.complete_from))} UTC` : 'not yet'}</dd>
          <dt>All seven days at</dt>
          <dd>
            {props.status.complete_at
              ? `${dateTime(Date.parse(props.status.complete_at))} UTC`
              : percent() >= 100
                ? 'now'
                : 'not known yet'}
          </dd>
          <dt>Gaps</dt>
          <dd>{props.status.gaps.length === 0 ? 'none' : formats.count(props.status.gaps.length)}</dd>
          <dt>Figures as of</dt>
          <dd>{age(props.status.positions.windows_as_of ?? null, serverNow())}</dd>
          <dt>Build</dt>
          <dd>
            {props.status.build ?? '–'}, schema {props.status.schema_version ?? '–'}
          </dd>
        </dl>
      </div>
    </section>
  );
}

const LEVELS: Record<string, string> = {
  running: 'good',
  'catching-up': 'note',
  standby: 'note',
  starting: 'note',
  degraded: 'warn',
  stalled: 'bad',
  silent: 'bad',
  missing: 'bad',
};

function Programs(props: { status: Status }): JSX.Element {
  const names = createMemo(() => Object.keys(props.status.programs));
  const program = (name: string): ProgramHealth | undefined => props.status.programs[name];
  return (
    <section class="panel" aria-labelledby="programs-title">
      <div class="panel-bar">
        <h2 id="programs-title">Programs</h2>
      </div>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Programs">
        <table>
          <thead>
            <tr>
              <th scope="col">Program</th>
              <th scope="col">State</th>
              <th scope="col" class="num">
                Lag
              </th>
              <th scope="col" class="num">
                Last progress
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={names()}>
              {(name) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>
                    <span class="badge" data-level={LEVELS[program(name)?.state ?? ''] ?? 'plain'}>
                      {program(name)?.state}
                    </span>
                  </td>
                  <td class="num">
                    <Show when={program(name)?.lag_seconds !== null} fallback="–">
                      {duration((program(name)?.lag_seconds ?? 0) * 1000)}
                    </Show>
                  </td>
                  <td class="num">{age(program(name)?.last_progress ?? null, serverNow())}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </section>
  );
}
