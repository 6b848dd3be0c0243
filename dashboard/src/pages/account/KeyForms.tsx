import { createSignal, For, type JSX } from 'solid-js';
import type { ApiKey, NewApiKey, Scope } from '../../api/account';
import { Dialog } from '../../components/Dialog';
import { createAction, Field, Form, Refused, type Action } from '../../components/Form';
import { dateTime } from '../../numbers/time';
import { serverNow } from '../../state/clock';
import { ask } from '../../state/session';
import { timeOf } from './words';

const ALLOWS: Record<Scope, string> = {
  read: 'asking with its quota; the account, its keys and their use',
  subscribe: 'keeping subscriptions',
  'crawl:write': 'adding to the journal of crawlers',
  'crawl:read': 'reading the journal of crawlers',
  admin: 'accounts, keys and quotas of all',
};

interface Wanted {
  closed: () => void;
  made: (key: NewApiKey) => void;
}

/** Creates a key, which allows no more than the one that creates it. */
export function NewKey(props: Wanted & { own: ApiKey }): JSX.Element {
  const action = createAction();
  const [name, setName] = createSignal('');
  const [scopes, setScopes] = createSignal<readonly Scope[]>(props.own.scopes.filter((scope) => scope === 'read'));
  const [quota, setQuota] = createSignal('');
  const [end, setEnd] = createSignal('');
  const create = async (close: () => void): Promise<void> => {
    const wanted = {
      name: name().trim(),
      scopes: props.own.scopes.filter((scope) => scopes().includes(scope)),
      ...(quota() === '' ? {} : { quota_per_minute: Number(quota()) }),
      ...(end() === '' ? {} : { expires_at: timeOf(end()) }),
    };
    const key = await ask<NewApiKey>('POST', '/api/v1/keys', wanted);
    close();
    props.made(key);
  };
  return (
    <Dialog title="New key" closed={props.closed}>
      {(close) => (
        <Form action={action} work={() => create(close)}>
          <Field label="Name" hint="What you call it, such as the program that uses it." fault={action.faultOf('name')}>
            {(control) => (
              <input {...control} class="entry" maxLength={60} value={name()} onInput={(at) => setName(at.currentTarget.value)} />
            )}
          </Field>
          <Scopes own={props.own} chosen={scopes()} choose={setScopes} action={action} />
          <Field
            label="Requests a minute (optional)"
            hint={`At most ${props.own.quota_per_minute}, which it has unless another number is given.`}
            fault={action.faultOf('quota_per_minute')}
          >
            {(control) => (
              <input {...control} class="entry" inputMode="numeric" value={quota()} onInput={(at) => setQuota(at.currentTarget.value)} />
            )}
          </Field>
          <Field label="Ends at, in UTC (optional)" hint={`It is ${now()} now.`} fault={action.faultOf('expires_at')}>
            {(control) => (
              <input {...control} class="entry" type="datetime-local" value={end()} onInput={(at) => setEnd(at.currentTarget.value)} />
            )}
          </Field>
          <Refused action={action} fields={['name', 'scopes', 'quota_per_minute', 'expires_at']} />
          <div class="buttons">
            <button type="submit" class="main" disabled={action.busy()}>
              Create
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

function now(): string {
  return dateTime(serverNow()).slice(0, 16);
}

function Scopes(props: { own: ApiKey; chosen: readonly Scope[]; choose: (scopes: readonly Scope[]) => void; action: Action }): JSX.Element {
  const turn = (scope: Scope, on: boolean): void =>
    props.choose([...props.chosen.filter((other) => other !== scope), ...(on ? [scope] : [])]);
  return (
    <fieldset class="field" aria-describedby={props.action.faultOf('scopes') ? 'scopes-fault' : undefined}>
      <legend>Allows</legend>
      <For each={props.own.scopes}>
        {(scope) => (
          <label class="check">
            <input type="checkbox" checked={props.chosen.includes(scope)} onChange={(at) => turn(scope, at.currentTarget.checked)} />
            <span>
              {scope} <span class="quiet">– {ALLOWS[scope]}</span>
            </span>
          </label>
        )}
      </For>
      <p class="fault" id="scopes-fault" hidden={!props.action.faultOf('scopes')}>
        Expected {props.action.faultOf('scopes')}.
      </p>
    </fieldset>
  );
}

const OVERLAPS = { '1h': 'for an hour', '1d': 'for a day', '7d': 'for 7 days', '30d': 'for 30 days', '1s': 'for a second' };

/** Replaces a key by one that is like it; both work for a while. */
export function RotateKey(props: Wanted & { key: ApiKey }): JSX.Element {
  const action = createAction();
  const [overlap, setOverlap] = createSignal('1d');
  const rotate = async (close: () => void): Promise<void> => {
    const key = await ask<NewApiKey>('POST', `/api/v1/keys/${props.key.id}/rotate`, { overlap: overlap() });
    close();
    props.made(key);
  };
  return (
    <Dialog title={`Rotate ${props.key.name}`} closed={props.closed}>
      {(close) => (
        <Form action={action} work={() => rotate(close)}>
          <p>A new key with the same name, scopes, quota and end takes its place.</p>
          <Field label="The old one still works" fault={action.faultOf('overlap')}>
            {(control) => (
              <select {...control} value={overlap()} onChange={(at) => setOverlap(at.currentTarget.value)}>
                <For each={Object.entries(OVERLAPS)}>{([value, words]) => <option value={value}>{words}</option>}</For>
              </select>
            )}
          </Field>
          <Refused action={action} fields={['overlap']} />
          <div class="buttons">
            <button type="submit" class="main" disabled={action.busy()}>
              Rotate
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
