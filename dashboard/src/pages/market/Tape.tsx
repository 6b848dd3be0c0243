import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { call } from '../../api/client';
import { codeOf, type AssetId, type Trade } from '../../api/types';
import { Figure } from '../../components/Inspector';
import { FigureHeads, TakerSide } from '../../components/Trading';
import { Empty, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { clockTime } from '../../numbers/time';
import { moveInTable } from '../../components/tableKeys';
import { bought, cursorBefore } from './trades';

/** The newest trades, as the stream brings them. */
export function Tape(props: { base: AssetId; counter: AssetId; trades: Trade[] | undefined; decimals: number }): JSX.Element {
  const price = createMemo(() => formats.priceWith(props.decimals));
  const [paused, setPaused] = createSignal<Trade[] | null>(null);
  const shown = (): Trade[] | undefined => paused() ?? props.trades;
  const source = (trade: Trade, member: 'price' | 'base_amount' | 'counter_amount', label: string, unit: string) => () => ({
    label: `${label} of trade ${trade.paging_token}`,
    exact: trade[member],
    unit,
    time: trade.ledger_close_time,
    call: call('/api/v1/trades', {
      base: props.base,
      counter: props.counter,
      cursor: cursorBefore(trade.paging_token),
      order: 'asc',
      limit: 1,
    }),
    member: `.items[0].${member}`,
  });
  return (
    <section class="panel tape" aria-labelledby="tape-title">
      <div class="panel-bar">
        <h2 id="tape-title">Trades</h2>
        <span class="quiet tape-key">
          <span aria-hidden="true">◇</span> pool
        </span>
        <button
          type="button"
          class="small"
          aria-pressed={paused() !== null}
          onClick={() => setPaused(paused() ? null : (props.trades ?? []))}
        >
          {paused() ? 'Go on' : 'Hold'}
        </button>
      </div>
      <Show when={shown()} fallback={<Loading lines={12} label="Trades are loading" />}>
        {(trades) => (
          <Show
            when={trades().length > 0}
            fallback={<Empty title="No trade yet">A trade appears here within a second of its ledger.</Empty>}
          >
            <div class="tape-scroller" tabIndex={0} role="region" aria-label="Newest trades" onKeyDown={moveInTable}>
              <table>
                <FigureHeads names={['Price', codeOf(props.base), 'Time']} />
                <tbody>
                  <For each={trades()}>
                    {(trade) => (
                      <tr data-direction={bought(trade) ? 'up' : 'down'} data-token={trade.paging_token}>
                        <td class="num">
                          <Figure tabIndex={-1} source={source(trade, 'price', 'Price', codeOf(props.counter))}>
                            <TakerSide bought={bought(trade)} />
                            {price()(trade.price)}
                          </Figure>
                        </td>
                        <td class="num">
                          <Figure tabIndex={-1} source={source(trade, 'base_amount', 'Amount', codeOf(props.base))}>
                            {formats.amount(trade.base_amount)}
                          </Figure>
                        </td>
                        <td
                          class="num quiet"
                          title={`${trade.ledger_close_time}, ledger ${trade.ledger}${trade.type === 'liquidity_pool' ? ', liquidity pool' : ''}`}
                        >
                          <Show when={trade.type === 'liquidity_pool'}>
                            <span class="of-pool" aria-hidden="true">
                              ◇
                            </span>
                            <span class="hidden">liquidity pool </span>
                          </Show>
                          {clockTime(Date.parse(trade.ledger_close_time))}
                        </td>
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
