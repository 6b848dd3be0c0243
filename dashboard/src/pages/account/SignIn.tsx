import { createSignal, For, Match, Show, Switch, type JSX } from 'solid-js';
import { ApiError, send } from '../../api/client';
import type { NewApiKey, OwnAccount } from '../../api/account';
import { createAction, Field, Form, Refused, SecretField } from '../../components/Form';
import { goodbye, signIn } from '../../state/session';
import { ByWallet } from './ByWallet';
import type { Issued } from './Secret';

const WAYS = { key: 'Key', stellar: 'Stellar account', invite: 'Invite' } as const;
type Way = keyof typeof WAYS;

/** The ways to sign in: by a key, by a Stellar account (SEP-10), or with an invite that makes an account. */
export function SignIn(props: { show: (issued: Issued) => void }): JSX.Element {
  const [way, setWay] = createSignal<Way>('key');
  const [kept, setKept] = createSignal(false);
  return (
    <>
      <div class="bar">
        <h1 id="account-title">Account</h1>
      </div>
      <div class="sign-in">
        <section class="panel" aria-labelledby="sign-in-title">
          <div class="panel-bar">
            <h2 id="sign-in-title">Sign in</h2>
            <fieldset class="segments" aria-label="By">
              <For each={Object.entries(WAYS)}>
                {([name, label]) => (
                  <label>
                    <input type="radio" name="way" checked={way() === name} onChange={() => setWay(name as Way)} />
                    <span>{label}</span>
                  </label>
                )}
              </For>
            </fieldset>
          </div>
          <Show when={goodbye()}>
            <p class="note" role="status" data-level="warn">
              {goodbye()}
            </p>
          </Show>
          <Switch>
            <Match when={way() === 'key'}>
              <ByKey kept={kept()} />
            </Match>
            <Match when={way() === 'stellar'}>
              <ByWallet kept={kept()} />
            </Match>
            <Match when={way() === 'invite'}>
              <ByInvite kept={kept()} show={props.show} />
            </Match>
          </Switch>
          <label class="check keep">
            <input type="checkbox" checked={kept()} onChange={(at) => setKept(at.currentTarget.checked)} />
            Keep on this computer; else the key is forgotten when this tab is closed
          </label>
        </section>
        <section class="panel" aria-labelledby="why-title">
          <div class="panel-bar">
            <h2 id="why-title">What an account is for</h2>
          </div>
          <ul class="reasons">
            <li>Reading needs none: all figures are open to everybody.</li>
            <li>A key has a quota of its own for the API, which several programs may share.</li>
            <li>
              Subscriptions: the ticker calls back when a price crosses a level, a candle closes, or two assets trade for the first time.
            </li>
          </ul>
          <p class="note">
            All of it is in the API, too: <a href="/docs">documentation</a>.
          </p>
        </section>
      </div>
    </>
  );
}

/** Returns a key as a header can carry it. */
function readKey(entry: string): string {
  const key = entry.trim();
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new ApiError(400, '', null, [{ field: 'key', expected: 'a key without spaces, such as sticker_…' }]);
  return key;
}

function ByKey(props: { kept: boolean }): JSX.Element {
  const action = createAction();
  const [entry, setEntry] = createSignal('');
  const enter = async (): Promise<void> => {
    const key = readKey(entry());
    try {
      await send<OwnAccount>('GET', '/api/v1/accounts/me', { key });
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.status !== 401) throw failure;
      throw new ApiError(401, '', null, [{ field: 'key', expected: 'a key that exists, is not revoked and has not expired' }]);
    }
    signIn(key, props.kept);
  };
  return (
    <Form action={action} work={enter} label="Sign in by a key">
      <SecretField
        label="Key"
        hint="From the operator, or made here before."
        fault={action.faultOf('key')}
        value={entry()}
        enter={setEntry}
      />
      <Refused action={action} fields={['key']} />
      <div class="buttons">
        <button type="submit" class="main" disabled={action.busy()}>
          Sign in
        </button>
      </div>
    </Form>
  );
}

function ByInvite(props: { kept: boolean; show: (issued: Issued) => void }): JSX.Element {
  const action = createAction();
  const [name, setName] = createSignal('');
  const [invite, setInvite] = createSignal('');
  const signUp = async (): Promise<void> => {
    const body = { name: name().trim(), invite: invite().trim() };
    const { key } = await send<{ key: NewApiKey }>('POST', '/api/v1/accounts', { body });
    props.show({ title: 'Your first key', text: key.key, name: 'key', note: 'You are signed in by it.' });
    signIn(key.key, props.kept);
  };
  return (
    <Form action={action} work={signUp} label="Sign up by an invite">
      <Field label="Name of the account" hint="Lower-case letters, digits, hyphens and points." fault={action.faultOf('name')}>
        {(control) => (
          <input
            {...control}
            class="entry"
            maxLength={60}
            spellcheck={false}
            value={name()}
            onInput={(at) => setName(at.currentTarget.value)}
          />
        )}
      </Field>
      <SecretField
        label="Invite"
        hint="From the operator; it makes one account."
        fault={action.faultOf('invite')}
        value={invite()}
        enter={setInvite}
      />
      <Refused action={action} fields={['name', 'invite']} />
      <div class="buttons">
        <button type="submit" class="main" disabled={action.busy()}>
          Create the account
        </button>
      </div>
    </Form>
  );
}
