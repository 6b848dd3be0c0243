import {
  CandlestickSeries,
  ColorType,
  createChart,
  CrosshairMode,
  HistogramSeries,
  LineSeries,
  LineStyle,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, untrack, type Accessor, type JSX } from 'solid-js';
import { ApiError, call, getJson } from '../../api/client';
import { codeOf, INTERVALS, type AssetId, type Candle, type Interval, type List } from '../../api/types';
import { Figure } from '../../components/Inspector';
import { Empty, Failed, Loading } from '../../components/States';
import { formats, priceDecimals } from '../../numbers/format';
import { clockTime, date } from '../../numbers/time';
import type { MarketView } from '../../state/address';
import { AWAY_DELAY } from '../../state/polled';
import { shownTheme } from '../../state/settings';
import { direction } from '../markets/MarketRow';
import { bar, Candles, timeOf, volumeBar, vwapPoint } from './candles';

const PAGE = 500;
/** How many bars before the first visible one are loaded ahead. */
const AHEAD = 80;

export interface ChartFeed {
  /** The newest candle of the stream, for the shown interval. */
  candle: Accessor<Candle | undefined>;
  /** From when on the past changed, in milliseconds; a new object for each correction. */
  changed: Accessor<{ from: number } | undefined>;
}

interface ChartProps {
  base: AssetId;
  counter: AssetId;
  view: MarketView;
  setView: (part: Partial<MarketView>) => void;
  feed: ChartFeed;
}

/** Candles with volume and the VWAP of each candle; older ones are read as they come into view. */
export function Chart(props: ChartProps): JSX.Element {
  let holder!: HTMLDivElement;
  const [pointed, setPointed] = createSignal<Candle | undefined>();
  const [newest, setNewest] = createSignal<Candle | undefined>();
  const [state, setState] = createSignal<'loading' | 'shown' | 'empty' | ApiError>('loading');
  const [attempt, setAttempt] = createSignal(0);
  const key = createMemo(() => `${props.base}/${props.counter}/${props.view.interval}`);

  onMount(() => {
    const chart = createChart(holder, options());
    const price = chart.addSeries(CandlestickSeries, { priceLineStyle: LineStyle.Dotted });
    const vwap = chart.addSeries(LineSeries, {
      lineWidth: 1,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerVisible: false,
    });
    const volume = chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: volumeFormat(),
      lastValueVisible: false,
      priceLineVisible: false,
    });
    chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    price.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.22 } });
    onCleanup(() => chart.remove());
    const parts = { chart, price, vwap, volume };

    createEffect(() => paint(parts, shownTheme()));
    createEffect(() => vwap.applyOptions({ visible: props.view.vwap }));
    createEffect(() => {
      key();
      attempt();
      const view = untrack(() => ({ interval: props.view.interval, range: initialRange() }));
      const loaded = new LoadedCandles(parts, props.base, props.counter, view, (next) => {
        setState(next);
        setNewest(loaded.candles.last());
      });
      setPointed(undefined);
      setNewest(undefined);
      setState('loading');
      createEffect(on(props.feed.candle, (candle) => candle && loaded.add(candle), { defer: true }));
      createEffect(on(props.feed.changed, (change) => change && loaded.readAgain(change.from), { defer: true }));
      const crosshair: Parameters<IChartApi['subscribeCrosshairMove']>[0] = ({ time }) =>
        setPointed(typeof time === 'number' ? loaded.candles.at(time) : undefined);
      chart.subscribeCrosshairMove(crosshair);
      const stopSharing = shareRange(holder, chart, loaded, (range) => props.setView({ range }));
      const stopKeys = listenKeys(holder, chart, price, loaded.candles, setPointed);
      onCleanup(() => {
        chart.unsubscribeCrosshairMove(crosshair);
        stopSharing();
        stopKeys();
        loaded.close();
      });
    });
  });

  // The range of an address counts when it is opened; later, the chart moves it.
  let range = props.view.range;
  const initialRange = (): MarketView['range'] => {
    const found = range;
    range = null;
    return found;
  };

  const shown = (): Candle | undefined => pointed() ?? newest();
  const failure = (): ApiError | null => {
    const current = state();
    return current instanceof ApiError ? current : null;
  };
  return (
    <section class="panel chart-panel" aria-labelledby="chart-title">
      <div class="panel-bar">
        <h2 id="chart-title" class="hidden">
          Candles
        </h2>
        <fieldset class="segments">
          <legend class="hidden">Interval</legend>
          <For each={INTERVALS}>
            {(interval) => (
              <label>
                <input
                  type="radio"
                  name="interval"
                  checked={props.view.interval === interval}
                  onChange={() => props.setView({ interval, range: null })}
                />
                <span>{interval}</span>
              </label>
            )}
          </For>
        </fieldset>
        <label class="check vwap-check">
          <input type="checkbox" checked={props.view.vwap} onChange={(event) => props.setView({ vwap: event.currentTarget.checked })} />
          VWAP
        </label>
        <Legend base={props.base} counter={props.counter} interval={props.view.interval} candle={shown()} />
      </div>
      <div class="chart-holder">
        <div
          class="chart"
          ref={holder}
          role="application"
          tabIndex={0}
          aria-label={`Candles of ${codeOf(props.base)} in ${codeOf(props.counter)}, ${props.view.interval}. Arrow keys point at a candle, plus and minus zoom.`}
        />
        <Show when={state() === 'loading'}>
          <div class="chart-state">
            <Loading lines={1} label="Candles are loading" />
          </div>
        </Show>
        <Show when={state() === 'empty'}>
          <div class="chart-state">
            <Empty title="No candle yet">This market has not traded in the time that is stored.</Empty>
          </div>
        </Show>
        <Show when={failure()}>
          {(fault) => (
            <div class="chart-state">
              <Failed what="The candles could not be read" fault={fault()} retry={() => setAttempt(attempt() + 1)} />
            </div>
          )}
        </Show>
      </div>
      <p class="attribution">
        Prices without dust · UTC ·{' '}
        <a
          href={call('/api/v1/candles', {
            base: props.base,
            counter: props.counter,
            interval: props.view.interval,
            limit: 1000,
            format: 'csv',
          })}
        >
          CSV
        </a>{' '}
        · Chart by{' '}
        <a href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
          TradingView Lightweight Charts™
        </a>
      </p>
    </section>
  );
}

