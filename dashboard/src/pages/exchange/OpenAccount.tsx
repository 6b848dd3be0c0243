import { createSignal, Show, type JSX } from 'solid-js';
import { createAction, Form, Refused, SecretField } from '../../components/Form';
import { goodbye, openDemoAccount, useToken } from './session';

/** What stands in place of an account: opening one of the demo, or using the token of another issuer. */
export function OpenAccount(): JSX.Element {
  const opening = createAction();
  const using = createAction();
  const [text, setText] = createSignal('');
  const [wrong, setWrong] = createSignal<string | null>(null);
  const use = async (): Promise<void> => {
    const token = text().trim();
    // What an HTTP header can carry; whether it is accepted, the exchange says.
    if (/^[\w.~+/=-]+$/.test(token)) useToken(token);
    else setWrong('a token without spaces, as its issuer gave it');
  };
  return (
    <section class="panel exchange-account" aria-labelledby="open-title">
      <div class="panel-bar">
        <h2 id="open-title">Trade with play money</h2>
      </div>
      <Show when={goodbye()}>
        {(reason) => (
          <p class="note" role="status">
            {reason()}
          </p>
        )}
      </Show>
      <Form action={opening} work={openDemoAccount} label="Open a demo account">
        <p>
          A demo account has some of each asset. Its orders meet those of bots and of other visitors, and their trades are in the ticker a
          second later. This tab keeps the account until it is closed.
        </p>
        <Show when={opening.fault()?.status === 404} fallback={<Refused action={opening} />}>
          <p class="refused" role="alert">
            Demo accounts are off here: tokens come from an issuer of the operator’s.
          </p>
        </Show>
        <div class="buttons">
          <button type="submit" class="main" disabled={opening.busy()}>
            Get a demo account
          </button>
        </div>
      </Form>
      <details class="exchange-token">
        <summary>Use a token</summary>
        <Form action={using} work={use} label="Use a token">
          <SecretField
            label="Token"
            hint="A JWT of an issuer that this exchange knows. It stays in this tab."
            fault={wrong()}
            value={text()}
            enter={(entered) => {
              setText(entered);
              setWrong(null);
            }}
          />
          <div class="buttons">
            <button type="submit" class="main">
              Use it
            </button>
          </div>
        </Form>
      </details>
    </section>
  );
}
