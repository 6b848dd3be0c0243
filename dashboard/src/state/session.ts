import { createSignal } from 'solid-js';
import { ApiError, send } from '../api/client';

/**
 * Who is signed in. The key is kept by this tab alone, until it is closed, or by this browser where a person chose that; it
 * stands in no address. Where storage is forbidden, it holds until the page is loaded again.
 */
export interface Session {
  /** A key, or the token of a sign-in. */
  key: string;
  /** Whether this browser keeps it. */
  kept: boolean;
}

const NAME = 'ticker.key';

export type Storages = { tab: () => Storage; browser: () => Storage };

const STORAGES: Storages = { tab: () => sessionStorage, browser: () => localStorage };

/** Browsers that forbid storage throw, also at the mere look at it. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

export function readSession(storages: Storages = STORAGES): Session | null {
  const ofTab = attempt(() => storages.tab().getItem(NAME));
  if (ofTab) return { key: ofTab, kept: false };
  const ofBrowser = attempt(() => storages.browser().getItem(NAME));
  return ofBrowser ? { key: ofBrowser, kept: true } : null;
}

/** Keeps a session where it belongs, and nowhere else; null forgets it. */
export function writeSession(next: Session | null, storages: Storages = STORAGES): void {
  attempt(() => storages.tab().removeItem(NAME));
  attempt(() => storages.browser().removeItem(NAME));
  if (next) attempt(() => (next.kept ? storages.browser() : storages.tab()).setItem(NAME, next.key));
}

const [session, setSession] = createSignal<Session | null>(readSession());
const [goodbye, setGoodbye] = createSignal<string | null>(null);

export {
  session,
  /** Why the last session ended, when its user did not end it. */
  goodbye,
};

/** Another tab that signs in or out for the whole browser does so for this tab, unless this one has a session of its own. */
addEventListener('storage', (event) => {
  if (event.key !== NAME && event.key !== null) return;
  if (session() === null || session()?.kept) setSession(readSession());
});

export function signIn(key: string, kept: boolean): void {
  const next = { key, kept };
  writeSession(next);
  setGoodbye(null);
  setSession(next);
}

/** Goes on with another key of the same account, kept where the old one was. */
export function changeKey(key: string): void {
  signIn(key, session()?.kept ?? false);
}

export function signOut(reason: string | null = null): void {
  writeSession(null);
  setGoodbye(reason);
  setSession(null);
}

/** Makes a request as who is signed in. A key that is not accepted any more ends the session. */
export async function ask<T>(method: string, address: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const key = session()?.key;
  try {
    return await send<T>(method, address, { key, body, signal });
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 401 && session()?.key === key)
      signOut('The key is not accepted any more: it was revoked, or has expired. Sign in with another one.');
    throw failure;
  }
}
