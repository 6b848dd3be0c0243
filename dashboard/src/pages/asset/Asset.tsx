import { A, useParams } from '@solidjs/router';
import { createMemo, For, Match, Show, Switch, type JSX } from 'solid-js';
import { ApiError, call, getJson, query } from '../../api/client';
import { codeOf, issuerOf, type AssetId, type AssetProfile, type List, type MarketOverview } from '../../api/types';
import { AssetLink, MarketName } from '../../components/AssetName';
import { Figure } from '../../components/Inspector';
import { LongText } from '../../components/LongText';
import { Empty, Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { age, dateTime } from '../../numbers/time';
import { marketPath, readAsset } from '../../state/address';
import { serverNow } from '../../state/clock';
import { labels } from '../../state/names';
import { polled, type Polled } from '../../state/polled';
import { NotFound } from '../NotFound';
import { direction } from '../markets/MarketRow';
import { changeOf } from '../markets/rows';
import { Notes } from './Notes';
import { faultText, flags, isDomain, notices, type Known } from './warnings';

const PERIOD = 30_000;

interface AssetStatus {
  isListed: boolean;
  isValid: boolean;
  reason: string;
  tomlURL: string;
  toml: {
    outcome: string;
    reason: string;
    askedAt: string;
    readAt: string | null;
    faults: { tomlURL: string; line: number; kind: string; about: string }[];
  } | null;
}

const STATUS = `query ($code: String!, $issuer: String!) {
  assetStatus(code: $code, issuerAccount: $issuer) {
    isListed isValid reason tomlURL toml { outcome reason askedAt readAt faults { tomlURL line kind about } }
  }
}`;

export default function AssetPage(): JSX.Element {
  const params = useParams<{ asset: string }>();
  const asset = createMemo(() => readAsset(params.asset));
  return (
    <Show when={asset()} keyed fallback={<NotFound what="This address names no asset" />}>
      {(found) => <OneAsset asset={found} />}
    </Show>
  );
}

/** Who issues an asset, what can be known of it, and where it trades. */
function OneAsset(props: { asset: AssetId }): JSX.Element {
  const { asset } = props;
  const path = `/api/v1/assets/${asset}`;
  const profile = polled(
    () => path,
    (address, signal) => getJson<AssetProfile>(address, signal),
    PERIOD,
  );
  const markets = polled(
    () => asset,
    (_, signal) => readMarkets(signal),
    PERIOD,
  );
  const status = polled(
    () => (asset === 'native' ? null : asset),
    async (id, signal) =>
      (await query<{ assetStatus: AssetStatus | null }>(STATUS, { code: codeOf(id), issuer: issuerOf(id) }, signal)).assetStatus,
    PERIOD,
  );
  const known = createMemo<Known[]>(() => {
    const trades = new Map<AssetId, number>();
    for (const market of markets.value() ?? []) {
      for (const side of [market.base, market.counter]) trades.set(side, (trades.get(side) ?? 0) + market.trade_count);
    }
    return [...trades].map(([side, count]) => ({ asset: side, domain: labels().get(side)?.domain ?? '', trades: count }));
  });
  return (
    <Switch fallback={<Loading lines={14} label="The asset is loading" />}>
      <Match when={profile.value()}>
        {(found) => (
          <div class="asset">
            <Head profile={found()} status={status.value() ?? null} />
            <Notices profile={found()} known={known()} />
            <Figures profile={found()} path={path} />
            <div class="asset-grid">
              <Issuer profile={found()} />
              <Flags profile={found()} />
              <Show when={asset !== 'native'}>
                <Toml status={status} />
              </Show>
              <MarketsOfAsset asset={asset} markets={markets} />
            </div>
          </div>
        )}
      </Match>
      <Match when={profile.fault()?.status === 404}>
        <Empty title={`${codeOf(asset)} is not known here`}>
          No asset of this code and issuer was ever listed or traded. <A href="/">All markets</A>
        </Empty>
      </Match>
      <Match when={profile.fault()}>
        <Failed what="The asset could not be read" fault={profile.fault() as ApiError} retry={profile.refresh} />
      </Match>
    </Switch>
  );
}

async function readMarkets(signal: AbortSignal): Promise<MarketOverview[]> {
  const found: MarketOverview[] = [];
  let cursor: string | null = null;
  do {
    const address: string = call('/api/v1/markets', { window: '24h', limit: 1000, cursor: cursor ?? undefined });
    const page: List<MarketOverview> = await getJson<List<MarketOverview>>(address, signal);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

function Head(props: { profile: AssetProfile; status: AssetStatus | null }): JSX.Element {
  const profile = (): AssetProfile => props.profile;
  return (
    <header class="asset-head">
      <h1>{profile().code}</h1>
      <p class="asset-name">
        <bdi>{profile().name || (profile().type === 'native' ? 'Stellar Lumens' : 'No name')}</bdi>
      </p>
      <p class="asset-state">
        <Show
          when={profile().valid}
          fallback={
            <span class="badge" data-level="warn">
              Not shown in the files
            </span>
          }
        >
          <span class="badge" data-level="good">
            {profile().type === 'native' ? 'Native' : 'Valid'}
          </span>
        </Show>
        <Show when={!profile().valid && props.status?.reason}>
          {' '}
          <span class="quiet">
            <bdi>{props.status?.reason}</bdi>
          </span>
        </Show>
      </p>
    </header>
  );
}

function Notices(props: { profile: AssetProfile; known: Known[] }): JSX.Element {
  const found = createMemo(() => notices(props.profile, props.known));
  return (
    <Show when={found().length > 0}>
      <ul class="notices" aria-label="Warnings">
        <For each={found()}>
          {(notice) => (
            <li data-level={notice.level}>
              <b>{notice.title}.</b> <bdi>{notice.text}</bdi> <Show when={notice.other}>{(other) => <AssetLink asset={other()} />}</Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

function Figures(props: { profile: AssetProfile; path: string }): JSX.Element {
  const source = (member: keyof AssetProfile, label: string, unit?: string) => () => ({
    label,
    exact: props.profile[member] as string | number | null,
    unit,
    time: new Date(serverNow()).toISOString(),
    call: props.path,
    member: `.${member}`,
  });
  return (
    <dl class="stats wide">
      <div>
        <dt>Price</dt>
        <dd>
          <Figure source={source('price_usd', 'Price', 'USD')}>
            {formats.price(props.profile.price_usd)} <span class="quiet">USD</span>
          </Figure>
        </dd>
      </div>
      <div>
        <dt>Volume, 24 h</dt>
        <dd>
          <Figure source={source('volume_24h_usd', 'Volume, 24 hours', 'USD')}>{formats.usd(props.profile.volume_24h_usd)}</Figure>
        </dd>
      </div>
      <div>
        <dt>Market value</dt>
        <dd>
          <Figure source={source('market_value_usd', 'Market value', 'USD')}>{formats.usd(props.profile.market_value_usd)}</Figure>
        </dd>
      </div>
      <div>
        <dt>Supply</dt>
        <dd>
          <Figure source={source('supply', 'Supply outside its issuer', props.profile.code)}>{formats.amount(props.profile.supply)}</Figure>
        </dd>
      </div>
      <div>
        <dt>Holders</dt>
        <dd>
          <Figure source={source('holders', 'Accounts that hold it')}>{formats.count(props.profile.holders)}</Figure>
        </dd>
      </div>
    </dl>
  );
}

function Issuer(props: { profile: AssetProfile }): JSX.Element {
  const profile = (): AssetProfile => props.profile;
  return (
    <section class="panel" aria-labelledby="issuer-title">
      <div class="panel-bar">
        <h2 id="issuer-title">Issuer</h2>
      </div>
      <dl class="facts">
        <dt>Organisation</dt>
        <dd>
          <bdi>{profile().organisation || '–'}</bdi>
        </dd>
        <dt>Domain</dt>
        <dd>
          <Domain text={profile().domain} />
        </dd>
        <dt>Account</dt>
        <dd>
          <code class="account">{profile().issuer}</code>
        </dd>
        <dt>Directory</dt>
        <dd>
          <Show when={profile().directory} fallback="Not listed">
            {(entry) => (
              <>
                <bdi>{entry().name || entry().domain || 'Listed'}</bdi>{' '}
                <For each={entry().tags}>
                  {(tag) => (
                    <span class="tag">
                      <bdi>{tag}</bdi>
                    </span>
                  )}
                </For>
              </>
            )}
          </Show>
        </dd>
        <Show when={profile().description}>
          <dt>In its words</dt>
          <dd>
            <LongText text={profile().description} />
          </dd>
        </Show>
        <Notes notes={profile().notes ?? []} />
      </dl>
    </section>
  );
}

/** An issuer's domain; a link only when it is one, for an issuer may write anything. */
function Domain(props: { text: string }): JSX.Element {
  return (
    <Show when={isDomain(props.text)} fallback={<bdi>{props.text || '–'}</bdi>}>
      <a href={`https://${props.text}/`} target="_blank" rel="noopener noreferrer nofollow">
        {props.text}
      </a>
    </Show>
  );
}

/** A text of somebody else: in a frame of its own direction, and shortened. */
function Flags(props: { profile: AssetProfile }): JSX.Element {
  const found = createMemo(() => flags(props.profile.flags));
  return (
    <section class="panel" aria-labelledby="flags-title">
      <div class="panel-bar">
        <h2 id="flags-title">What its issuer can do</h2>
      </div>
      <Show
        when={found().length > 0}
        fallback={
          <Empty title={props.profile.type === 'native' ? 'It has no issuer' : 'Not known'}>
            {props.profile.type === 'native' ? 'Nobody can freeze or take back lumens.' : 'Only listed assets are asked for their flags.'}
          </Empty>
        }
      >
        <ul class="flags">
          <For each={found()}>
            {(flag) => (
              <li data-set={flag.set ? 'yes' : 'no'}>
                <b>{flag.name}</b>
                <span class="badge" data-level={flag.set && flag.name !== 'Immutable' ? 'warn' : 'plain'}>
                  {flag.set ? 'yes' : 'no'}
                </span>
                <span>{flag.text}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function Toml(props: { status: Polled<AssetStatus | null> }): JSX.Element {
  const status = (): AssetStatus | null | undefined => props.status.value();
  return (
    <section class="panel" aria-labelledby="toml-title">
      <div class="panel-bar">
        <h2 id="toml-title">stellar.toml</h2>
        <Show when={status()?.toml?.faults.length}>
          {(count) => (
            <span class="badge" data-level="warn">
              {formats.count(count())} wrong
            </span>
          )}
        </Show>
      </div>
      <Show
        when={status() !== undefined}
        fallback={
          <Show when={props.status.fault()} fallback={<Loading lines={4} label="The stellar.toml is loading" />}>
            {(fault) => <Failed what="Its state could not be read" fault={fault()} retry={props.status.refresh} />}
          </Show>
        }
      >
        <Show when={status()?.tomlURL} fallback={<Empty title="No stellar.toml">Its issuer links to none.</Empty>}>
          {(url) => (
            <>
              <dl class="facts">
                <dt>Address</dt>
                <dd>
                  <bdi class="account">{url()}</bdi>
                </dd>
                <dt>Last fetch</dt>
                <dd>
                  <Show when={status()?.toml} fallback="not yet">
                    {(toml) => (
                      <>
                        <bdi>{toml().outcome}</bdi>, {age(toml().askedAt, serverNow())}
                        <Show when={toml().reason}>
                          : <bdi>{toml().reason}</bdi>
                        </Show>
                      </>
                    )}
                  </Show>
                </dd>
                <dt>Last read</dt>
                <dd>
                  <Show when={status()?.toml?.readAt} fallback="never">
                    {(time) => <>{dateTime(Date.parse(time()))} UTC</>}
                  </Show>
                </dd>
              </dl>
              <Show when={status()?.toml?.faults.length} fallback={<p class="note">Nothing is wrong with the file.</p>}>
                <div class="scroll-x" tabIndex={0} role="region" aria-label="What is wrong with the file">
                  <table>
                    <thead>
                      <tr>
                        <th scope="col" class="num">
                          Line
                        </th>
                        <th scope="col">What is wrong</th>
                        <th scope="col">Where</th>
                      </tr>
                    </thead>
                    <tbody>
                      <For each={status()?.toml?.faults}>
                        {(fault) => (
                          <tr>
                            <td class="num">{fault.line || '–'}</td>
                            <td>{faultText(fault.kind)}</td>
                            <td class="breaks">
                              <code>
                                <bdi>{fault.about}</bdi>
                              </code>
                            </td>
                          </tr>
                        )}
                      </For>
                    </tbody>
                  </table>
                </div>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </section>
  );
}

function MarketsOfAsset(props: { asset: AssetId; markets: Polled<MarketOverview[]> }): JSX.Element {
  const own = createMemo(() => props.markets.value()?.filter(({ base, counter }) => base === props.asset || counter === props.asset));
  return (
    <section class="panel asset-markets" aria-labelledby="own-markets-title">
      <div class="panel-bar">
        <h2 id="own-markets-title">Markets</h2>
        <Show when={own()}>{(found) => <span class="quiet">{formats.count(found().length)}, 24 hours</span>}</Show>
      </div>
      <Show
        when={own()}
        fallback={
          <Show when={props.markets.fault()} fallback={<Loading lines={6} label="Markets are loading" />}>
            {(fault) => <Failed what="The markets could not be read" fault={fault()} retry={props.markets.refresh} />}
          </Show>
        }
      >
        {(found) => (
          <Show when={found().length > 0} fallback={<Empty title="No market traded in 24 hours" />}>
            <div class="scroll-x" tabIndex={0} role="region" aria-label="Markets of this asset">
              <table class="hover">
                <thead>
                  <tr>
                    <th scope="col">Market</th>
                    <th scope="col" class="num">
                      Price
                    </th>
                    <th scope="col" class="num">
                      Change
                    </th>
                    <th scope="col" class="num">
                      Volume, USD
                    </th>
                    <th scope="col" class="num">
                      Trades
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={found()}>
                    {(market) => (
                      <tr>
                        <th scope="row" class="c-pair">
                          <A href={marketPath(market.base, market.counter)}>
                            <MarketName base={market.base} counter={market.counter} />
                          </A>
                        </th>
                        <td class="num">{formats.price(market.close)}</td>
                        <td class="num" data-direction={direction(changeOf(market))}>
                          {formats.change(changeOf(market))}
                        </td>
                        <td class="num">{formats.usd(market.base_volume_usd)}</td>
                        <td class="num">{formats.count(market.trade_count)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </Show>
    </section>
  );
}
