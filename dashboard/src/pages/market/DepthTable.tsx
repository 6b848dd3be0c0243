import { For, Show, type JSX } from 'solid-js';
import { call, type ApiError } from '../../api/client';
import { codeOf, type AssetId, type Cost, type Depth } from '../../api/types';
import { Figure } from '../../components/Inspector';
import { Failed, Loading } from '../../components/States';
import { moveInTable } from '../../components/tableKeys';
import { formats } from '../../numbers/format';

interface DepthProps {
  base: AssetId;
  counter: AssetId;
  sizes: string;
  depth: Depth | undefined;
  fault: ApiError | null;
  retry: () => void;
  decimals: number;
}

/** What can be traded near the middle, and what it costs: the order book and the pool apart. */
export function DepthTable(props: DepthProps): JSX.Element {
  const address = (): string => call(`/api/v1/markets/${props.base}/${props.counter}/depth`, { sizes: props.sizes });
  const volume = (band: number, of: 'book' | 'pool', member: 'bid_counter_volume' | 'ask_base_volume', depth: Depth): JSX.Element => {
    const found = (): string | null => depth.bands[band]?.[of]?.[member] ?? null;
    const isBid = member === 'bid_counter_volume';
    return (
      <td class="num" data-of={of}>
        <Figure
          tabIndex={-1}
          source={() => ({
            label: `${isBid ? 'Bids' : 'Asks'} of the ${of === 'book' ? 'order book' : 'pool'} within ${depth.bands[band]?.percent} %`,
            exact: found(),
            unit: codeOf(isBid ? props.counter : props.base),
            time: of === 'book' ? depth.book_as_of : depth.pool_as_of,
            call: address(),
            member: `.bands[${band}].${of}.${member}`,
          })}
        >
          {formats.amount(found())}
        </Figure>
      </td>
    );
  };
  const cost = (at: number, of: 'book' | 'pool', depth: Depth): JSX.Element => {
    const found = (): Cost | null => depth.slippage[at]?.[of] ?? null;
    return (
      <td class="num" data-of={of}>
        <Figure
          tabIndex={-1}
          source={() => ({
            label: `Average price to ${depth.slippage[at]?.side} ${depth.slippage[at]?.size} at the ${of === 'book' ? 'order book' : 'pool'}`,
            exact: found()?.price ?? null,
            unit: codeOf(props.counter),
            time: of === 'book' ? depth.book_as_of : depth.pool_as_of,
            call: address(),
            member: `.slippage[${at}].${of}.price`,
          })}
        >
          {formats.priceWith(props.decimals)(found()?.price ?? null)}
          <span class="under">{found() ? formats.percent(Number(found()?.slippage_percent) / 100) : 'too large'}</span>
        </Figure>
      </td>
    );
  };
  return (
    <section class="panel depth-panel" aria-labelledby="depth-title">
      <div class="panel-bar">
        <h2 id="depth-title">Depth and cost</h2>
        <span class="quiet">order book and pool apart</span>
      </div>
      <Show
        when={props.depth}
        fallback={
          <Show when={props.fault} fallback={<Loading lines={8} label="The depth is loading" />}>
            {(fault) => <Failed what="The depth could not be read" fault={fault()} retry={props.retry} />}
          </Show>
        }
      >
        {(depth) => (
          <div class="depth-tables" onKeyDown={moveInTable} tabIndex={0} role="region" aria-label="Depth and cost">
            <table>
              <caption>Within a distance of the middle</caption>
              <thead>
                <tr>
                  <th scope="col" class="num">
                    ±
                  </th>
                  <th scope="col" class="num">
                    Book, bids
                  </th>
                  <th scope="col" class="num">
                    Book, asks
                  </th>
                  <th scope="col" class="num">
                    Pool, bids
                  </th>
                  <th scope="col" class="num">
                    Pool, asks
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={depth().bands.map((_, index) => index)}>
                  {(band) => (
                    <tr>
                      <th scope="row" class="num">
                        {formats.percent(Number(depth().bands[band]?.percent) / 100, 1)}
                      </th>
                      {volume(band, 'book', 'bid_counter_volume', depth())}
                      {volume(band, 'book', 'ask_base_volume', depth())}
                      {volume(band, 'pool', 'bid_counter_volume', depth())}
                      {volume(band, 'pool', 'ask_base_volume', depth())}
                    </tr>
                  )}
                </For>
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={5} class="quiet">
                    Bids in {codeOf(props.counter)}, asks in {codeOf(props.base)}
                  </td>
                </tr>
              </tfoot>
            </table>
            <table>
              <caption>Cost of a market order</caption>
              <thead>
                <tr>
                  <th scope="col">Order</th>
                  <th scope="col" class="num">
                    At the book
                  </th>
                  <th scope="col" class="num">
                    At the pool
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={depth().slippage.map((_, index) => index)}>
                  {(at) => (
                    <tr>
                      <th scope="row">
                        {depth().slippage[at]?.side === 'buy' ? 'Buy' : 'Sell'} {formats.amount(depth().slippage[at]?.size ?? null)}{' '}
                        {codeOf(props.base)}
                      </th>
                      {cost(at, 'book', depth())}
                      {cost(at, 'pool', depth())}
                    </tr>
                  )}
                </For>
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={3} class="quiet">
                    Average price, and how much worse it is than the middle
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        )}
      </Show>
    </section>
  );
}
