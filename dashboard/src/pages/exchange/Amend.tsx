import { createSignal, type JSX } from 'solid-js';
import type { Order } from '../../api/exchange';
import { Dialog } from '../../components/Dialog';
import { createAction, Form, Refused } from '../../components/Form';
import type { Account } from './account';
import { DecimalField } from './DecimalField';
import { short } from './own';
import { asOwner } from './session';

const BESIDE = ['price', 'amount'] as const;

/** Changes the price or the amount of an open order. */
export function Amend(props: { order: Order; account: Account; closed: () => void }): JSX.Element {
  const action = createAction();
  const [price, setPrice] = createSignal(props.order.price ?? '');
  const [amount, setAmount] = createSignal(short(props.order.amount));
  /** Only what is another value is asked for: a price of its own, although equal, would be no amendment. */
  const changes = (): { price?: string; amount?: string } => ({
    ...(price().trim() === (props.order.price ?? '') ? {} : { price: price().trim() }),
    ...(amount().trim() === short(props.order.amount) ? {} : { amount: amount().trim() }),
  });
  const amend = async (close: () => void): Promise<void> => {
    const wanted = changes();
    if (Object.keys(wanted).length > 0) props.account.take(await asOwner<Order>('PATCH', `/order/${props.order.id}`, wanted));
    close();
  };
  return (
    <Dialog title={`Amend the order of ${props.order.instrument.replace('-', '/')}`} closed={props.closed}>
      {(close) => (
        <Form action={action} work={() => amend(close)} label="Amend the order">
          <p>A smaller amount at the same price keeps its place in the queue. Anything else goes to the end of its level.</p>
          <DecimalField label="Price" fault={action.faultOf('price')} value={price()} typed={setPrice} />
          <DecimalField
            label="Amount"
            hint={`${short(props.order.executed_amount)} of it is executed.`}
            fault={action.faultOf('amount')}
            value={amount()}
            typed={setAmount}
          />
          <Refused action={action} fields={BESIDE} />
          <div class="buttons">
            <button type="submit" class="main" disabled={action.busy()}>
              Amend
            </button>
            <button type="button" onClick={close}>
              Back
            </button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