interface Parts {
  chart: IChartApi;
  price: ISeriesApi<'Candlestick'>;
  vwap: ISeriesApi<'Line'>;
  volume: ISeriesApi<'Histogram'>;
}

/** The candles of one market and interval in the chart, from the first reading until it is closed. */
class LoadedCandles {
  readonly candles = new Candles();
  readonly #ended = new AbortController();
  #first: string | null = null;
  #atBegin = false;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingFrom = Infinity;

  constructor(
    private readonly parts: Parts,
    private readonly base: AssetId,
    private readonly counter: AssetId,
    private readonly view: { interval: Interval; range: MarketView['range'] },
    private readonly report: (state: 'shown' | 'empty' | ApiError) => void,
  ) {
    this.#drawAll();
    void this.#readNewest();
    this.parts.chart.timeScale().subscribeVisibleLogicalRangeChange(this.#look);
  }

  get isRead(): boolean {
    return this.candles.size > 0;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#ended.abort();
    this.parts.chart.timeScale().unsubscribeVisibleLogicalRangeChange(this.#look);
  }

  /** Adds a candle of the stream. */
  add(candle: Candle): void {
    if (!this.isRead) return;
    const last = this.candles.last();
    this.candles.take([candle]);
    if (last && Date.parse(candle.open_time) < Date.parse(last.open_time)) {
      this.#drawAll();
    } else {
      this.parts.price.update(bar(candle));
      this.parts.vwap.update(vwapPoint(candle));
      this.parts.volume.update(volumeBar(candle, volumeColours()));
    }
    this.report('shown');
  }

  /** Reads again from a time on, once for many corrections. */
  readAgain(from: number): void {
    this.#waitingFrom = Math.min(this.#waitingFrom, from);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const since = this.#waitingFrom;
      this.#waitingFrom = Infinity;
      void this.#readSince(since);
    }, 1000);
  }

