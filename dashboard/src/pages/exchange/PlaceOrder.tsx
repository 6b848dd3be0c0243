import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js';
import { ApiError } from '../../api/client';
import {
  ORDER_TYPES,
  SIDES,
  TIMES_IN_FORCE,
  type Instrument,
  type Order,
  type OrderType,
  type Side,
  type TimeInForce,
} from '../../api/exchange';
import { codeOf } from '../../api/types';
import { createAction, Field, Form, Refused } from '../../components/Form';
import { formats } from '../../numbers/format';
import type { Account } from './account';
import { DecimalField } from './DecimalField';
import { ClientOrderIds, type Draft } from './newOrder';
import { available, short, value } from './own';
import { asOwner } from './session';
import { stateOf } from './words';

const BESIDE = ['price', 'amount'] as const;
const TIMES: Record<TimeInForce, string> = { gtc: 'until cancelled (GTC)', ioc: 'immediate or cancel (IOC)' };

/** Places an order of the shown instrument. */
export function PlaceOrder(props: { account: Account; instrument: Instrument; price: string | null }): JSX.Element {
  const action = createAction();
  const ids = new ClientOrderIds();
  const [side, setSide] = createSignal<Side>('buy');
  const [type, setType] = createSignal<OrderType>('limit');
  const [price, setPrice] = createSignal('');
  const [amount, setAmount] = createSignal('');
  const [time, setTime] = createSignal<TimeInForce>('gtc');
  const [postOnly, setPostOnly] = createSignal(false);
  const [placed, setPlaced] = createSignal<Order | null>(null);
  createEffect(
    on(
      () => props.price,
      (chosen) => {
        if (chosen !== null) setPrice(chosen);
      },
    ),
  );
  const isLimit = (): boolean => type() === 'limit';
  const base = (): string => codeOf(props.instrument.base);
  const counter = (): string => codeOf(props.instrument.counter);
  const draft = (): Draft => ({
    instrument: props.instrument.instrument,
    side: side(),
    type: type(),
    time_in_force: isLimit() ? time() : 'ioc',
    post_only: isLimit() && time() === 'gtc' && postOnly(),
    ...(isLimit() ? { price: price().trim() } : {}),
    amount: amount().trim(),
  });
  const place = async (): Promise<void> => {
    setPlaced(null);
    const wanted = draft();
    try {
      const order = await asOwner<Order>('POST', '/order', { client_order_id: ids.of(wanted), ...wanted });
      ids.decided();
      props.account.take(order);
      setPlaced(order);
    } catch (failure) {
      // Whether an order was placed whose answer did not come is not known yet.
      if (failure instanceof ApiError && (!failure.isAway || failure.status === 429)) ids.decided();
      throw failure;
    }
  };
  const total = createMemo(() => (isLimit() ? value(price().trim(), amount().trim()) : null));
  const spendable = createMemo(() => available(props.account.own(), side() === 'buy' ? props.instrument.counter : props.instrument.base));
  return (
    <section class="panel exchange-place" aria-labelledby="place-title">
      <div class="panel-bar">
        <h2 id="place-title">New order</h2>
        <span class="quiet">
          {formats.amount(spendable())} {side() === 'buy' ? counter() : base()} available
        </span>
      </div>
      <Form action={action} work={place} label="Place an order">
        <div class="exchange-kinds">
          <Choice label="Side" name="side" all={SIDES} value={side()} choose={setSide} />
          <Choice label="Type" name="type" all={ORDER_TYPES} value={type()} choose={setType} />
        </div>
        <Show when={isLimit()}>
          <DecimalField label={`Price, ${counter()} for one ${base()}`} fault={action.faultOf('price')} value={price()} typed={setPrice} />
        </Show>
        <DecimalField
          label={`Amount, ${base()}`}
          hint={`At least ${short(props.instrument.minimum)}, in steps of ${short(props.instrument.lot)}.`}
          fault={action.faultOf('amount')}
          value={amount()}
          typed={setAmount}
        />
        <Show when={isLimit()} fallback={<p class="hint">It takes the best prices at once; what they do not fill is closed.</p>}>
          <Field label="It stays" fault={action.faultOf('time_in_force')}>
            {(control) => (
              <select {...control} value={time()} onChange={(event) => setTime(event.currentTarget.value as TimeInForce)}>
                <For each={TIMES_IN_FORCE}>{(word) => <option value={word}>{TIMES[word]}</option>}</For>
              </select>
            )}
          </Field>
          <label class="check">
            <input
              type="checkbox"
              checked={postOnly()}
              disabled={time() === 'ioc'}
              onChange={(event) => setPostOnly(event.currentTarget.checked)}
            />
            <span>Post-only: refuse it if it would take</span>
          </label>
        </Show>
        <Refused action={action} fields={BESIDE} />
        <div class="buttons exchange-submit">
          <button type="submit" class="main" data-side={side()} disabled={action.busy()}>
            {side() === 'buy' ? 'Buy' : 'Sell'} {base()}
          </button>
          <Show when={total()}>
            {(found) => (
              <span class="quiet" title={found()}>
                {formats.amount(found())} {counter()}
              </span>
            )}
          </Show>
        </div>
        <p class="exchange-placed" role="status">
          <Show when={placed()}>
            {(order) => (
              <>
                The order is <b>{stateOf(order()).word}</b>: it {stateOf(order()).meaning}.
              </>
            )}
          </Show>
        </p>
      </Form>
    </section>
  );
}

function Choice<T extends string>(props: {
  label: string;
  name: string;
  all: readonly T[];
  value: T;
  choose: (value: T) => void;
}): JSX.Element {
  return (
    <fieldset class="segments">
      <legend class="hidden">{props.label}</legend>
      <For each={props.all}>
        {(word) => (
          <label>
            <input
              type="radio"
              name={`exchange-${props.name}`}
              value={word}
              checked={props.value === word}
              onChange={() => props.choose(word)}
            />
            <span>{word.charAt(0).toUpperCase() + word.slice(1)}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
