import { createSignal } from 'solid-js';
import { ApiError, send } from '../../api/client';
import { type DemoToken, EXCHANGE } from '../../api/exchange';

/** The token of an account of the exchange, which this tab keeps until it is closed. Where storage is forbidden, the page does. */

const NAME = 'ticker.exchange';

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null; // storage is forbidden
  }
}

const [token, setToken] = createSignal<string | null>(attempt(() => sessionStorage.getItem(NAME)));
const [goodbye, setGoodbye] = createSignal<string | null>(null);

export {
  token,
  /** Why the last token is not used any more, when its user did not put it away. */
  goodbye,
};

export function useToken(text: string): void {
  attempt(() => sessionStorage.setItem(NAME, text));
  setGoodbye(null);
  setToken(text);
}

export function leave(reason: string | null = null): void {
  attempt(() => sessionStorage.removeItem(NAME));
  setGoodbye(reason);
  setToken(null);
}

/** Ends a token that is not accepted, unless another one is used already. */
export function refused(used: string | null | undefined): void {
  if (token() === used) leave('The token is not accepted any more: it has expired, or its key is not known here.');
}

/** Opens an account of the demo, with play money. */
export async function openDemoAccount(): Promise<void> {
  useToken((await send<DemoToken>('POST', `${EXCHANGE}/demo/token`, { body: {} })).token);
}

/** Makes a request of the account. */
export async function asOwner<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const used = token() ?? undefined;
  try {
    return await send<T>(method, EXCHANGE + path, { key: used, body, signal });
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 401) refused(used);
    throw failure;
  }
}