  async #readSince(since: number): Promise<void> {
    const loaded = this.candles.times()[0];
    if (loaded === undefined) return void this.#readNewest();
    const first = Math.max(loaded * 1000, since - MOST_LENGTH);
    const found: Candle[] = [];
    let cursor: string | null = null;
    const asked = await this.#ask(async () => {
      do {
        const page: List<Candle> = await this.#page({ from: Math.floor(first), limit: 1000, cursor: cursor ?? undefined });
        found.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== null);
    });
    if (!asked) return;
    const begin = found[0];
    if (begin) this.candles.replace(Date.parse(begin.open_time) / 1000, found);
    this.#drawAll();
    this.report('shown');
  }

  async #readNewest(): Promise<void> {
    const { range } = this.view;
    const wanted: Candle[] = [];
    const asked = await this.#ask(async () => {
      wanted.push(...(await this.#page({ limit: PAGE })).items);
      // A shared range may lie before these: read back to it.
      while (range && wanted[0] && timeOf(wanted[0]) > range.from) {
        const older = (await this.#page({ to: wanted[0].open_time, limit: 1000 })).items;
        if (older.length === 0) break;
        wanted.unshift(...older);
      }
    });
    if (!asked) return;
    this.candles.take(wanted);
    this.#first = this.candles.list()[0]?.open_time ?? null;
    this.#drawAll();
    const scale = this.parts.chart.timeScale();
    if (range) scale.setVisibleRange({ from: range.from as UTCTimestamp, to: range.to as UTCTimestamp });
    else scale.setVisibleLogicalRange({ from: this.candles.size - Math.max(40, Math.floor(scale.width() / 8)), to: this.candles.size + 4 });
    this.report(this.candles.size === 0 ? 'empty' : 'shown');
  }

  /** Reads older candles when the first ones come into view. */
  readonly #look = (range: { from: number } | null): void => {
    if (range && range.from < AHEAD && this.isRead && !this.#busy && !this.#atBegin) void this.#readOlder();
  };

  async #readOlder(): Promise<void> {
    this.#busy = true;
    let older: Candle[] = [];
    const asked = await this.#ask(async () => {
      older = (await this.#page({ to: this.#first ?? undefined, limit: PAGE })).items;
    });
    this.#busy = false;
    if (!asked) return;
    this.#atBegin = older.length === 0;
    if (this.#atBegin) return;
    const scale = this.parts.chart.timeScale();
    const shown = scale.getVisibleLogicalRange();
    const before = this.candles.size;
    this.candles.take(older);
    this.#first = older[0]?.open_time ?? null;
    this.#drawAll();
    const added = this.candles.size - before;
    if (shown) scale.setVisibleLogicalRange({ from: shown.from + added, to: shown.to + added });
  }

  /** Returns whether the reading succeeded; a failure is shown when nothing else is. */
  async #ask(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
    } catch (fault) {
      if (this.#ended.signal.aborted) return false;
      if (!(fault instanceof ApiError)) throw fault;
      if (this.isRead) return false;
      this.report(fault);
      if (fault.isAway) this.#timer = setTimeout(() => void this.#readNewest(), fault.retryAfter ?? AWAY_DELAY);
      return false;
    }
    return !this.#ended.signal.aborted;
  }

  #page(part: { from?: number; to?: string | undefined; limit: number; cursor?: string | undefined }): Promise<List<Candle>> {
    const address = call('/api/v1/candles', { base: this.base, counter: this.counter, interval: this.view.interval, ...part });
    return getJson<List<Candle>>(address, this.#ended.signal);
  }

  #drawAll(): void {
    const { price, vwap, volume } = this.parts;
    const all = this.candles.list();
    const close = all.at(-1)?.close;
    if (close) price.applyOptions({ priceFormat: priceFormat(priceDecimals(close)) });
    const colours = volumeColours();
    price.setData(all.map(bar));
    vwap.setData(all.map(vwapPoint));
    volume.setData(all.map((candle) => volumeBar(candle, colours)));
  }
}

/** The longest interval: a correction may lie anywhere in a candle that opened before it. */
const MOST_LENGTH = 31 * 24 * 3600_000;

/** Writes the visible time into the address once it was moved by hand, some time after the last movement. */
function shareRange(holder: HTMLElement, chart: IChartApi, loaded: LoadedCandles, share: (range: MarketView['range']) => void): () => void {
  let moved = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const byHand = (): void => {
    moved = true;
  };
  const changed = (): void => {
    if (!moved || !loaded.isRead) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const scale = chart.timeScale();
      const range = scale.getVisibleRange();
      const follows = scale.scrollPosition() >= -1;
      share(follows || !range ? null : { from: Number(range.from), to: Number(range.to) });
    }, 400);
  };
  const movements = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const;
  for (const movement of movements) holder.addEventListener(movement, byHand, { passive: true });
  chart.timeScale().subscribeVisibleLogicalRangeChange(changed);
  return () => {
    clearTimeout(timer);
    for (const movement of movements) holder.removeEventListener(movement, byHand);
    chart.timeScale().unsubscribeVisibleLogicalRangeChange(changed);
  };
}

