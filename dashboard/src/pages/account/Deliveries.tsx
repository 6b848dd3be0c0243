import { createMemo, createSignal, For, Show, type Accessor, type JSX } from 'solid-js';
import { call } from '../../api/client';
import { DELIVERY_STATES, type Deliveries as Page, type DeliveryState, type Subscription, SUBSCRIPTIONS } from '../../api/account';
import { ById } from '../../components/ById';
import { Copied } from '../../components/Copied';
import { createAction, Refused } from '../../components/Form';
import { Empty, Failed, Loading } from '../../components/States';
import { polled } from '../../state/polled';
import { ask } from '../../state/session';
import { DeliveryRow } from './DeliveryRow';
import { timeOf, titleOf } from './words';

const PERIOD = 10_000;
const FIRST = 25;
/** The API gives no more at once; a range leads to those before. */
const MOST = 200;

/** The messages of a subscription, the newest first, and how each of them was answered. */
export function Deliveries(props: { id: number; subscription: Accessor<Subscription | undefined>; close: () => void }): JSX.Element {
  const [state, setState] = createSignal<DeliveryState | ''>('');
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [limit, setLimit] = createSignal(FIRST);
  const path = (): string => `${SUBSCRIPTIONS}/${props.id}`;
  const address = (): string =>
    call(`${path()}/deliveries`, {
      state: state() || undefined,
      from: timeOf(from()) ?? undefined,
      to: timeOf(to()) ?? undefined,
      limit: limit(),
    });
  const page = polled(address, (asked, signal) => ask<Page>('GET', asked, undefined, signal), PERIOD);
  const webhook = createMemo(() => props.subscription()?.delivery.type === 'webhook');
  const replay = async (wanted: unknown): Promise<void> => {
    await ask('POST', `${path()}/replay`, wanted);
    page.refresh();
  };
  const name = (): string => {
    const found = props.subscription();
    return found ? titleOf(found) : '';
  };
  return (
    <section class="panel whole" aria-labelledby="deliveries-title">
      <div class="panel-bar">
        <h2 id="deliveries-title" class="breaks">
          Deliveries of {name()}
        </h2>
        <button type="button" class="plain" aria-label="Close the deliveries" onClick={props.close}>
          ✕
        </button>
      </div>
      <div class="choices">
        <label>
          State{' '}
          <select value={state()} onChange={(at) => setState(at.currentTarget.value as DeliveryState | '')}>
            <option value="">all</option>
            <For each={DELIVERY_STATES}>{(word) => <option value={word}>{word}</option>}</For>
          </select>
        </label>
        <label>
          From, in UTC <input class="entry" type="datetime-local" value={from()} onChange={(at) => setFrom(at.currentTarget.value)} />
        </label>
        <label>
          To <input class="entry" type="datetime-local" value={to()} onChange={(at) => setTo(at.currentTarget.value)} />
        </label>
        <Show when={webhook()}>
          <ReplayRange from={timeOf(from())} to={timeOf(to())} replay={replay} />
        </Show>
      </div>
      <Show when={!webhook()}>
        <p class="note">
          Read them by <Copied text={streamLine(path())} name="line" />
        </p>
      </Show>
      <Show
        when={page.value()}
        fallback={
          <Show when={page.fault()} fallback={<Loading lines={5} label="The deliveries are loading" />}>
            {(fault) => <Failed what="The deliveries could not be read" fault={fault()} retry={page.refresh} />}
          </Show>
        }
      >
        {(found) => (
          <Show
            when={found().items.length > 0}
            fallback={<Empty title={state() || from() || to() ? 'No such delivery' : 'Nothing was delivered yet'} />}
          >
            <ul class="rows">
              <ById items={found().items}>{(delivery) => <DeliveryRow delivery={delivery()} replay={webhook() ? replay : null} />}</ById>
            </ul>
            <Show when={found().next_cursor}>
              <p class="more">
                <Show when={limit() < MOST} fallback={`The newest ${MOST}; choose a range for those before.`}>
                  <button type="button" onClick={() => setLimit(MOST)}>
                    Show more
                  </button>
                </Show>
              </p>
            </Show>
          </Show>
        )}
      </Show>
    </section>
  );
}

/** Returns a line for a shell that reads the stream; the key is not in it. */
function streamLine(path: string): string {
  return `curl -N -H "Authorization: Bearer $KEY" '${new URL(`${path}/stream`, location.origin).href}'`;
}

function ReplayRange(props: { from: string | null; to: string | null; replay: (wanted: unknown) => Promise<void> }): JSX.Element {
  const action = createAction();
  const [done, setDone] = createSignal(false);
  const replay = async (): Promise<void> => {
    setDone(false);
    await props.replay({ from: props.from, to: props.to });
    setDone(true);
  };
  return (
    <>
      <button
        type="button"
        disabled={action.busy() || props.from === null || props.to === null}
        title="Sends all messages of the range that were received or are dead once more"
        onClick={() => void action.run(replay)}
      >
        Replay the range
      </button>
      <span role="status">{done() ? 'They are on their way.' : ''}</span>
      <Refused action={action} />
    </>
  );
}
