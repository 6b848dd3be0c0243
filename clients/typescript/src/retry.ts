import { ApiError, type TickerError } from "./errors.js";

/** How requests are repeated that the API could not answer for now. */
export interface Retry {
  /** How often a request is sent, at most. */
  readonly attempts: number;
  /** Seconds. */
  readonly firstWait: number;
  readonly longestWait: number;
}

export const DEFAULT_RETRY: Retry = { attempts: 6, firstWait: 0.5, longestWait: 30 };

const RETRIED = new Set([429, 502, 503, 504]);

export function mayPass(fault: TickerError): boolean {
  return !(fault instanceof ApiError) || RETRIED.has(fault.status);
}

/** Whether nothing was done: what changes something may be sent again only then. */
export function wasRefused(fault: TickerError): boolean {
  return fault instanceof ApiError && fault.status === 429;
}

/**
 * Returns the seconds to wait before the next attempt, or null to give up: longer and longer, each by chance up to half shorter,
 * so that the clients of an API that was restarted do not all come at once; and never before Retry-After.
 */
export function waitAfter(retry: Retry, failures: number, retryAfter: number | null): number | null {
  if (failures >= retry.attempts || (retryAfter !== null && retryAfter > retry.longestWait)) {
    return null;
  }
  const wait = backoff(retry, failures);
  return retryAfter === null ? wait : Math.max(wait, retryAfter + Math.random() * retry.firstWait);
}

export function backoff(retry: Retry, failures: number): number {
  // The exponent is bounded: a stream may fail for days.
  const full = Math.min(retry.longestWait, retry.firstWait * 2 ** Math.min(failures - 1, 30));
  return full * (0.5 + Math.random() / 2);
}

/** Waits, unless the signal ends it. */
export function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", end, { once: true });
  });
}
