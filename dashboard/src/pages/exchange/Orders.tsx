import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { priceDecimals, type Instrument, type Order } from '../../api/exchange';
import { ById } from '../../components/ById';
import { createAction, Refused, type Action } from '../../components/Form';
import { Empty } from '../../components/States';
import { formats } from '../../numbers/format';
import { clockTime, dateTime } from '../../numbers/time';
import type { Account } from './account';
import { Amend } from './Amend';
import { executedShare, isOpen, short } from './own';
import { asOwner } from './session';
import { stateOf, termsOf } from './words';

/** Of an instrument that is not listed any more. */
const MOST_DECIMALS = 9;

/** The account's orders in all instruments, the newest first, as its stream tells them. */
export function Orders(props: { account: Account; all: Instrument[] }): JSX.Element {
  const action = createAction();
  const [openOnly, setOpenOnly] = createSignal(false);
  const [amended, setAmended] = createSignal<Order | null>(null);
  const open = createMemo(() => props.account.own().orders.filter(isOpen));
  const shown = (): readonly Order[] => (openOnly() ? open() : props.account.own().orders);
  const decimalsOf = (order: Order): number => {
    const found = props.all.find(({ instrument }) => instrument === order.instrument);
    return found ? priceDecimals(found) : MOST_DECIMALS;
  };
  const cancel = async (order: Order): Promise<void> => props.account.take(await asOwner<Order>('DELETE', `/order/${order.id}`));
  const cancelAll = async (): Promise<void> => {
    await asOwner('DELETE', '/orders');
    props.account.retry();
  };
  return (
    <section class="panel exchange-orders" aria-labelledby="orders-title">
      <div class="panel-bar">
        <h2 id="orders-title">Your orders</h2>
        <span class="quiet" role="status">
          {props.account.phase()}
        </span>
        <label class="check exchange-open-only">
          <input type="checkbox" checked={openOnly()} onChange={(event) => setOpenOnly(event.currentTarget.checked)} />
          <span>Open only ({open().length})</span>
        </label>
        <button type="button" class="small" disabled={open().length === 0 || action.busy()} onClick={() => void action.run(cancelAll)}>
          Cancel all
        </button>
      </div>
      <Refused action={action} />
      <Show
        when={shown().length > 0}
        fallback={<Empty title={openOnly() ? 'No open order' : 'No order yet'}>What you place appears here at once.</Empty>}
      >
        <div class="scroll-x" tabIndex={0} role="region" aria-label="Your orders">
          <table class="hover">
            <thead>
              <tr>
                <th scope="col">Instrument</th>
                <th scope="col">Order</th>
                <th scope="col" class="num">
                  Price
                </th>
                <th scope="col" class="num">
                  Amount
                </th>
                <th scope="col" class="num">
                  Executed
                </th>
                <th scope="col">Status</th>
                <th scope="col" class="num">
                  Received
                </th>
                <th scope="col">
                  <span class="hidden">What can be done</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <ById items={shown()}>
                {(order) => (
                  <OrderRow
                    order={order()}
                    decimals={decimalsOf(order())}
                    action={action}
                    cancel={() => cancel(order())}
                    amend={() => setAmended(order())}
                  />
                )}
              </ById>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={amended()} keyed>
        {(order) => <Amend order={order} account={props.account} closed={() => setAmended(null)} />}
      </Show>
    </section>
  );
}

function OrderRow(props: { order: Order; decimals: number; action: Action; cancel: () => Promise<void>; amend: () => void }): JSX.Element {
  const state = (): ReturnType<typeof stateOf> => stateOf(props.order);
  const name = (): string => `${props.order.side} ${short(props.order.amount)} ${props.order.instrument}`;
  return (
    <tr data-order={props.order.id} data-status={props.order.status}>
      <th scope="row">{props.order.instrument.replace('-', '/')}</th>
      <td>
        <b data-direction={props.order.side === 'buy' ? 'up' : 'down'}>{props.order.side}</b>{' '}
        <span class="quiet">{termsOf(props.order)}</span>
      </td>
      <td class="num" title={props.order.price ?? undefined}>
        {formats.priceWith(props.decimals)(props.order.price)}
      </td>
      <td class="num" title={props.order.amount}>
        {formats.amount(props.order.amount)}
      </td>
      <td class="num" title={props.order.executed_amount}>
        {formats.amount(props.order.executed_amount)} <span class="quiet">{formats.percent(executedShare(props.order), 0)}</span>
      </td>
      <td>
        <span class="badge" data-level={state().level} title={state().meaning}>
          {state().word}
        </span>
      </td>
      <td class="num quiet" title={`${dateTime(Date.parse(props.order.received_at))} UTC`}>
        {clockTime(Date.parse(props.order.received_at))}
      </td>
      <td class="exchange-row-end">
        <Show when={isOpen(props.order)}>
          <button type="button" class="small" aria-label={`Amend ${name()}`} onClick={props.amend}>
            Amend
          </button>
          <button
            type="button"
            class="small"
            aria-label={`Cancel ${name()}`}
            disabled={props.action.busy()}
            onClick={() => void props.action.run(props.cancel)}
          >
            Cancel
          </button>
        </Show>
      </td>
    </tr>
  );
}
