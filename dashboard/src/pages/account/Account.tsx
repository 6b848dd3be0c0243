import './account.css';
import { useSearchParams } from '@solidjs/router';
import { createSignal, Show, type JSX } from 'solid-js';
import type { Keys, OwnAccount, Usage } from '../../api/account';
import { Failed, Loading } from '../../components/States';
import { dateTime } from '../../numbers/time';
import { polled } from '../../state/polled';
import { ask, session, signOut } from '../../state/session';
import { KeysPanel } from './Keys';
import { SecretShown, type Issued } from './Secret';
import { SignIn } from './SignIn';
import { Subscriptions } from './Subscriptions';
import { UsagePanel } from './UsagePanel';
import { prefixText } from './words';

/** Each question counts in the key's quota, so they are few. */
const PERIOD = 60_000;

/** Signing in, and what belongs to an account: its keys, their use, its subscriptions. */
export default function AccountPage(): JSX.Element {
  // Here, so that it stays when the key that it replaces ends.
  const [issued, setIssued] = createSignal<Issued | null>(null);
  return (
    <section class="account-page" aria-labelledby="account-title">
      <Show when={session() !== null} fallback={<SignIn show={setIssued} />}>
        <SignedIn show={setIssued} />
      </Show>
      <Show when={issued()}>{(found) => <SecretShown issued={found()} closed={() => setIssued(null)} />}</Show>
    </section>
  );
}

interface Shows {
  show: (issued: Issued) => void;
}

function SignedIn(props: Shows): JSX.Element {
  const key = (): string | null => session()?.key ?? null;
  const me = polled(key, (_, signal) => ask<OwnAccount>('GET', '/api/v1/accounts/me', undefined, signal), PERIOD);
  return (
    <>
      <div class="bar">
        <h1 id="account-title">Account</h1>
        <Show when={me.value()}>{(found) => <b class="breaks">{found().name}</b>}</Show>
        <button type="button" class="bar-end" onClick={() => signOut()}>
          Sign out
        </button>
      </div>
      <Show
        when={me.value()}
        fallback={
          <Show when={me.fault()} fallback={<Loading lines={10} label="The account is loading" />}>
            {(fault) => <Failed what="The account could not be read" fault={fault()} retry={me.refresh} />}
          </Show>
        }
      >
        {(found) => <Panels me={found()} show={props.show} />}
      </Show>
    </>
  );
}

function Panels(props: Shows & { me: OwnAccount }): JSX.Element {
  const [query, setQuery] = useSearchParams();
  const key = (): string | null => session()?.key ?? null;
  const usage = polled(key, (_, signal) => ask<Usage>('GET', '/api/v1/usage', undefined, signal), PERIOD);
  const keys = polled(key, (_, signal) => ask<Keys>('GET', '/api/v1/keys', undefined, signal), PERIOD);
  const chosen = (): number | null => {
    const number = Number(query['subscription']);
    return Number.isSafeInteger(number) && number > 0 ? number : null;
  };
  return (
    <div class="status-grid account-grid">
      <Facts me={props.me} />
      <UsagePanel usage={usage.value()?.items} fault={usage.fault()} retry={usage.refresh} />
      <KeysPanel keys={keys} usage={usage.value()?.items ?? []} own={props.me.key} show={props.show} />
      <Subscriptions chosen={chosen()} choose={(id) => setQuery({ subscription: id ?? undefined })} show={props.show} />
    </div>
  );
}

function Facts(props: { me: OwnAccount }): JSX.Element {
  const until = (): string => (session()?.kept ? 'kept on this computer until you sign out' : 'kept until this tab is closed');
  return (
    <section class="panel" aria-labelledby="facts-title">
      <div class="panel-bar">
        <h2 id="facts-title">Signed in</h2>
      </div>
      <dl class="facts">
        <dt>Account</dt>
        <dd>{props.me.name}</dd>
        <Show when={props.me.stellar_account}>
          <dt>Stellar account</dt>
          <dd>{props.me.stellar_account}</dd>
        </Show>
        <dt>Created</dt>
        <dd>{dateTime(Date.parse(props.me.created_at))} UTC</dd>
        <dt>By the key</dt>
        <dd>
          {props.me.key.name} <code>{prefixText(props.me.key)}</code>, {until()}
        </dd>
        <dt>It allows</dt>
        <dd>{props.me.key.scopes.join(', ')}</dd>
        <Show when={props.me.key.expires_at}>
          {(end) => (
            <>
              <dt>It ends</dt>
              <dd>{dateTime(Date.parse(end()))} UTC</dd>
            </>
          )}
        </Show>
      </dl>
    </section>
  );
}
