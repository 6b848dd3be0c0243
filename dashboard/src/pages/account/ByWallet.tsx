import { createSignal, Match, onCleanup, onMount, Show, Switch, type JSX } from 'solid-js';
import { ApiError, call, send } from '../../api/client';
import type { Challenge } from '../../api/account';
import { Copied } from '../../components/Copied';
import { createAction, Field, Form, Refused, SecretField, type Action } from '../../components/Form';
import { Loading } from '../../components/States';
import { signIn } from '../../state/session';
import { hasWallet, walletAccount, walletSigned } from './wallet';

const AUTH = '/api/v1/auth';
/** Extensions mark a page soon after it is loaded. */
const WALLET_LOOK = 1_000;

/** Signs in by a challenge that an account of the network signs (SEP-10), in a wallet or elsewhere. */
export function ByWallet(props: { kept: boolean }): JSX.Element {
  const action = createAction();
  const [off, setOff] = createSignal<string | null | undefined>();
  const [account, setAccount] = createSignal('');
  const [invite, setInvite] = createSignal('');
  const [challenge, setChallenge] = createSignal<Challenge | null>(null);
  onMount(() => void action.run(async () => void setOff(await whyOff())));

  const getChallenge = async (of: string): Promise<Challenge> => send<Challenge>('GET', call(AUTH, { account: of.trim() }));
  const enter = async (transaction: string): Promise<void> => {
    const body = { transaction: transaction.trim(), ...(invite().trim() === '' ? {} : { invite: invite().trim() }) };
    const { token } = await send<{ token: string }>('POST', AUTH, { body });
    signIn(token, props.kept);
  };
  const byWallet = async (): Promise<void> => {
    setAccount(await walletAccount());
    const found = await getChallenge(account());
    await enter(await walletSigned(found.transaction, found.network_passphrase, account()));
  };
  return (
    <Switch
      fallback={
        <Show when={action.busy()} fallback={<Refused action={action} />}>
          <Loading lines={4} label="Looking whether this is on" />
        </Show>
      }
    >
      <Match when={typeof off() === 'string'}>
        <p class="note">Signing in by a Stellar account is off here. Ask the operator for a key or an invite.</p>
      </Match>
      <Match when={off() === null && challenge()}>
        {(found) => <Signing challenge={found()} action={action} enter={enter} back={() => setChallenge(null)} />}
      </Match>
      <Match when={off() === null}>
        <Form action={action} work={async () => void setChallenge(await getChallenge(account()))} label="Sign in by a Stellar account">
          <p>You sign a transaction that is never sent to the network. Your secret key stays where you sign.</p>
          <WalletButton action={action} work={byWallet} />
          <Field label="Account" hint="G and 55 characters." fault={action.faultOf('account')}>
            {(control) => (
              <input
                {...control}
                class="entry code"
                spellcheck={false}
                value={account()}
                onInput={(at) => setAccount(at.currentTarget.value)}
              />
            )}
          </Field>
          <SecretField
            label="Invite (optional)"
            hint="Where the first sign-in needs one."
            fault={action.faultOf('invite')}
            value={invite()}
            enter={setInvite}
          />
          <Refused action={action} fields={['account', 'invite']} />
          <div class="buttons">
            <button type="submit" class="main" disabled={action.busy()}>
              Get the challenge
            </button>
          </div>
        </Form>
      </Match>
    </Switch>
  );
}

/** Returns why nobody can sign in like this, as the API says; null when it is on. */
async function whyOff(): Promise<string | null> {
  try {
    // Without an account, the answer is 400 where this is on.
    await send('GET', AUTH);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    if (failure.status === 404) return failure.message;
    if (failure.status !== 400) throw failure;
  }
  return null;
}

function WalletButton(props: { action: Action; work: () => Promise<void> }): JSX.Element {
  const [here, setHere] = createSignal(hasWallet());
  const later = setTimeout(() => setHere(hasWallet()), WALLET_LOOK);
  onCleanup(() => clearTimeout(later));
  return (
    <Show when={here()}>
      <div class="buttons">
        <button type="button" class="main" disabled={props.action.busy()} onClick={() => void props.action.run(props.work)}>
          Sign in with Freighter
        </button>
      </div>
      <p class="quiet">Or without it:</p>
    </Show>
  );
}

function Signing(props: { challenge: Challenge; action: Action; enter: (signed: string) => Promise<void>; back: () => void }): JSX.Element {
  const [signed, setSigned] = createSignal('');
  return (
    <Form action={props.action} work={() => props.enter(signed())} label="Send the signed challenge">
      <p>
        Sign this transaction within 15 minutes where your key is, for the network <q>{props.challenge.network_passphrase}</q>, such as in
        the{' '}
        <a href="https://lab.stellar.org/transaction/sign" rel="noreferrer noopener" target="_blank">
          Stellar Laboratory
        </a>
        .
      </p>
      <p class="secret">
        <Copied text={props.challenge.transaction} name="challenge" />
      </p>
      <Field label="The signed transaction" hint="As base64, as the signer gives it." fault={props.action.faultOf('transaction')}>
        {(control) => (
          <textarea
            {...control}
            class="entry code"
            rows={5}
            spellcheck={false}
            value={signed()}
            onInput={(at) => setSigned(at.currentTarget.value)}
          />
        )}
      </Field>
      <Refused action={props.action} fields={['transaction']} />
      <div class="buttons">
        <button type="submit" class="main" disabled={props.action.busy()}>
          Sign in
        </button>
        <button type="button" onClick={props.back}>
          Back
        </button>
      </div>
    </Form>
  );
}
