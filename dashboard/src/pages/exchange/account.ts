import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { ApiError } from '../../api/client';
import { EXCHANGE, type Balance, type Order, type Snapshot } from '../../api/exchange';
import { followStream, type StreamEvent, type StreamPhase } from '../../api/stream';
import { polled } from '../../state/polled';
import { FINISHED_SHOWN, NOTHING, withBalance, withOrder, withOrders, withSnapshot, type Own } from './own';
import { asOwner, refused } from './session';

const PERIOD = 60_000;

export interface Account {
  own: Accessor<Own>;
  /** Whose account it is; undefined until its stream has said so. */
  subject: Accessor<string | undefined>;
  fault: Accessor<ApiError | null>;
  phase: Accessor<StreamPhase>;
  retry: () => void;
  /** Takes an order as an answer gave it, which may be before its event. */
  take: (order: Order) => void;
}

/**
 * Follows the orders and balances of an account as long as its component is shown. Its private stream begins with the balances
 * and the open orders; finished orders are read.
 */
export function followAccount(token: string): Account {
  const [own, setOwn] = createSignal<Own>(NOTHING);
  const [subject, setSubject] = createSignal<string | undefined>();
  const [phase, setPhase] = createSignal<StreamPhase>('connecting');
  const read = polled(
    () => token,
    async (_, signal) => {
      const answer = await asOwner<{ items: Order[] }>('GET', `/orders?status=all&limit=${FINISHED_SHOWN}`, undefined, signal);
      setOwn(withOrders(own(), answer.items));
    },
    PERIOD,
  );
  const take = (order: Order): void => void setOwn(withOrder(own(), order));
  const event = ({ name, data }: StreamEvent): void => {
    if (name === 'snapshot') {
      setOwn(withSnapshot(own(), data as Snapshot));
      setSubject((data as Snapshot).account.subject);
    } else if (name === 'balance') setOwn(withBalance(own(), data as Balance));
    else if (name.startsWith('order_')) take(data as Order);
  };
  const stream = followStream(
    { address: `${EXCHANGE}/accounts/me/stream`, key: token },
    { onEvent: event, onOpen: read.refresh, onReset: read.refresh, onPhase: setPhase, onUnauthorized: () => refused(token) },
  );
  onCleanup(() => stream.close());
  return { own, subject, fault: read.fault, phase, retry: read.refresh, take };
}
