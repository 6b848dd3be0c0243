import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { call, type ApiError } from '../../api/client';
import { codeOf, type AssetId, type OrderBook } from '../../api/types';
import { Figure } from '../../components/Inspector';
import { Empty, Failed, Loading } from '../../components/States';
import { BookTable, TotalCell } from '../../components/Trading';
import { formats } from '../../numbers/format';
import { duration } from '../../numbers/time';
import { serverNow } from '../../state/clock';
import { spreadOf } from '../markets/rows';
import { steps, type Step } from '../../numbers/steps';
import { shape } from './depth';

export const BOOK_DEPTH = 100;
const SHOWN = 10;
const WIDTH = 320;
const HEIGHT = 96;

interface BookProps {
  base: AssetId;
  counter: AssetId;
  book: OrderBook | undefined;
  fault: ApiError | null;
  retry: () => void;
  decimals: number;
}

/** The order book: asks above, bids below, and the depth of both as a chart. */
export function Book(props: BookProps): JSX.Element {
  const bids = createMemo(() => steps(props.book?.bids ?? []));
  const asks = createMemo(() => steps(props.book?.asks ?? []));
  const price = createMemo(() => formats.priceWith(props.decimals));
  const most = createMemo(() =>
    Math.max(Number(bids()[SHOWN - 1]?.total ?? bids().at(-1)?.total ?? 0), Number(asks()[SHOWN - 1]?.total ?? asks().at(-1)?.total ?? 0)),
  );
  const isEmpty = (): boolean => bids().length === 0 && asks().length === 0;
  const bookCall = (): string => call('/api/v1/orderbook', { base: props.base, counter: props.counter, depth: BOOK_DEPTH });
  const spread = createMemo(() => {
    const [bid, ask] = [bids()[0]?.price ?? null, asks()[0]?.price ?? null];
    return spreadOf({ bid, ask });
  });
  const rows = (side: 'bids' | 'asks', all: Step[]): JSX.Element => (
    <For each={side === 'asks' ? all.slice(0, SHOWN).reverse() : all.slice(0, SHOWN)}>
      {(step) => (
        <tr data-direction={side === 'bids' ? 'up' : 'down'}>
          <td class="num level-price">
            <Figure
              tabIndex={-1}
              source={() => ({
                label: `${side === 'bids' ? 'Bid' : 'Ask'} ${step.index + 1}`,
                exact: step.price,
                unit: codeOf(props.counter),
                time: props.book?.as_of ?? null,
                call: bookCall(),
                member: `.${side}[${step.index}][0]`,
              })}
            >
              {price()(step.price)}
            </Figure>
          </td>
          <td class="num">
            <Figure
              tabIndex={-1}
              source={() => ({
                label: `Amount of ${side === 'bids' ? 'bid' : 'ask'} ${step.index + 1}`,
                exact: step.amount,
                unit: codeOf(props.base),
                time: props.book?.as_of ?? null,
                call: bookCall(),
                member: `.${side}[${step.index}][1]`,
              })}
            >
              {formats.amount(step.amount)}
            </Figure>
          </td>
          <TotalCell step={step} most={most()} />
        </tr>
      )}
    </For>
  );
  return (
    <section class="panel book" aria-labelledby="book-title">
      <div class="panel-bar">
        <h2 id="book-title">Order book</h2>
        <Show when={props.book?.as_of}>
          {(time) => (
            <span class="quiet" title={time()}>
              read {duration(serverNow() - Date.parse(time()))} ago
            </span>
          )}
        </Show>
      </div>
      <Show
        when={props.book}
        fallback={
          <Show when={props.fault} fallback={<Loading lines={14} label="The order book is loading" />}>
            {(fault) => <Failed what="The order book could not be read" fault={fault()} retry={props.retry} />}
          </Show>
        }
      >
        <Show
          when={!isEmpty()}
          fallback={
            <Empty title={props.book?.as_of ? 'No offers' : 'Not read yet'}>
              {props.book?.as_of
                ? 'Nobody offers to buy or sell here; a pool may.'
                : 'Order books are read of markets whose assets are both listed.'}
            </Empty>
          }
        >
          <BookTable
            unit={codeOf(props.base)}
            asks={rows('asks', asks())}
            spread={formats.percent(spread(), 3)}
            bids={rows('bids', bids())}
          />
          <DepthChart bids={bids()} asks={asks()} decimals={props.decimals} base={codeOf(props.base)} />
        </Show>
      </Show>
    </section>
  );
}

function DepthChart(props: { bids: Step[]; asks: Step[]; decimals: number; base: string }): JSX.Element {
  const drawn = createMemo(() => shape(props.bids, props.asks, WIDTH, HEIGHT));
  const [at, setAt] = createSignal<number | null>(null);
  const text = (price: number): string => formats.priceWith(props.decimals)(price.toFixed(Math.min(100, props.decimals)));
  const pointed = createMemo(() => {
    const [where, box] = [at(), drawn()];
    if (where === null || !box) return null;
    const price = box.low + where * (box.high - box.low);
    const side =
      where < 0.5 ? props.bids.filter((step) => Number(step.price) >= price) : props.asks.filter((step) => Number(step.price) <= price);
    return { x: where * WIDTH, price, total: side.at(-1)?.total ?? '0' };
  });
  return (
    <Show when={drawn()}>
      {(box) => (
        <figure class="depth-chart">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`Depth from ${text(box().low)} to ${text(box().high)}: up to ${formats.amount(box().most.toFixed(7))} ${props.base} a side`}
            onPointerMove={(event) => {
              const bounds = event.currentTarget.getBoundingClientRect();
              setAt(Math.max(0, Math.min(1, (event.clientX - bounds.left) / bounds.width)));
            }}
            onPointerLeave={() => setAt(null)}
          >
            <path class="depth-bids" d={box().bids} />
            <path class="depth-asks" d={box().asks} />
            <Show when={pointed()}>{(point) => <path class="depth-pointer" d={`M${point().x} 0V${HEIGHT}`} />}</Show>
          </svg>
          <figcaption>
            <Show
              when={pointed()}
              fallback={
                <>
                  <span>{text(box().low)}</span>
                  <span>Depth</span>
                  <span>{text(box().high)}</span>
                </>
              }
            >
              {(point) => (
                <>
                  <span>to {text(point().price)}</span>
                  <span>
                    {formats.amount(point().total)} {props.base}
                  </span>
                </>
              )}
            </Show>
          </figcaption>
        </figure>
      )}
    </Show>
  );
}
