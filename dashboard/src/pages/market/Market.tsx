import { A, useNavigate, useParams, useSearchParams } from '@solidjs/router';
import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch, untrack, type JSX } from 'solid-js';
import { ApiError, call, getJson } from '../../api/client';
import { followStream } from '../../api/stream';
import {
  codeOf,
  INTERVALS,
  type AssetId,
  type CandleState,
  type Depth,
  type List,
  type Market,
  type MarketState,
  type OrderBook,
  type Trade,
} from '../../api/types';
import { AssetLink } from '../../components/AssetName';
import { Figure } from '../../components/Inspector';
import { Empty, Failed } from '../../components/States';
import { formats, priceDecimals } from '../../numbers/format';
import { duration } from '../../numbers/time';
import { marketKey, marketPath, readAsset, readMarketView, writeMarketView, type MarketView } from '../../state/address';
import { serverNow } from '../../state/clock';
import { AWAY_DELAY, polled } from '../../state/polled';
import { favourites, shortcuts, toggleFavourite } from '../../state/settings';
import { NotFound } from '../NotFound';
import { direction } from '../markets/MarketRow';
import { changeOf } from '../markets/rows';
import { Book, BOOK_DEPTH } from './Book';
import { Chart } from './Chart';
import { sizesFor } from './depth';
import { DepthTable } from './DepthTable';
import { Tape } from './Tape';
import { mergedTrades, TAPE_LENGTH } from './trades';

const MARKET_PERIOD = 30_000;
const BOOK_PERIOD = 10_000;
const DEPTH_PERIOD = 20_000;
/** How long a moved price is marked, in milliseconds. */
const MOVED_SHOWN = 600;

export default function MarketPage(): JSX.Element {
  const params = useParams<{ base: string; counter: string }>();
  const base = createMemo(() => readAsset(params.base));
  const counter = createMemo(() => readAsset(params.counter));
  const isMarket = (): boolean => base() !== null && counter() !== null && base() !== counter();
  return (
    <Show when={isMarket()} fallback={<NotFound what="This address names no market" />}>
      <Show when={marketKey(base() as AssetId, counter() as AssetId)} keyed>
        {(_market) => untrack(() => <OneMarket base={base() as AssetId} counter={counter() as AssetId} />)}
      </Show>
    </Show>
  );
}

