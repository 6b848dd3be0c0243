import { A } from '@solidjs/router';
import { createMemo, createSignal, For, onCleanup, Show, type JSX } from 'solid-js';
import { Batches } from '../../api/batches';
import { call, getJson, query } from '../../api/client';
import { codeOf, type List, type Pool } from '../../api/types';
import { MarketName } from '../../components/AssetName';
import { Figure } from '../../components/Inspector';
import { Empty, Failed, Loading } from '../../components/States';
import { moveInTable } from '../../components/tableKeys';
import type { Decimal } from '../../numbers/decimal';
import { formats } from '../../numbers/format';
import { marketKey, marketPath } from '../../state/address';
import { serverNow } from '../../state/clock';
import { labels } from '../../state/names';
import { polled } from '../../state/polled';

const PERIOD = 15_000;
const PAGE = 60;
const TICKERS = '/coingecko/v1/tickers';

/** What trades at a pool, as the file for listing sites has it: the only place where it stands apart from the book. */
interface Ticker {
  pool_id: string;
  base_volume: Decimal;
  target_volume: Decimal;
  liquidity_in_usd: Decimal;
}

interface PoolBand {
  bidCounterVolume: Decimal;
  askBaseVolume: Decimal;
}

/** How much can be traded at the pool within two percent of the middle, by the markets' keys. */
const depths = new Batches<PoolBand | null>({ size: 5, fresh: 60_000, kept: 600, read: readDepths });

async function readDepths(markets: string[]): Promise<(PoolBand | null)[]> {
  const fields = markets.map((market, at) => {
    const [base, counter] = market.split('/');
    return `m${at}: depth(base: ${JSON.stringify(base)}, counter: ${JSON.stringify(counter)}) { bands { percent pool { bidCounterVolume askBaseVolume } } }`;
  });
  const answer = await query<Record<string, { bands: { percent: string; pool: PoolBand | null }[] } | null>>(`{ ${fields.join(' ')} }`);
  return markets.map((_, at) => answer[`m${at}`]?.bands.find(({ percent }) => percent === '2')?.pool ?? null);
}

interface Row {
  pool: Pool;
  ticker: Ticker | undefined;
}

/** All liquidity pools, the largest first. */
export default function Pools(): JSX.Element {
  const pools = polled(
    () => true,
    (_, signal) => readPools(signal),
    PERIOD,
  );
  const tickers = polled(
    () => true,
    (_, signal) => getJson<Ticker[]>(TICKERS, signal),
    PERIOD,
  );
  const [search, setSearch] = createSignal('');
  const [shown, setShown] = createSignal(PAGE);
  const byId = createMemo(() => new Map((tickers.value() ?? []).map((ticker) => [ticker.pool_id, ticker])));
  const rows = createMemo<Row[] | undefined>(() => {
    const found = pools.value();
    if (!found) return undefined;
    const words = search().toLowerCase().split(/\s+/).filter(Boolean);
    const text = ({ base, counter, id }: Pool): string =>
      [base, counter, labels().get(base)?.domain, labels().get(counter)?.domain, id, base === 'native' || counter === 'native' ? 'xlm' : '']
        .join(' ')
        .toLowerCase();
    return found
      .filter((pool) => words.every((word) => text(pool).includes(word)))
      .map((pool) => ({ pool, ticker: byId().get(pool.id) }))
      .sort(
        (a, b) =>
          Number(b.ticker?.liquidity_in_usd ?? 0) - Number(a.ticker?.liquidity_in_usd ?? 0) || b.pool.trustlines - a.pool.trustlines,
      );
  });
  return (
    <section class="pools" aria-labelledby="pools-title">
      <div class="bar">
        <h1 id="pools-title">Pools</h1>
        <input
          type="search"
          class="search"
          placeholder="Code, issuer, domain or pool id"
          aria-label="Search pools by code, issuer, domain or id"
          value={search()}
          onInput={(event) => {
            setSearch(event.currentTarget.value);
            setShown(PAGE);
          }}
        />
        <Show when={rows()}>
          {(found) => (
            <dl class="totals">
              <div>
                <dt>Pools</dt>
                <dd>{formats.count(found().length)}</dd>
              </div>
              <div>
                <dt>Value</dt>
                <dd>
                  {formats.usd(
                    found()
                      .reduce((sum, { ticker }) => sum + Number(ticker?.liquidity_in_usd ?? 0), 0)
                      .toFixed(2),
                  )}
                </dd>
              </div>
            </dl>
          )}
        </Show>
      </div>
      <Show
        when={rows()}
        fallback={
          <Show when={pools.fault()} fallback={<Loading lines={16} label="Pools are loading" />}>
            {(fault) => <Failed what="The pools could not be read" fault={fault()} retry={pools.refresh} />}
          </Show>
        }
      >
        {(found) => (
          <Show when={found().length > 0} fallback={<Empty title={search() ? `Nothing matches “${search()}”` : 'No pool is known yet'} />}>
            <div class="scroller" onKeyDown={moveInTable} tabIndex={0} role="region" aria-label="Pools">
              <table class="hover pool-table">
                <thead>
                  <tr>
                    <th scope="col">Pool</th>
                    <th scope="col" class="num">
                      Value, USD
                    </th>
                    <th scope="col" class="num">
                      Price
                    </th>
                    <th scope="col" class="num">
                      Reserve of base
                    </th>
                    <th scope="col" class="num">
                      Reserve of counter
                    </th>
                    <th scope="col" class="num" title="What can be bought within 2 % above the middle, fee included">
                      Asks, +2 %
                    </th>
                    <th scope="col" class="num" title="What is paid for sales within 2 % below the middle, fee included">
                      Bids, −2 %
                    </th>
                    <th scope="col" class="num">
                      Volume, 24 h
                    </th>
                    <th scope="col" class="num">
                      Fee
                    </th>
                    <th scope="col" class="num">
                      Accounts
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For
                    each={found()
                      .slice(0, shown())
                      .map((row) => row.pool.id)}
                  >
                    {(id) => <PoolRow row={() => found().find(({ pool }) => pool.id === id)} />}
                  </For>
                </tbody>
              </table>
              <Show when={found().length > shown()}>
                <p class="more">
                  <button type="button" onClick={() => setShown(shown() + PAGE)}>
                    Show more of {formats.count(found().length)}
                  </button>
                </p>
              </Show>
            </div>
          </Show>
        )}
      </Show>
    </section>
  );
}

