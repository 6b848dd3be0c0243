import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { ApiError } from '../api/client';

export interface Polled<T> {
  /** The newest answer for the current key; undefined before the first. */
  value: Accessor<T | undefined>;
  /** Why the newest request failed; null when it did not. */
  fault: Accessor<ApiError | null>;
  /** Asks now. */
  refresh: () => void;
}

export const AWAY_DELAY = 3_000;

/**
 * Asks for a value again and again: after each period, after a failure sooner, and at once when the key changes or the page
 * is shown again. An answer for an earlier key is dropped.
 *
 * @param key what the request depends on; null asks for nothing
 */
export function polled<K, T>(key: Accessor<K | null>, ask: (key: K, signal: AbortSignal) => Promise<T>, period: number): Polled<T> {
  // Only another value is another key, however often it is computed.
  const current = createMemo(key);
  const [value, setValue] = createSignal<T | undefined>();
  const [fault, setFault] = createSignal<ApiError | null>(null);
  let request: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = (): void => {
    clearTimeout(timer);
    request?.abort();
    request = undefined;
  };

  const askNow = async (asked: K): Promise<void> => {
    stop();
    const mine = new AbortController();
    request = mine;
    let delay = period;
    try {
      const answer = await ask(asked, mine.signal);
      if (request !== mine) return;
      setValue(() => answer);
      setFault(null);
    } catch (failure) {
      if (request !== mine) return;
      if (!(failure instanceof ApiError)) throw failure;
      setFault(failure);
      delay = failure.isAway ? (failure.retryAfter ?? AWAY_DELAY) : period;
    }
    request = undefined;
    timer = setTimeout(() => (document.hidden ? undefined : void askNow(asked)), delay);
  };

  const refresh = (): void => {
    const now = current();
    if (now !== null) void askNow(now);
  };
  const shown = (): void => {
    if (!document.hidden && !request) refresh();
  };

  createEffect(
    on(current, () => {
      stop();
      setValue(undefined);
      setFault(null);
      refresh();
    }),
  );
  document.addEventListener('visibilitychange', shown);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', shown);
    stop();
  });
  return { value, fault, refresh };
}