/** Arrow keys point at candles, plus and minus zoom, Home and End go to the first and last loaded one. */
function listenKeys(
  holder: HTMLElement,
  chart: IChartApi,
  price: ISeriesApi<'Candlestick'>,
  candles: Candles,
  point: (candle: Candle | undefined) => void,
): () => void {
  let at: number | null = null;
  const pressed = (event: KeyboardEvent): void => {
    const times = candles.times();
    if (times.length === 0) return;
    const scale = chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      at = Math.max(0, Math.min(times.length - 1, (at ?? times.length) + step));
      const time = times[at] as UTCTimestamp;
      const candle = candles.at(time);
      if (range && (at < range.from || at > range.to)) {
        const width = range.to - range.from;
        scale.setVisibleLogicalRange({ from: at - width / 2, to: at + width / 2 });
      }
      if (candle) chart.setCrosshairPosition(Number(candle.close ?? candle.vwap ?? 0), time, price);
      point(candle);
    } else if ((event.key === '+' || event.key === '-') && range) {
      const change = ((range.to - range.from) / 10) * (event.key === '+' ? 1 : -1);
      scale.setVisibleLogicalRange({ from: range.from + change, to: range.to });
    } else if (event.key === 'Escape') {
      at = null;
      chart.clearCrosshairPosition();
      point(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  holder.addEventListener('keydown', pressed);
  return () => holder.removeEventListener('keydown', pressed);
}

function Legend(props: { base: AssetId; counter: AssetId; interval: Interval; candle: Candle | undefined }): JSX.Element {
  const members = [
    ['O', 'open', 'Open'],
    ['H', 'high', 'High'],
    ['L', 'low', 'Low'],
    ['C', 'close', 'Close'],
    ['VWAP', 'vwap', 'VWAP'],
  ] as const;
  const source = (candle: Candle, member: keyof Candle, label: string, unit: string) => () => ({
    label: `${label}, ${props.interval} from ${date(Date.parse(candle.open_time))} ${clockTime(Date.parse(candle.open_time))}`,
    exact: candle[member] as string | null,
    unit,
    time: candle.open_time,
    call: call('/api/v1/candles', {
      base: props.base,
      counter: props.counter,
      interval: props.interval,
      from: candle.open_time,
      to: candle.close_time,
    }),
    member: `.items[0].${member}`,
  });
  return (
    <Show when={props.candle}>
      {(candle) => (
        <dl class="legend" data-direction={direction(Number(candle().close ?? 0) - Number(candle().open ?? 0))}>
          <div class="legend-time">
            <dt class="hidden">Opened</dt>
            <dd>
              {date(Date.parse(candle().open_time))} {clockTime(Date.parse(candle().open_time)).slice(0, 5)}
            </dd>
          </div>
          <For each={members}>
            {([short, member, label]) => (
              <div data-member={member}>
                <dt>{short}</dt>
                <dd>
                  <Figure source={source(candle(), member, label, codeOf(props.counter))}>{formats.price(candle()[member])}</Figure>
                </dd>
              </div>
            )}
          </For>
          <div data-member="volume">
            <dt>Vol</dt>
            <dd>
              <Figure source={source(candle(), 'base_volume', 'Volume', codeOf(props.base))}>{formats.amount(candle().base_volume)}</Figure>
            </dd>
          </div>
        </dl>
      )}
    </Show>
  );
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function volumeColours(): { up: string; down: string } {
  return { up: colour('up-soft'), down: colour('down-soft') };
}

function priceFormat(decimals: number) {
  const formatter = formats.priceWith(decimals);
  // The chart computes with doubles, whose plain notation toFixed writes.
  return {
    type: 'custom' as const,
    formatter: (value: number) => formatter(value.toFixed(Math.min(100, decimals))),
    base: 10 ** decimals,
    minMove: 10 ** -decimals,
  };
}

function volumeFormat() {
  return { type: 'custom' as const, formatter: (value: number) => formats.amount(value.toFixed(7)), minMove: 1e-7 };
}

function options() {
  return {
    autoSize: true,
    layout: { attributionLogo: false, fontFamily: "'IBM Plex Sans', system-ui, sans-serif", fontSize: 11 },
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderVisible: false },
    timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, rightOffset: 4, minBarSpacing: 1 },
    localization: { timeFormatter: (time: number) => `${date(time * 1000)} ${clockTime(time * 1000).slice(0, 5)}` },
  };
}

function paint({ chart, price, vwap, volume }: Parts, _theme: string): void {
  chart.applyOptions({
    layout: { background: { type: ColorType.Solid, color: colour('panel') }, textColor: colour('quiet') },
    grid: { vertLines: { color: colour('hair-faint') }, horzLines: { color: colour('hair-faint') } },
    crosshair: {
      vertLine: { color: colour('quiet'), labelBackgroundColor: colour('raised-strong') },
      horzLine: { color: colour('quiet'), labelBackgroundColor: colour('raised-strong') },
    },
  });
  const [up, down] = [colour('up'), colour('down')];
  price.applyOptions({ upColor: up, downColor: down, borderUpColor: up, borderDownColor: down, wickUpColor: up, wickDownColor: down });
  vwap.applyOptions({ color: colour('accent') });
  const soft = volumeColours();
  const rose = new Map(price.data().map((item) => ['open' in item ? item.time : null, 'open' in item ? item.close >= item.open : true]));
  volume.setData(volume.data().map((item) => ({ ...item, color: (rose.get(item.time) ?? true) ? soft.up : soft.down })));
}
