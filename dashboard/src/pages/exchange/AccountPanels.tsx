import { createMemo, For, Show, type JSX } from 'solid-js';
import type { Instrument } from '../../api/exchange';
import { codeOf } from '../../api/types';
import { AssetLink } from '../../components/AssetName';
import { Failed, Loading } from '../../components/States';
import { formats } from '../../numbers/format';
import type { Decimal } from '../../numbers/decimal';
import { followAccount, type Account } from './account';
import { balanceDecimals } from './own';
import { Orders } from './Orders';
import { PlaceOrder } from './PlaceOrder';

/** What an account can do, and what it has. */
export function AccountPanels(props: { token: string; instrument: Instrument; all: Instrument[]; price: string | null }): JSX.Element {
  const account = followAccount(props.token);
  return (
    <Show
      when={account.subject()}
      fallback={
        <section class="panel exchange-account" aria-label="Account">
          <Show when={account.fault()} fallback={<Loading lines={10} label="The account is loading" />}>
            {(fault) => <Failed what="The account could not be read" fault={fault()} retry={account.retry} />}
          </Show>
        </section>
      }
    >
      <PlaceOrder account={account} instrument={props.instrument} price={props.price} />
      <Balances account={account} instrument={props.instrument} />
      <Orders account={account} all={props.all} />
    </Show>
  );
}

/** A balance as a whole, with few decimals. */
const shown = (value: Decimal): string => formats.priceWith(balanceDecimals(value))(value);

/** The balances: those of the shown instrument first. */
function Balances(props: { account: Account; instrument: Instrument }): JSX.Element {
  const rank = (asset: string): number => [props.instrument.base, props.instrument.counter].indexOf(asset);
  const sorted = createMemo(() => {
    const place = (asset: string): number => (rank(asset) < 0 ? 2 : rank(asset));
    return [...props.account.own().balances].sort(
      (a, b) => place(a.asset) - place(b.asset) || codeOf(a.asset).localeCompare(codeOf(b.asset)),
    );
  });
  return (
    <section class="panel exchange-balances" aria-labelledby="balances-title">
      <div class="panel-bar">
        <h2 id="balances-title">Balances</h2>
        <span class="quiet breaks">{props.account.subject()}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col" class="num">
              Available
            </th>
            <th scope="col" class="num">
              In orders
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={sorted()}>
            {(balance) => (
              <tr data-asset={balance.asset}>
                <th scope="row">
                  <AssetLink asset={balance.asset} />
                </th>
                <td class="num" title={balance.available}>
                  {shown(balance.available)}
                </td>
                <td class="num quiet" title={balance.held}>
                  {shown(balance.held)}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