async function readPools(signal: AbortSignal): Promise<Pool[]> {
  const found: Pool[] = [];
  let cursor: string | null = null;
  do {
    const page: List<Pool> = await getJson<List<Pool>>(call('/api/v1/pools', { limit: 1000, cursor: cursor ?? undefined }), signal);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

function PoolRow(props: { row: () => Row | undefined }): JSX.Element {
  return <Show when={props.row()}>{(row) => <ShownPool pool={row().pool} ticker={row().ticker} />}</Show>;
}

function ShownPool(props: { pool: Pool; ticker: Ticker | undefined }): JSX.Element {
  const pool = (): Pool => props.pool;
  const key = createMemo(() => marketKey(pool().base, pool().counter));
  const depth = createMemo(() => depths.value(key())());
  onCleanup(() => depths.forget(key()));
  const [base, counter] = [codeOf(props.pool.base), codeOf(props.pool.counter)];
  const ofPool = (member: keyof Pool, label: string, unit?: string) => () => ({
    label,
    exact: pool()[member],
    unit,
    time: pool().as_of,
    call: `/api/v1/pools/${pool().id}`,
    member: `.${member}`,
  });
  const ofTicker = (member: keyof Ticker, label: string, unit?: string) => () => ({
    label,
    exact: props.ticker?.[member] ?? null,
    unit,
    time: new Date(serverNow()).toISOString(),
    call: TICKERS,
    member: `.[] | select(.pool_id == "${pool().id}") | .${member}`,
  });
  const ofDepth = (member: 'bid_counter_volume' | 'ask_base_volume', exact: Decimal | null, label: string, unit: string) => () => ({
    label,
    exact,
    unit,
    time: pool().as_of,
    call: `/api/v1/markets/${key()}/depth`,
    member: `.bands[3].pool.${member}`,
  });
  return (
    <tr>
      <th scope="row" class="c-pair">
        <A href={marketPath(pool().base, pool().counter)}>
          <MarketName base={pool().base} counter={pool().counter} />
        </A>
      </th>
      <td class="num">
        <Figure tabIndex={-1} source={ofTicker('liquidity_in_usd', 'Value of the pool', 'USD')}>
          {formats.usd(props.ticker?.liquidity_in_usd ?? null)}
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofPool('price', 'Price of the pool', counter)}>
          {formats.price(pool().price)}
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofPool('base_reserve', 'Reserve', base)}>
          {formats.amount(pool().base_reserve)} <span class="unit">{base}</span>
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofPool('counter_reserve', 'Reserve', counter)}>
          {formats.amount(pool().counter_reserve)} <span class="unit">{counter}</span>
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofDepth('ask_base_volume', depth()?.askBaseVolume ?? null, 'What can be bought within 2 %', base)}>
          {formats.amount(depth()?.askBaseVolume ?? null)} <span class="unit">{base}</span>
        </Figure>
      </td>
      <td class="num">
        <Figure
          tabIndex={-1}
          source={ofDepth('bid_counter_volume', depth()?.bidCounterVolume ?? null, 'What is paid for sales within 2 %', counter)}
        >
          {formats.amount(depth()?.bidCounterVolume ?? null)} <span class="unit">{counter}</span>
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofTicker('base_volume', 'Volume of the pool, 24 hours', base)}>
          {formats.amount(props.ticker?.base_volume ?? null)} <span class="unit">{base}</span>
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofPool('fee_bp', 'Fee', 'hundredths of a percent')}>
          {formats.percent(pool().fee_bp / 10_000)}
        </Figure>
      </td>
      <td class="num">
        <Figure tabIndex={-1} source={ofPool('trustlines', 'Accounts that hold shares, or may')}>
          {formats.count(pool().trustlines)}
        </Figure>
      </td>
    </tr>
  );
}