/** One market in one direction, live. */
function OneMarket(props: { base: AssetId; counter: AssetId }): JSX.Element {
  const { base, counter } = props;
  const [query, setQuery] = useSearchParams();
  const go = useNavigate();
  const view = createMemo(() => readMarketView(query));
  const setView = (part: Partial<MarketView>): void => setQuery(writeMarketView({ ...view(), ...part }), { replace: true });

  const path = `/api/v1/markets/${base}/${counter}`;
  const market = polled(
    () => path,
    (address, signal) => getJson<Market>(address, signal),
    MARKET_PERIOD,
  );
  const [live, setLive] = createSignal<MarketState | undefined>();
  const state = createMemo<MarketState | undefined>(() => {
    const [read, streamed] = [market.value(), live()];
    if (!read || !streamed) return read ?? streamed;
    return Date.parse(streamed.as_of) >= Date.parse(read.as_of) ? streamed : read;
  });
  const book = polled(
    () => call('/api/v1/orderbook', { base, counter, depth: BOOK_DEPTH }),
    (address, signal) => getJson<OrderBook>(address, signal),
    BOOK_PERIOD,
  );
  const sizes = createMemo(() => {
    const read = market.value();
    return read ? sizesFor(read.base_volume).join(',') : null;
  });
  const depth = polled(
    () => sizes() && call(`${path}/depth`, { sizes: sizes() as string }),
    (address, signal) => getJson<Depth>(address, signal),
    DEPTH_PERIOD,
  );
  // A new book is read as soon as the stream says that there is one.
  createEffect(
    on(
      () => live()?.book_as_of,
      (now, before) => now && before && now !== before && book.refresh(),
    ),
  );

  const interval = createMemo(() => view().interval);
  const { trades, candle, changed } = followMarket(base, counter, interval, setLive);
  const decimals = createMemo(() => {
    const price = state()?.close ?? book.value()?.bids[0]?.[0] ?? book.value()?.asks[0]?.[0];
    return price ? priceDecimals(price) : 7;
  });

  const turn = (): void => go(marketPath(counter, base) + location.search);
  const pressed = (event: KeyboardEvent): void => {
    if (!shortcuts() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if ((event.target as HTMLElement).closest('input:not([type=radio],[type=checkbox]), dialog[open]')) return;
    const interval = INTERVALS[Number(event.key) - 1];
    if (event.key === 'x') turn();
    else if (event.key === 'f') toggleFavourite(marketKey(base, counter));
    else if (interval) setView({ interval, range: null });
    else return;
    event.preventDefault();
  };
  onMount(() => document.addEventListener('keydown', pressed));
  onCleanup(() => document.removeEventListener('keydown', pressed));
  createEffect(() => {
    const price = state()?.close;
    document.title = `${price ? formats.price(price) + ' · ' : ''}${codeOf(base)}/${codeOf(counter)} · Stellar Ticker`;
  });
  onCleanup(() => {
    document.title = 'Stellar Ticker';
  });

  const missing = (): boolean => market.fault()?.status === 404;
  return (
    <div class="market">
      <header class="market-head">
        <Title base={base} counter={counter} turn={turn} />
        <Switch>
          <Match when={state()}>{(found) => <Summary state={found()} market={market.value()} path={path} decimals={decimals()} />}</Match>
          <Match when={market.fault() && !missing()}>
            <Failed what="The market could not be read" fault={market.fault() as ApiError} retry={market.refresh} />
          </Match>
        </Switch>
      </header>
      <Show
        when={!missing()}
        fallback={
          <Empty title={`${codeOf(base)}/${codeOf(counter)} has never traded here`}>
            Either nobody has traded it, or its history is not read yet. <A href="/">All markets</A>
          </Empty>
        }
      >
        <div class="market-grid">
          <Chart base={base} counter={counter} view={view()} setView={setView} feed={{ candle, changed }} />
          <Book base={base} counter={counter} book={book.value()} fault={book.fault()} retry={book.refresh} decimals={decimals()} />
          <Tape base={base} counter={counter} trades={trades()} decimals={decimals()} />
          <DepthTable
            base={base}
            counter={counter}
            sizes={sizes() ?? ''}
            depth={depth.value()}
            fault={depth.fault()}
            retry={depth.refresh}
            decimals={decimals()}
          />
          <PoolsOfMarket base={base} counter={counter} market={market.value()} path={path} />
        </div>
      </Show>
    </div>
  );
}

/** Follows trades, candles and figures of a market by one stream; a change of the interval goes on where it was. */
function followMarket(base: AssetId, counter: AssetId, interval: () => string, take: (state: MarketState) => void) {
  const [trades, setTrades] = createSignal<Trade[] | undefined>();
  const [candle, setCandle] = createSignal<CandleState | undefined>();
  const [changed, setChanged] = createSignal<{ from: number } | undefined>();
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const add = (more: Trade[]): void => {
    setTrades((known) => mergedTrades(known ?? [], more));
  };
  const readTrades = async (): Promise<void> => {
    try {
      const page = await getJson<List<Trade>>(call('/api/v1/trades', { base, counter, limit: TAPE_LENGTH }));
      if (!ended) add(page.items);
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      if (!ended) timer = setTimeout(() => void readTrades(), fault.retryAfter ?? AWAY_DELAY);
    }
  };
  void readTrades();
  let isRead = false;
  let position: string | null = null;
  createEffect(
    on(interval, (current) => {
      const stream = followStream(
        { topics: ['trades', 'corrections', 'markets', `candles:${current}`], base, counter, after: position },
        {
          onEvent: ({ name, data }) => {
            if (name === 'trade') add([data as Trade]);
            else if (name === 'market') take(data as MarketState);
            else if (name === 'candle') {
              if ((data as CandleState).interval === current) setCandle(data as CandleState);
            } else if (name === 'correction') setChanged({ from: Date.parse((data as { from: string }).from) });
          },
          onReset: () => {
            void readTrades();
            setChanged({ from: Date.now() - 24 * 3600_000 });
          },
          // The list is read again once the stream stands, so that no trade lies between the two.
          onOpen: () => {
            if (!isRead) void readTrades();
            isRead = true;
          },
        },
      );
      onCleanup(() => {
        position = stream.position();
        stream.close();
      });
    }),
  );
  onCleanup(() => {
    ended = true;
    clearTimeout(timer);
  });
  return { trades, candle, changed };
}

function Title(props: { base: AssetId; counter: AssetId; turn: () => void }): JSX.Element {
  const [shared, setShared] = createSignal(false);
  const key = (): string => marketKey(props.base, props.counter);
  const starred = (): boolean => favourites().has(key());
  const share = async (): Promise<void> => {
    if (!isSecureContext) return void prompt('The address of this view', location.href);
    await navigator.clipboard.writeText(location.href);
    setShared(true);
    setTimeout(() => setShared(false), 2000);
  };
  return (
    <div class="market-title">
      <h1>
        {codeOf(props.base)}
        <span class="slash">/</span>
        {codeOf(props.counter)}
      </h1>
      <button
        type="button"
        class="turn"
        onClick={() => props.turn()}
        title="Turn the direction (x)"
        aria-label={`Show ${codeOf(props.counter)}/${codeOf(props.base)}`}
      >
        <span aria-hidden="true">⇄</span>
      </button>
      <button
        type="button"
        class="star"
        aria-pressed={starred()}
        aria-label="Favourite"
        title="Favourite (f)"
        onClick={() => toggleFavourite(key())}
      >
        <span aria-hidden="true">{starred() ? '★' : '☆'}</span>
      </button>
      <button type="button" class="small" onClick={() => void share()}>
        {shared() ? 'Address copied' : 'Share'}
      </button>
      <p class="sides">
        <AssetLink asset={props.base} />
        <AssetLink asset={props.counter} />
      </p>
    </div>
  );
}

function Summary(props: { state: MarketState; market: Market | undefined; path: string; decimals: number }): JSX.Element {
  const state = (): MarketState => props.state;
  const price = createMemo(() => formats.priceWith(props.decimals));
  const change = createMemo(() => changeOf(state()));
  const [base, counter] = [codeOf(props.state.base), codeOf(props.state.counter)];
  const source = (member: keyof MarketState, label: string, unit?: string, time?: keyof MarketState) => () => ({
    label,
    exact: state()[member] as string | number | null,
    unit,
    time: (state()[time ?? 'as_of'] as string | null) ?? null,
    call: call(props.path, { window: '24h' }),
    member: `.${member}`,
  });
  const [moved, setMoved] = createSignal<'up' | 'down' | undefined>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => state().close,
      (now, before) => {
        if (!now || !before || now === before) return;
        setMoved(Number(now) > Number(before) ? 'up' : 'down');
        clearTimeout(timer);
        timer = setTimeout(() => setMoved(undefined), MOVED_SHOWN);
      },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <>
      <p class="last-price" data-direction={direction(change())}>
        <Figure class="large" source={source('close', 'Price, last trade', counter, 'last_trade_time')}>
          <span class="tick" data-tick={moved()}>
            {price()(state().close)}
          </span>
        </Figure>
        <Figure source={source('change', 'Change, 24 hours', counter)}>{formats.change(change())}</Figure>
        <span class="quiet">
          <Show when={state().last_trade_time}>{(time) => `${duration(serverNow() - Date.parse(time()))} ago`}</Show>
        </span>
      </p>
      <dl class="stats">
        <Stat name="High">
          <Figure source={source('high', 'High, 24 hours', counter)}>{price()(state().high)}</Figure>
        </Stat>
        <Stat name="Low">
          <Figure source={source('low', 'Low, 24 hours', counter)}>{price()(state().low)}</Figure>
        </Stat>
        <Stat name="VWAP">
          <Figure source={source('vwap', 'VWAP, 24 hours', counter)}>{price()(state().vwap)}</Figure>
        </Stat>
        <Stat name={`Volume, ${base}`}>
          <Figure source={source('base_volume', 'Volume, 24 hours', base)}>{formats.amount(state().base_volume)}</Figure>
        </Stat>
        <Stat name={`Volume, ${counter}`}>
          <Figure source={source('counter_volume', 'Volume, 24 hours', counter)}>{formats.amount(state().counter_volume)}</Figure>
        </Stat>
        <Stat name="Trades">
          <Figure source={source('trade_count', 'Trades, 24 hours')}>{formats.count(state().trade_count)}</Figure>
        </Stat>
        <Stat name="Bid">
          <Figure source={source('bid', 'Best bid', counter, 'book_as_of')}>{price()(state().bid)}</Figure>
        </Stat>
        <Stat name="Ask">
          <Figure source={source('ask', 'Best ask', counter, 'book_as_of')}>{price()(state().ask)}</Figure>
        </Stat>
      </dl>
      <Show when={props.market && !props.market.complete}>
        <p class="note" data-level="warn">
          The last 24 hours are not complete:{' '}
          {props.market?.gaps.length ? 'trades are missing in them' : 'their history is still being read'}. <A href="/status">Status</A>
        </p>
      </Show>
    </>
  );
}

