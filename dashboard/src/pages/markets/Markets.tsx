import { useNavigate, useSearchParams } from '@solidjs/router';
import { createVirtualizer } from '@tanstack/solid-virtual';
import { batch, createEffect, createMemo, createSignal, For, on, onCleanup, Show, untrack, type JSX } from 'solid-js';
import { createStore, produce, reconcile } from 'solid-js/store';
import { call, getJson } from '../../api/client';
import { followStream } from '../../api/stream';
import type { List, MarketOverview, MarketState } from '../../api/types';
import { Empty, Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { marketKey, marketPath, readMarketsState, writeMarketsState, type MarketsState, type Sort } from '../../state/address';
import { labels } from '../../state/names';
import { polled } from '../../state/polled';
import { favourites, shortcuts, toggleFavourite } from '../../state/settings';
import { MarketRow } from './MarketRow';
import { arranged, rowOf, turned, update, type Row } from './rows';

const ROW_HEIGHT = 36;
const LIST_PERIOD = 20_000;
/** How long a moved price is marked, in milliseconds. */
const MOVED_SHOWN = 600;
/** Rows change their places only so often, and never under the pointer. */
const ARRANGE_PERIOD = 5_000;

const COLUMNS: { sort: Sort | null; name: string; class: string; hint?: string }[] = [
  { sort: 'favourite', name: '★', class: 'c-star', hint: 'Favourites' },
  { sort: 'pair', name: 'Market', class: 'c-pair' },
  { sort: 'price', name: 'Price', class: 'c-price' },
  { sort: 'change', name: 'Change', class: 'c-change' },
  { sort: null, name: '7 days', class: 'c-spark' },
  { sort: 'volume', name: 'Volume, USD', class: 'c-usd' },
  { sort: 'base_volume', name: 'Volume', class: 'c-volume', hint: 'Of the base, and of the counter below' },
  { sort: 'trades', name: 'Trades', class: 'c-trades' },
  { sort: null, name: 'Bid', class: 'c-bid' },
  { sort: null, name: 'Ask', class: 'c-ask' },
  { sort: 'spread', name: 'Spread', class: 'c-spread', hint: 'Of the ask' },
  { sort: 'last', name: 'Last trade', class: 'c-last' },
];

/** All markets, live. */
export function Markets(): JSX.Element {
  const [query, setQuery] = useSearchParams();
  const go = useNavigate();
  const state = createMemo(() => readMarketsState(query));
  const setState = (part: Partial<MarketsState>): void => setQuery(writeMarketsState({ ...state(), ...part }), { replace: true });

  const window = createMemo(() => state().window);
  const [rows, setRows] = createStore<Record<string, Row>>({});
  const [loaded, setLoaded] = createSignal(false);
  const list = polled(window, (chosen, signal) => readMarkets(chosen, signal), LIST_PERIOD);
  createEffect(
    on(
      window,
      () => {
        setRows(reconcile({}));
        setLoaded(false);
      },
      { defer: true },
    ),
  );
  createEffect(() => {
    const markets = list.value();
    if (!markets) return;
    batch(() => {
      untrack(() => take(markets, rows, setRows));
      setLoaded(true);
    });
  });
  follow(window, rows, (key, part) => setRows(key, part), list.refresh);

  const [arrangement, arrange] = createSignal(0, { equals: false });
  const keys = createMemo(() => {
    arrangement();
    loaded();
    const current = state();
    const marked = favourites();
    const known = labels();
    return untrack(() => arranged(Object.values(rows), current, marked, known));
  });
  let scroller!: HTMLDivElement;
  const timer = setInterval(() => {
    if (!scroller?.matches(':hover, :focus-within') && !document.hidden) arrange(0);
  }, ARRANGE_PERIOD);
  onCleanup(() => clearInterval(timer));

  const virtual = createVirtualizer({
    get count() {
      return keys().length;
    },
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialRect: { width: 1200, height: 700 },
  });
  const above = (): number => virtual.getVirtualItems()[0]?.start ?? 0;
  const below = (): number => virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0);
  createEffect(
    on([() => state().search, () => state().sort, () => state().descending], () => scroller?.scrollTo({ top: 0 }), { defer: true }),
  );

  const moveBy = (step: number): void => {
    const at = keys().indexOf((document.activeElement?.closest('tr') as HTMLElement | null)?.dataset['key'] ?? '');
    const next = Math.max(0, Math.min(keys().length - 1, at + step));
    virtual.scrollToIndex(next);
    const found = (): HTMLElement | null => scroller.querySelector(`tr[data-key="${CSS.escape(keys()[next] ?? '')}"] a`);
    const there = found();
    // At once, so that the next key meets the row; one further off is only just being made.
    if (there) there.focus();
    else requestAnimationFrame(() => found()?.focus());
  };
  const pressed = (event: KeyboardEvent): void => {
    const page = Math.floor(scroller.clientHeight / ROW_HEIGHT) - 1;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    const key = (event.target as HTMLElement).closest('tr')?.dataset['key'];
    if (step) moveBy(step);
    else if (event.key === 'f' && key && shortcuts()) toggleFavourite(key);
    else return;
    event.preventDefault();
  };

  const sortBy = (sort: Sort): void => setState({ sort, descending: state().sort === sort ? !state().descending : sort !== 'pair' });

  return (
    <section class="markets" aria-labelledby="markets-title">
      <div class="bar">
        <h1 id="markets-title">Markets</h1>
        <input
          type="search"
          class="search"
          placeholder="Code, issuer, domain, or XLM/USDC"
          aria-label="Search markets by code, issuer or domain"
          value={state().search}
          onInput={(event) => setState({ search: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              moveBy(1);
            }
          }}
        />
        <button
          type="button"
          class="toggle"
          aria-pressed={state().favouritesOnly}
          onClick={() => setState({ favouritesOnly: !state().favouritesOnly })}
        >
          <span aria-hidden="true">★</span> Favourites
        </button>
        <fieldset class="segments">
          <legend class="hidden">Window</legend>
          <For each={['1h', '24h', '7d'] as const}>
            {(window) => (
              <label>
                <input type="radio" name="window" checked={state().window === window} onChange={() => setState({ window })} />
                <span>{window}</span>
              </label>
            )}
          </For>
        </fieldset>
        <Totals rows={rows} at={[arrangement(), loaded(), list.value()]} loaded={loaded()} shown={keys().length} />
      </div>
      <div class="scroller" ref={scroller} onKeyDown={pressed}>
        <table class="market-table" aria-rowcount={keys().length + 1} aria-labelledby="markets-title">
          <thead>
            <tr aria-rowindex={1}>
              <For each={COLUMNS}>
                {(column) => (
                  <th
                    scope="col"
                    class={column.class}
                    aria-sort={
                      column.sort === null || state().sort !== column.sort ? undefined : state().descending ? 'descending' : 'ascending'
                    }
                  >
                    <Show when={column.sort} fallback={column.name}>
                      {(sort) => (
                        <button
                          type="button"
                          title={column.hint}
                          aria-label={column.hint && `${column.name}: ${column.hint}`}
                          onClick={() => sortBy(sort())}
                        >
                          {column.name}
                          <span class="arrow" aria-hidden="true">
                            {state().sort === sort() ? (state().descending ? '▾' : '▴') : ''}
                          </span>
                        </button>
                      )}
                    </Show>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <tr class="spacer" aria-hidden="true">
              <td style={{ height: `${above()}px` }} />
            </tr>
            <For each={virtual.getVirtualItems().map((item) => keys()[item.index] ?? '')}>
              {(key) => (
                <Show when={rows[key]} keyed>
                  {(row) => <MarketRow row={row} index={keys().indexOf(key)} open={() => go(marketPath(row.base, row.counter))} />}
                </Show>
              )}
            </For>
            <tr class="spacer" aria-hidden="true">
              <td style={{ height: `${below()}px` }} />
            </tr>
          </tbody>
        </table>
        <Show when={!loaded()}>
          <Show when={list.fault()} fallback={<Loading lines={16} label="Markets are loading" />}>
            {(fault) => <Failed what="The markets could not be read" fault={fault()} retry={list.refresh} />}
          </Show>
        </Show>
        <Show when={loaded() && keys().length === 0}>
          <Nothing state={state()} any={Object.keys(rows).length > 0} clear={() => setState({ search: '', favouritesOnly: false })} />
        </Show>
      </div>
    </section>
  );
}

async function readMarkets(window: string, signal: AbortSignal): Promise<MarketOverview[]> {
  const found: MarketOverview[] = [];
  let cursor: string | null = null;
  do {
    const address: string = call('/api/v1/markets', { window, limit: 1000, cursor: cursor ?? undefined });
    const page: List<MarketOverview> = await getJson<List<MarketOverview>>(address, signal);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

type SetRows = ReturnType<typeof createStore<Record<string, Row>>>[1];

/** Takes a list: rows stay the same objects, so that only what changed is drawn. */
function take(markets: MarketOverview[], rows: Record<string, Row>, setRows: SetRows): void {
  const listed = new Set<string>();
  setRows(
    produce((store) => {
      for (const market of markets) {
        const key = marketKey(market.base, market.counter);
        listed.add(key);
        const row = store[key];
        if (!row) store[key] = rowOf(market);
        else if (Date.parse(market.as_of) >= Date.parse(row.as_of)) Object.assign(row, market);
        else row.base_volume_usd = market.base_volume_usd;
      }
      for (const key of Object.keys(rows)) if (!listed.has(key)) delete store[key];
    }),
  );
}

/** Applies the stream's states of 24 hours; other windows follow by the list. */
function follow(
  window: () => string,
  rows: Record<string, Row>,
  change: (key: string, part: Partial<Row>) => void,
  refresh: () => void,
): void {
  let waiting: MarketState[] = [];
  let frame = 0;
  let moved = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Taken back at once for all rows, not by animations: these would style and paint the table with each frame.
  const still = (): void => {
    timer = undefined;
    const keys = moved;
    moved = new Set();
    batch(() => {
      for (const key of keys) if (rows[key]) change(key, { moved: null });
    });
  };
  const apply = (): void => {
    frame = 0;
    const states = waiting;
    waiting = [];
    batch(() => {
      for (const state of states) {
        const direct = marketKey(state.base, state.counter);
        const other = marketKey(state.counter, state.base);
        const key = rows[direct] ? direct : other;
        const row = rows[key];
        if (!row) continue; // the next list has it
        const part = update(row, key === direct ? state : turned(state));
        if (!part) continue;
        change(key, part);
        if (part.moved) moved.add(key);
      }
    });
    if (moved.size > 0) timer ??= setTimeout(still, MOVED_SHOWN);
  };
  createEffect(() => {
    if (window() !== '24h') return;
    const stream = followStream(
      { topics: ['markets'] },
      {
        onEvent: (event) => {
          waiting.push(event.data as MarketState);
          // All events of one ledger are drawn together; a hidden page draws none.
          if (!frame) frame = requestAnimationFrame(apply);
        },
        onReset: refresh,
      },
    );
    onCleanup(() => {
      stream.close();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      timer = undefined;
      frame = 0;
      waiting = [];
    });
  });
}

/** The sums of all markets; they follow `at`, not each event of each market. */
function Totals(props: { rows: Record<string, Row>; at: unknown[]; loaded: boolean; shown: number }): JSX.Element {
  const totals = createMemo(
    on(
      () => props.at,
      () => {
        let usd = 0;
        let trades = 0;
        for (const row of Object.values(props.rows)) {
          usd += Number(row.base_volume_usd ?? 0);
          trades += row.trade_count;
        }
        return { usd, trades, markets: Object.keys(props.rows).length };
      },
    ),
  );
  return (
    <Show when={props.loaded}>
      <dl class="totals">
        <div>
          <dt>Markets</dt>
          <dd>
            {formats.count(props.shown)}
            <Show when={props.shown !== totals().markets}>
              <span class="quiet"> of {formats.count(totals().markets)}</span>
            </Show>
          </dd>
        </div>
        <div>
          <dt>Volume</dt>
          <dd>{formats.usd(totals().usd.toFixed(2))}</dd>
        </div>
        <div>
          <dt>Trades</dt>
          <dd>{formats.count(totals().trades)}</dd>
        </div>
      </dl>
    </Show>
  );
}

function Nothing(props: { state: MarketsState; any: boolean; clear: () => void }): JSX.Element {
  return (
    <Show
      when={props.any}
      fallback={
        <Empty title="No market traded in this window">
          Markets appear with their first trade. The status page says how far the history is read.
        </Empty>
      }
    >
      <Empty title={props.state.search ? `Nothing matches “${props.state.search}”` : 'No favourites yet'}>
        {props.state.search ? 'Codes, issuers, domains and names were searched. ' : 'Mark a market by its star, or by the key f. '}
        <button type="button" class="small" onClick={props.clear}>
          Show all markets
        </button>
      </Empty>
    </Show>
  );
}
