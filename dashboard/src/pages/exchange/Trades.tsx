import { For, Show, type JSX } from 'solid-js';
import { priceDecimals, type Instrument } from '../../api/exchange';
import { codeOf } from '../../api/types';
import { FigureHeads, TakerSide } from '../../components/Trading';
import { Empty } from '../../components/States';
import { formats } from '../../numbers/format';
import { clockTime } from '../../numbers/time';
import type { Market } from './market';

/** The newest trades of an instrument. */
export function Trades(props: { instrument: Instrument; market: Market }): JSX.Element {
  const price = formats.priceWith(priceDecimals(props.instrument));
  return (
    <section class="panel tape exchange-trades" aria-labelledby="trades-title">
      <div class="panel-bar">
        <h2 id="trades-title">Trades</h2>
      </div>
      <Show when={props.market.trades().length > 0} fallback={<Empty title="No trade yet" />}>
        <div class="tape-scroller" tabIndex={0} role="region" aria-label="Newest trades">
          <table>
            <FigureHeads names={['Price', codeOf(props.instrument.base), 'Time']} />
            <tbody>
              <For each={props.market.trades()}>
                {(trade) => (
                  <tr data-direction={trade.taker_side === 'buy' ? 'up' : 'down'} data-number={trade.number}>
                    <td class="num">
                      <TakerSide bought={trade.taker_side === 'buy'} />
                      {price(trade.price)}
                    </td>
                    <td class="num" title={trade.amount}>
                      {formats.amount(trade.amount)}
                    </td>
                    <td class="num quiet" title={trade.at}>
                      {clockTime(Date.parse(trade.at))}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}
