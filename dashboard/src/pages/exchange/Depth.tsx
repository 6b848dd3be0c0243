import { createMemo, Index, Show, type Accessor, type JSX } from 'solid-js';
import { priceDecimals, type Instrument } from '../../api/exchange';
import { codeOf } from '../../api/types';
import { Empty, Failed, Loading } from '../../components/States';
import { BookTable, TotalCell } from '../../components/Trading';
import { formats } from '../../numbers/format';
import { steps, type Step } from '../../numbers/steps';
import { spread } from './book';
import type { Market } from './market';

const SHOWN = 12;

/** The book of an instrument, live. A click on a price takes it into the order. */
export function Depth(props: { instrument: Instrument; market: Market; choose: (price: string) => void }): JSX.Element {
  const bids = createMemo(() => steps(props.market.book()?.bids ?? [], SHOWN));
  const asks = createMemo(() => steps(props.market.book()?.asks ?? [], SHOWN));
  const most = createMemo(() => Math.max(Number(bids().at(-1)?.total ?? 0), Number(asks().at(-1)?.total ?? 0)));
  const price = formats.priceWith(priceDecimals(props.instrument));
  const distance = createMemo(() => {
    const book = props.market.book();
    return book ? spread(book) : null;
  });
  const row = (side: 'bids' | 'asks', step: Accessor<Step>): JSX.Element => (
    <tr data-direction={side === 'bids' ? 'up' : 'down'}>
      <td class="num level-price">
        <button
          type="button"
          class="figure"
          tabIndex={-1}
          aria-label={`Use the price ${step().price} of ${side === 'bids' ? 'a bid' : 'an ask'}`}
          onClick={() => props.choose(step().price)}
        >
          {price(step().price)}
        </button>
      </td>
      <td class="num" title={step().amount}>
        {formats.amount(step().amount)}
      </td>
      <TotalCell step={step()} most={most()} />
    </tr>
  );
  return (
    <section class="panel exchange-depth" aria-labelledby="depth-title">
      <div class="panel-bar">
        <h2 id="depth-title">Order book</h2>
        <span class="quiet" role="status">
          {props.market.phase()}
        </span>
      </div>
      <Show
        when={props.market.book()}
        fallback={
          <Show when={props.market.fault()} fallback={<Loading lines={14} label="The order book is loading" />}>
            {(fault) => <Failed what="The order book could not be read" fault={fault()} retry={props.market.retry} />}
          </Show>
        }
      >
        <Show when={bids().length > 0 || asks().length > 0} fallback={<Empty title="No offers">Be the first.</Empty>}>
          <BookTable
            unit={codeOf(props.instrument.base)}
            asks={<Index each={[...asks()].reverse()}>{(step) => row('asks', step)}</Index>}
            spread={price(distance())}
            bids={<Index each={bids()}>{(step) => row('bids', step)}</Index>}
          />
        </Show>
      </Show>
    </section>
  );
}
