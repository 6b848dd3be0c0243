import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { call, getJson } from '../../api/client';
import { codeOf, type AssetId, type AuditState, type AuditWindow, type List, type MarketOverview } from '../../api/types';
import { Empty, Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { date, dateTime } from '../../numbers/time';
import { serverNow } from '../../state/clock';
import { polled, type Polled } from '../../state/polled';

const HOUR = 3600_000;
const DAYS = 8;
const PERIOD = 60_000;

export type CellState = AuditState | 'unmet';

const STATES: Record<CellState, { mark: string; text: string }> = {
  agreed: { mark: '', text: 'agreed' },
  repaired: { mark: '+', text: 'repaired: trades were added' },
  pending: { mark: '·', text: 'pending' },
  disagreed: { mark: '!', text: 'disagreed' },
  unmet: { mark: '', text: 'not met by the audit yet' },
};

/** Returns the hours of the last days. */
export function auditPeriod(now: number): { from: number; to: number } {
  const to = Math.floor(now / HOUR) * HOUR + HOUR;
  const today = Date.parse(date(now));
  return { from: today - (DAYS - 1) * 24 * HOUR, to };
}

export function useAudit(market: () => { base: AssetId; counter: AssetId } | null): Polled<AuditWindow[]> {
  return polled(
    () => {
      const chosen = market();
      return chosen ? `${chosen.base}/${chosen.counter}` : '';
    },
    (key, signal) => {
      const [base, counter] = key.split('/');
      return readAudit(key ? { base, counter } : {}, signal);
    },
    PERIOD,
  );
}

async function readAudit(market: { base?: string | undefined; counter?: string | undefined }, signal: AbortSignal): Promise<AuditWindow[]> {
  const { from, to } = auditPeriod(serverNow());
  const found: AuditWindow[] = [];
  let cursor: string | null = null;
  do {
    const address: string = call('/api/v1/audit', { ...market, from, to, limit: 1000, cursor: cursor ?? undefined });
    const page: List<AuditWindow> = await getJson<List<AuditWindow>>(address, signal);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

/** One cell for each hour of the last days; of all markets, or of one on demand. */
export function AuditMap(props: {
  audit: Polled<AuditWindow[]>;
  market: { base: AssetId; counter: AssetId } | null;
  choose: (market: { base: AssetId; counter: AssetId } | null) => void;
}): JSX.Element {
  const byHour = createMemo(() => new Map((props.audit.value() ?? []).map((window) => [Date.parse(window.from), window])));
  const hour = createMemo(() => Math.floor(serverNow() / HOUR) * HOUR);
  const days = createMemo(() => {
    // Only a new hour makes new cells.
    const { from, to } = auditPeriod(hour());
    const found: { day: string; hours: number[] }[] = [];
    for (let day = from; day < to; day += 24 * HOUR) {
      found.push({ day: date(day), hours: Array.from({ length: 24 }, (_, at) => day + at * HOUR) });
    }
    return found.reverse();
  });
  const [chosen, setChosen] = createSignal<number | null>(null);
  const stateOf = (time: number): CellState => byHour().get(time)?.state ?? 'unmet';
  const counts = createMemo(() => {
    const found = new Map<CellState, number>();
    for (const { state } of props.audit.value() ?? []) found.set(state, (found.get(state) ?? 0) + 1);
    return found;
  });
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 24, ArrowDown: -24 }[event.key];
    const at = Number((event.target as HTMLElement).dataset['time']);
    if (!step || !at) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-time="${at + step * HOUR}"]`)?.focus();
  };
  return (
    <section class="panel audit-panel" aria-labelledby="audit-title">
      <div class="panel-bar">
        <h2 id="audit-title">Audit</h2>
        <MarketChoice market={props.market} choose={props.choose} />
        <ul class="key">
          <For each={['agreed', 'repaired', 'pending', 'disagreed'] as const}>
            {(state) => (
              <li>
                <span class="cell sample" data-state={state} aria-hidden="true">
                  {STATES[state].mark}
                </span>
                {state} <span class="quiet">{formats.count(counts().get(state) ?? 0)}</span>
              </li>
            )}
          </For>
        </ul>
      </div>
      <Show
        when={props.audit.value()}
        fallback={
          <Show when={props.audit.fault()} fallback={<Loading lines={8} label="The audit is loading" />}>
            {(fault) => <Failed what="The audit could not be read" fault={fault()} retry={props.audit.refresh} />}
          </Show>
        }
      >
        <div class="audit">
          <div class="scroll-x audit-scroll" tabIndex={0} role="region" aria-label="Map of audited hours">
            <table class="audit-map" onKeyDown={move}>
              <thead>
                <tr>
                  <th scope="col">
                    <span class="hidden">Day</span>
                  </th>
                  <For each={Array.from({ length: 24 }, (_, at) => at)}>
                    {(at) => <th scope="col">{at % 3 === 0 ? String(at).padStart(2, '0') : <span class="hidden">{at}</span>}</th>}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={days()}>
                  {({ day, hours }) => (
                    <tr>
                      <th scope="row">{day.slice(5)}</th>
                      <For each={hours}>
                        {(time) => (
                          <td>
                            <Show when={time <= hour()}>
                              <button
                                type="button"
                                class="cell"
                                data-time={time}
                                data-state={stateOf(time)}
                                aria-pressed={chosen() === time}
                                tabIndex={(chosen() ?? hour()) === time ? 0 : -1}
                                aria-label={`${day} ${new Date(time).getUTCHours()} h: ${STATES[stateOf(time)].text}`}
                                onClick={() => setChosen(time)}
                              >
                                {STATES[stateOf(time)].mark}
                              </button>
                            </Show>
                          </td>
                        )}
                      </For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
          <Show when={chosen()} fallback={<p class="note">Choose an hour to see how it was proven.</p>}>
            {(time) => <Hour time={time()} window={byHour().get(time())} market={props.market} />}
          </Show>
        </div>
      </Show>
    </section>
  );
}

function Hour(props: { time: number; window: AuditWindow | undefined; market: { base: AssetId; counter: AssetId } | null }): JSX.Element {
  return (
    <div class="hour" role="status">
      <h3>
        {dateTime(props.time)} UTC
        <Show when={props.market}>{(market) => `, ${codeOf(market().base)}/${codeOf(market().counter)}`}</Show>
      </h3>
      <Show
        when={props.window}
        fallback={<Empty title="The audit has not met this hour">It reads hours some minutes after they end.</Empty>}
      >
        {(window) => (
          <dl class="facts">
            <dt>State</dt>
            <dd>{STATES[window().state].text}</dd>
            <dt>Proven by</dt>
            <dd>{window().evidence.join(', ') || 'nothing yet'}</dd>
            <Show when={window().reason}>
              <dt>Reason</dt>
              <dd>{window().reason}</dd>
            </Show>
            <dt>Trades read</dt>
            <dd>{formats.count(window().trades_read)}</dd>
            <dt>Trades added</dt>
            <dd>{formats.count(window().trades_repaired)}</dd>
            <dt>Decided</dt>
            <dd>
              <Show when={window().decided_at} fallback="not yet">
                {(decided) => `${dateTime(Date.parse(decided()))} UTC`}
              </Show>
            </dd>
          </dl>
        )}
      </Show>
    </div>
  );
}

/** Chooses a market whose hours are shown in place of those of all. */
function MarketChoice(props: {
  market: { base: AssetId; counter: AssetId } | null;
  choose: (market: { base: AssetId; counter: AssetId } | null) => void;
}): JSX.Element {
  const markets = polled(
    () => true,
    (_, signal) => getJson<List<MarketOverview>>(call('/api/v1/markets', { window: '7d', limit: 200 }), signal),
    10 * PERIOD,
  );
  return (
    <label class="choice">
      <span class="hidden">Hours of</span>
      <select
        value={props.market ? `${props.market.base}/${props.market.counter}` : ''}
        onChange={(event) => {
          const [base, counter] = event.currentTarget.value.split('/');
          props.choose(base && counter ? { base, counter } : null);
        }}
      >
        <option value="">All markets</option>
        <For each={markets.value()?.items}>
          {({ base, counter }) => (
            <option value={`${base}/${counter}`}>
              {codeOf(base)}/{codeOf(counter)}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}
