import './exchange.css';
import { useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, For, Match, Show, Switch, untrack, type JSX } from 'solid-js';
import type { Instrument } from '../../api/exchange';
import { AssetLink } from '../../components/AssetName';
import { Empty, Failed, Loading } from '../../components/States';
import { instruments } from '../../state/exchange';
import { AccountPanels } from './AccountPanels';
import { Depth } from './Depth';
import { follow, type Market } from './market';
import { OpenAccount } from './OpenAccount';
import { leave, token } from './session';
import { Trades } from './Trades';

/** The sandbox's exchange: its books, and an account's orders in them. */
export default function ExchangePage(): JSX.Element {
  return (
    <section class="exchange-page" aria-labelledby="exchange-title">
      <Switch fallback={<Loading lines={12} label="The exchange is loading" />}>
        <Match when={instruments.value()}>{(found) => <Instruments all={found()} />}</Match>
        <Match when={instruments.fault()?.status === 404}>
          <div class="bar">
            <h1 id="exchange-title">Exchange</h1>
          </div>
          <Empty title="No exchange runs here">It runs where the sandbox does, as in a demo, unless EXCHANGE is off.</Empty>
        </Match>
        <Match when={instruments.fault()}>
          {(fault) => <Failed what="The exchange could not be asked" fault={fault()} retry={instruments.refresh} />}
        </Match>
      </Switch>
    </section>
  );
}

function Instruments(props: { all: Instrument[] }): JSX.Element {
  const [query, setQuery] = useSearchParams();
  const chosen = createMemo(() => (props.all.find(({ instrument }) => instrument === query['instrument']) ?? props.all[0])?.instrument);
  const found = createMemo(() => props.all.find(({ instrument }) => instrument === chosen()));
  return (
    <>
      <div class="bar">
        <h1 id="exchange-title">Exchange</h1>
        <label>
          <span class="hidden">Instrument</span>
          <select value={chosen() ?? ''} onChange={(event) => setQuery({ instrument: event.currentTarget.value })}>
            <For each={props.all}>{({ instrument }) => <option value={instrument}>{instrument.replace('-', '/')}</option>}</For>
          </select>
        </label>
        <Show when={found()}>
          {(instrument) => (
            <span class="exchange-sides">
              <AssetLink asset={instrument().base} /> <AssetLink asset={instrument().counter} />
            </span>
          )}
        </Show>
        <Show when={token()}>
          <button type="button" class="bar-end" onClick={() => leave()}>
            Leave the account
          </button>
        </Show>
      </div>
      <Show when={found()?.instrument} keyed fallback={<Empty title="Nothing is traded here" />}>
        {(_instrument) => untrack(() => <OneInstrument instrument={found() as Instrument} all={props.all} />)}
      </Show>
    </>
  );
}

function OneInstrument(props: { instrument: Instrument; all: Instrument[] }): JSX.Element {
  const market: Market = follow(props.instrument.instrument);
  const [price, setPrice] = createSignal<string | null>(null);
  return (
    <div class="exchange-grid">
      <Depth instrument={props.instrument} market={market} choose={setPrice} />
      <Show when={token()} keyed fallback={<OpenAccount />}>
        {(text) => <AccountPanels token={text} instrument={props.instrument} all={props.all} price={price()} />}
      </Show>
      <Trades instrument={props.instrument} market={market} />
    </div>
  );
}
