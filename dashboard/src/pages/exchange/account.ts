import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { ApiError } from '../../api/client';
import { EXCHANGE, type Balance, type ExchangeAccount, type Order } from '../../api/exchange';
import { followStream, type StreamEvent, type StreamPhase } from '../../api/stream';
import { polled } from '../../state/polled';
import { FINISHED_SHOWN, NOTHING, withBalance, withOrder, withOrders, type Own } from './own';
import { asOwner, refused } from './session';

const PERIOD = 60_000;

export interface Account {
  own: Accessor<Own>;
  /** Undefined until the account is read for the first time. */
  subject: Accessor<string | undefined>;
  fault: Accessor<ApiError | null>;
  phase: Accessor<StreamPhase>;
  retry: () => void;
  /** Takes an order as an answer gave it, which may be before its event. */
  take: (order: Order) => void;
}

/** Follows the orders and balances of an account, by its private stream, as long as its component is shown. */
export function followAccount(token: string): Account {
  const [own, setOwn] = createSignal<Own>(NOTHING);
  const [phase, setPhase] = createSignal<StreamPhase>('connecting');
  const read = polled(
    () => token,
    async (_, signal) => {
      const [account, orders] = await Promise.all([
        asOwner<ExchangeAccount>('GET', '/accounts/me', undefined, signal),
        asOwner<{ items: Order[] }>('GET', `/orders?status=all&limit=${FINISHED_SHOWN}`, undefined, signal),
      ]);
      setOwn(account.balances.reduce(withBalance, withOrders(own(), orders.items)));
      return account;
    },
    PERIOD,
  );
  const take = (order: Order): void => void setOwn(withOrder(own(), order));
  const event = ({ name, data }: StreamEvent): void => {
    if (name === 'balance') setOwn(withBalance(own(), data as Balance));
    else if (name.startsWith('order')) take(data as Order);
  };
  const stream = followStream(
    { address: `${EXCHANGE}/accounts/me/stream`, key: token },
    { onEvent: event, onOpen: read.refresh, onReset: read.refresh, onPhase: setPhase, onUnauthorized: () => refused(token) },
  );
  onCleanup(() => stream.close());
  return { own, subject: () => read.value()?.subject, fault: read.fault, phase, retry: read.refresh, take };
}