function Stat(props: { name: string; children: JSX.Element }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function PoolsOfMarket(props: { base: AssetId; counter: AssetId; market: Market | undefined; path: string }): JSX.Element {
  const pool = () => props.market?.pools[0];
  const source = (member: 'base_reserve' | 'counter_reserve' | 'price' | 'fee_bp', label: string, unit: string) => () => ({
    label,
    exact: pool()?.[member] ?? null,
    unit,
    time: pool()?.as_of ?? null,
    call: props.path,
    member: `.pools[0].${member}`,
  });
  return (
    <section class="panel pool-panel" aria-labelledby="pool-title">
      <div class="panel-bar">
        <h2 id="pool-title">Liquidity pool</h2>
        <Show when={pool()}>{(found) => <span class="quiet">read {duration(serverNow() - Date.parse(found().as_of))} ago</span>}</Show>
      </div>
      <Show
        when={pool()}
        fallback={<Empty title={props.market ? 'No pool' : '…'}>{props.market ? 'Nobody has opened a pool for this market.' : ''}</Empty>}
      >
        {(found) => (
          <dl class="stats stacked">
            <Stat name={`Reserve, ${codeOf(props.base)}`}>
              <Figure source={source('base_reserve', 'Reserve of the pool', codeOf(props.base))}>
                {formats.amount(found().base_reserve)}
              </Figure>
            </Stat>
            <Stat name={`Reserve, ${codeOf(props.counter)}`}>
              <Figure source={source('counter_reserve', 'Reserve of the pool', codeOf(props.counter))}>
                {formats.amount(found().counter_reserve)}
              </Figure>
            </Stat>
            <Stat name="Price">
              <Figure source={source('price', 'Price of the pool', codeOf(props.counter))}>{formats.price(found().price)}</Figure>
            </Stat>
            <Stat name="Fee">
              <Figure source={source('fee_bp', 'Fee of the pool', 'hundredths of a percent')}>
                {formats.percent(found().fee_bp / 10_000)}
              </Figure>
            </Stat>
          </dl>
        )}
      </Show>
    </section>
  );
}
