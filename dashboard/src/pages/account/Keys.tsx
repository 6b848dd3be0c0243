import { createSignal, Match, Show, Switch, type JSX } from 'solid-js';
import type { ApiKey, Keys, KeyUsage, NewApiKey } from '../../api/account';
import { ById } from '../../components/ById';
import { Empty, Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import { age, dateTime } from '../../numbers/time';
import { serverNow } from '../../state/clock';
import type { Polled } from '../../state/polled';
import { ask, changeKey, signOut } from '../../state/session';
import { Confirm } from './Confirm';
import { NewKey, RotateKey } from './KeyForms';
import type { Issued } from './Secret';
import { usedBy } from './usage';
import { isRotatable, isUsable, keyState, prefixText } from './words';

type Task = { kind: 'create' } | { kind: 'rotate'; key: ApiKey } | { kind: 'revoke'; key: ApiKey };

/** The account's keys, and what can be done with them. */
export function KeysPanel(props: {
  keys: Polled<Keys>;
  usage: readonly KeyUsage[];
  own: ApiKey;
  show: (issued: Issued) => void;
}): JSX.Element {
  const [task, setTask] = createSignal<Task | null>(null);
  const done = (): void => void setTask(null);
  const made = (key: NewApiKey, replacesOwn: boolean): void => {
    const note = replacesOwn ? 'This page goes on with it.' : undefined;
    props.show({ title: 'The new key', text: key.key, name: 'key', note });
    if (replacesOwn) changeKey(key.key);
    else props.keys.refresh();
  };
  const revoke = async (key: ApiKey): Promise<void> => {
    await ask('DELETE', `/api/v1/keys/${key.id}`);
    if (key.id === props.own.id) signOut('You revoked the key that you were signed in with.');
    else props.keys.refresh();
  };
  return (
    <section class="panel whole" aria-labelledby="keys-title">
      <div class="panel-bar">
        <h2 id="keys-title">Keys</h2>
        <button type="button" class="small" onClick={() => setTask({ kind: 'create' })}>
          New key
        </button>
      </div>
      <KeyList keys={props.keys} usage={props.usage} own={props.own} choose={setTask} />
      <Switch>
        <Match when={of(task(), 'create')}>
          <NewKey own={props.own} closed={done} made={(key) => made(key, false)} />
        </Match>
        <Match when={of(task(), 'rotate')}>
          {(found) => <RotateKey key={found().key} closed={done} made={(key) => made(key, found().key.id === props.own.id)} />}
        </Match>
        <Match when={of(task(), 'revoke')}>
          {(found) => (
            <Confirm title="Revoke the key" verb="Revoke" work={() => revoke(found().key)} closed={done}>
              Programs that use <b>{found().key.name}</b> (<code>{prefixText(found().key)}</code>) are refused within five seconds. This
              cannot be undone.
              <Show when={found().key.id === props.own.id}> You are signed in with this key, and will be signed out.</Show>
            </Confirm>
          )}
        </Match>
      </Switch>
    </section>
  );
}

function of<K extends Task['kind']>(task: Task | null, kind: K): Extract<Task, { kind: K }> | undefined {
  return task?.kind === kind ? (task as Extract<Task, { kind: K }>) : undefined;
}

function KeyList(props: { keys: Polled<Keys>; usage: readonly KeyUsage[]; own: ApiKey; choose: (task: Task) => void }): JSX.Element {
  return (
    <Show
      when={props.keys.value()}
      fallback={
        <Show when={props.keys.fault()} fallback={<Loading lines={4} label="The keys are loading" />}>
          {(fault) => <Failed what="The keys could not be read" fault={fault()} retry={props.keys.refresh} />}
        </Show>
      }
    >
      {(found) => (
        <Show when={found().items.length > 0} fallback={<Empty title="No key yet" />}>
          <ul class="rows">
            <ById items={found().items}>
              {(key) => <KeyRow key={key()} own={key().id === props.own.id} used={usedBy(props.usage, key().id)} choose={props.choose} />}
            </ById>
          </ul>
        </Show>
      )}
    </Show>
  );
}

function KeyRow(props: { key: ApiKey; own: boolean; used: number; choose: (task: Task) => void }): JSX.Element {
  const state = (): ReturnType<typeof keyState> => keyState(props.key, serverNow());
  return (
    <li class="row">
      <div class="row-main">
        <b>{props.key.name}</b> <code>{prefixText(props.key)}</code>
        <span class="row-marks">
          <span class="badge" data-level={state().level}>
            {state().word}
          </span>
          <Show when={props.own}>
            <span class="quiet">this page’s</span>
          </Show>
        </span>
      </div>
      <dl class="stats">
        <div>
          <dt>Allows</dt>
          <dd>{props.key.scopes.join(', ')}</dd>
        </div>
        <div>
          <dt>Quota</dt>
          <dd>{formats.count(props.key.quota_per_minute)} a minute</dd>
        </div>
        <div>
          <dt>Last hour</dt>
          <dd>{formats.count(props.used)}</dd>
        </div>
        <div>
          <dt>Last use</dt>
          <dd>{props.key.last_used_at ? age(props.key.last_used_at, serverNow()) : 'never'}</dd>
        </div>
        <div>
          <dt>{props.key.revoked_at ? 'Revoked' : 'Ends'}</dt>
          <dd>{endText(props.key)}</dd>
        </div>
      </dl>
      <div class="row-end">
        <Show when={isRotatable(props.key, serverNow())}>
          <button
            type="button"
            class="small"
            aria-label={`Rotate ${props.key.name}`}
            onClick={() => props.choose({ kind: 'rotate', key: props.key })}
          >
            Rotate
          </button>
        </Show>
        <Show when={isUsable(props.key, serverNow())}>
          <button
            type="button"
            class="small"
            aria-label={`Revoke ${props.key.name}`}
            onClick={() => props.choose({ kind: 'revoke', key: props.key })}
          >
            Revoke
          </button>
        </Show>
      </div>
    </li>
  );
}

function endText(key: ApiKey): string {
  const end = key.revoked_at ?? key.expires_at;
  return end ? `${dateTime(Date.parse(end))} UTC` : 'never';
}
