import { createSignal } from 'solid-js';

/**
 * The server's time. A browser's clock may be wrong by hours; ages are counted by the Date of the API's answers, which is
 * right to a second.
 */
const [offset, setOffset] = createSignal(0);
const [now, setNow] = createSignal(Date.now());

setInterval(() => setNow(Date.now()), 1000);

/** Returns the server's time in milliseconds; it moves on each second. */
export const serverNow = (): number => now() + offset();

/** Returns how far this browser's clock is ahead of the server's, in milliseconds. */
export const clockAhead = (): number => -offset();

/** Learns from the Date header of an answer that has just arrived, unless a cache may have kept it. */
export function learnServerTime(header: string | null): void {
  if (header === null) return;
  const found = offsetOf(Date.parse(header), Date.now(), offset());
  if (found !== offset()) setOffset(found);
}

/** Returns the new offset: a header has whole seconds, so smaller differences than two seconds teach nothing. */
export function offsetOf(server: number, local: number, known: number): number {
  const measured = server - local;
  return Number.isNaN(measured) || Math.abs(measured - known) < 2000 ? known : measured;
}
