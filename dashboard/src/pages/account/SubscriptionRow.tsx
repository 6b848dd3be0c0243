import { createSignal, Show, type JSX } from 'solid-js';
import { type Subscription, SUBSCRIPTIONS } from '../../api/account';
import { createAction, Refused } from '../../components/Form';
import { age, dateTime } from '../../numbers/time';
import { serverNow } from '../../state/clock';
import { ask } from '../../state/session';
import { droppedText, filterText, subscriptionState, titleOf } from './words';

/** What the list around a row does. */
export type SubscriptionTask = 'deliveries' | 'delete' | 'secret';

interface Row {
  subscription: Subscription;
  chosen: boolean;
  act: (wanted: SubscriptionTask) => void;
  changed: () => void;
}

export function SubscriptionRow(props: Row): JSX.Element {
  const action = createAction();
  const [note, setNote] = createSignal('');
  const state = (): ReturnType<typeof subscriptionState> => subscriptionState(props.subscription, serverNow());
  const address = (): string => `${SUBSCRIPTIONS}/${props.subscription.id}`;
  const turn = async (active: boolean): Promise<void> => {
    await ask('PATCH', address(), { active });
    setNote('');
    props.changed();
  };
  const test = async (): Promise<void> => {
    await ask('POST', `${address()}/test`);
    setNote('A test is on its way; see its deliveries.');
  };
  const stopped = (): boolean => state().word === 'paused' || state().word === 'disabled';
  return (
    <li class="row" data-chosen={props.chosen}>
      <div class="row-main">
        <b class="breaks">{titleOf(props.subscription)}</b>
        <span class="row-marks">
          <span class="badge" data-level={state().level}>
            {state().word}
          </span>
          <span class="quiet">
            {props.subscription.name ? `${props.subscription.type.replaceAll('_', ' ')} · ` : ''}
            {props.subscription.delivery.type}
          </span>
        </span>
      </div>
      <Facts subscription={props.subscription} />
      <div class="row-end">
        <button type="button" class="small" aria-expanded={props.chosen} onClick={() => props.act('deliveries')}>
          Deliveries
        </button>
        <Show when={!props.subscription.paused_at}>
          <button type="button" class="small" disabled={action.busy()} onClick={() => void action.run(() => turn(stopped()))}>
            {stopped() ? 'Resume' : 'Pause'}
          </button>
        </Show>
        <button type="button" class="small" disabled={action.busy()} onClick={() => void action.run(test)}>
          Test
        </button>
        <Show when={props.subscription.delivery.type === 'webhook'}>
          <button type="button" class="small" onClick={() => props.act('secret')}>
            New secret
          </button>
        </Show>
        <button type="button" class="small" onClick={() => props.act('delete')}>
          Delete
        </button>
      </div>
      <div class="row-note" role="status">
        {action.fault() ? '' : note()}
      </div>
      <Refused action={action} />
    </li>
  );
}

function Facts(props: { subscription: Subscription }): JSX.Element {
  const endpoint = (): Subscription['endpoint'] => props.subscription.endpoint;
  return (
    <dl class="stats">
      <Show when={props.subscription.name}>
        <div>
          <dt>Filter</dt>
          <dd>{filterText(props.subscription.filter)}</dd>
        </div>
      </Show>
      <Show when={props.subscription.delivery.url}>
        <div>
          <dt>To{props.subscription.delivery.ordered ? ', in order' : ''}</dt>
          <dd class="breaks">{props.subscription.delivery.url}</dd>
        </div>
      </Show>
      <Show when={endpoint()}>
        <div>
          <dt>Last received</dt>
          <dd>{endpoint()?.received_at ? age(endpoint()?.received_at ?? null, serverNow()) : 'never'}</dd>
        </div>
      </Show>
      <Show when={endpoint()?.failing_since}>
        {(since) => (
          <div>
            <dt>Failing since</dt>
            <dd class="breaks" data-level="warn">
              {dateTime(Date.parse(since()))} UTC{endpoint()?.problem ? `: ${endpoint()?.problem}` : ''}
            </dd>
          </div>
        )}
      </Show>
      <Show when={droppedText(props.subscription, serverNow())}>
        {(dropped) => (
          <div>
            <dt>Messages dropped</dt>
            <dd data-level="warn">{dropped()}</dd>
          </div>
        )}
      </Show>
      <Show when={props.subscription.paused_at}>
        {(since) => (
          <div>
            <dt>Paused by the operator since</dt>
            <dd class="breaks" data-level="warn">
              {dateTime(Date.parse(since()))} UTC{props.subscription.pause_reason ? `: ${props.subscription.pause_reason}` : ''}
            </dd>
          </div>
        )}
      </Show>
      <Show when={props.subscription.ends_at}>
        {(end) => (
          <div>
            <dt>Ends</dt>
            <dd>{dateTime(Date.parse(end()))} UTC</dd>
          </div>
        )}
      </Show>
      <Show when={props.subscription.previous_secret_until}>
        {(until) => (
          <div>
            <dt>Old secret until</dt>
            <dd>{dateTime(Date.parse(until()))} UTC</dd>
          </div>
        )}
      </Show>
    </dl>
  );
}
