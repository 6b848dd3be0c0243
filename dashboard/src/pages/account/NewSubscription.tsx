import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js';
import { ApiError, getJson } from '../../api/client';
import { type NewSubscription as Made, type SubscriptionType, SUBSCRIPTIONS } from '../../api/account';
import { Dialog } from '../../components/Dialog';
import { createAction, Field, Form, Refused, type Action } from '../../components/Form';
import { Failed, Loading } from '../../components/States';
import { polled } from '../../state/polled';
import { ask } from '../../state/session';
import { AssetChoices, FilterFields } from './FilterFields';
import { faultsOf, fieldsOf, filterOf, usualEntries, type Entries } from './schema';
import { timeOf } from './words';

const TYPES = '/api/v1/subscription-types';
const PERIOD = 3_600_000;

interface Wanted {
  closed: () => void;
  made: (subscription: Made) => void;
}

/** A form for each type of subscriptions that the API names. */
export function NewSubscription(props: Wanted): JSX.Element {
  const types = polled(
    () => TYPES,
    (address, signal) => getJson<{ types: SubscriptionType[] }>(address, signal),
    PERIOD,
  );
  return (
    <Dialog title="New subscription" closed={props.closed}>
      {(close) => (
        <Show
          when={types.value()}
          fallback={
            <Show when={types.fault()} fallback={<Loading lines={6} label="The types are loading" />}>
              {(fault) => <Failed what="The types could not be read" fault={fault()} retry={types.refresh} />}
            </Show>
          }
        >
          {(found) => <OfType types={found().types} made={props.made} close={close} />}
        </Show>
      )}
    </Dialog>
  );
}

interface DeliveryEntries {
  type: 'webhook' | 'stream';
  url: string;
  ordered: boolean;
}

function OfType(props: { types: readonly SubscriptionType[]; made: Wanted['made']; close: () => void }): JSX.Element {
  const action = createAction();
  const [name, setName] = createSignal('');
  const [word, setWord] = createSignal(props.types[0]?.type ?? '');
  const [entries, setEntries] = createSignal<Entries>({});
  const [delivery, setDelivery] = createSignal<DeliveryEntries>({ type: 'webhook', url: '', ordered: false });
  const [end, setEnd] = createSignal('');
  const type = createMemo(() => props.types.find((found) => found.type === word()));
  const fields = createMemo(() => {
    const found = type();
    return found ? fieldsOf(found.filter) : [];
  });
  createEffect(
    on(fields, (found) =>
      setEntries((before) => ({
        ...usualEntries(found),
        ...kept(
          before,
          found.map((field) => field.name),
        ),
      })),
    ),
  );

  const create = async (): Promise<void> => {
    const faults = faultsOf(fields(), entries());
    if (faults.length > 0) throw new ApiError(400, '', null, faults);
    const { type: way, url, ordered } = delivery();
    const made = await ask<Made>('POST', SUBSCRIPTIONS, {
      ...(name().trim() === '' ? {} : { name: name().trim() }),
      type: word(),
      filter: filterOf(fields(), entries()),
      delivery: way === 'webhook' ? { type: way, url: url.trim(), ordered } : { type: way },
      ...(end() === '' ? {} : { ends_at: timeOf(end()) }),
    });
    props.close();
    props.made(made);
  };
  const shown = (): string[] => ['name', 'delivery.url', 'ends_at', ...fields().map((field) => `filter.${field.name}`)];
  return (
    <Form action={action} work={create}>
      <Field label="Type" hint={type()?.description}>
        {(control) => (
          <select {...control} value={word()} onChange={(at) => setWord(at.currentTarget.value)}>
            <For each={props.types}>{(found) => <option value={found.type}>{found.type.replaceAll('_', ' ')}</option>}</For>
          </select>
        )}
      </Field>
      <FilterFields
        fields={fields()}
        entries={entries()}
        enter={(field, entry) => setEntries({ ...entries(), [field]: entry })}
        action={action}
      />
      <DeliveryFields delivery={delivery()} change={(part) => setDelivery({ ...delivery(), ...part })} action={action} />
      <Field label="Name (optional)" fault={action.faultOf('name')}>
        {(control) => <input {...control} class="entry" maxLength={60} value={name()} onInput={(at) => setName(at.currentTarget.value)} />}
      </Field>
      <Field label="Ends at, in UTC (optional)" fault={action.faultOf('ends_at')}>
        {(control) => (
          <input {...control} class="entry" type="datetime-local" value={end()} onInput={(at) => setEnd(at.currentTarget.value)} />
        )}
      </Field>
      <AssetChoices />
      <Refused action={action} fields={shown()} />
      <div class="buttons">
        <button type="submit" class="main" disabled={action.busy()}>
          Subscribe
        </button>
        <button type="button" onClick={props.close}>
          Cancel
        </button>
      </div>
    </Form>
  );
}

/** Another type often has the same market. */
function kept(before: Entries, names: readonly string[]): Entries {
  return Object.fromEntries(Object.entries(before).filter(([name, entry]) => names.includes(name) && entry !== ''));
}

function DeliveryFields(props: {
  delivery: DeliveryEntries;
  change: (part: Partial<DeliveryEntries>) => void;
  action: Action;
}): JSX.Element {
  return (
    <>
      <fieldset class="field">
        <legend>Delivery</legend>
        <For each={['webhook', 'stream'] as const}>
          {(way) => (
            <label class="check">
              <input type="radio" name="delivery" checked={props.delivery.type === way} onChange={() => props.change({ type: way })} />
              <span>
                {way}{' '}
                <span class="quiet">
                  – {way === 'webhook' ? 'the ticker posts each message to your address' : 'your program keeps a connection open'}
                </span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={props.delivery.type === 'webhook'}>
        <Field label="Address" hint="https, with a public host." fault={props.action.faultOf('delivery.url')}>
          {(control) => (
            <input
              {...control}
              class="entry"
              inputMode="url"
              placeholder="https://example.com/hook"
              spellcheck={false}
              value={props.delivery.url}
              onInput={(at) => props.change({ url: at.currentTarget.value })}
            />
          )}
        </Field>
        <label class="check">
          <input type="checkbox" checked={props.delivery.ordered} onChange={(at) => props.change({ ordered: at.currentTarget.checked })} />
          In order: a message waits until the one before it was received
        </label>
      </Show>
    </>
  );
}
