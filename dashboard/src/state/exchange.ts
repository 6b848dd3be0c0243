import { createRoot } from 'solid-js';
import { getJson } from '../api/client';
import { EXCHANGE, type Instrument } from '../api/exchange';
import { polled } from './polled';

const PERIOD = 60_000;

/** What can be traded here. Where no exchange runs, the answer is 404. */
export const instruments = createRoot(() =>
  polled(
    () => true,
    async (_, signal) => (await getJson<{ items: Instrument[] }>(`${EXCHANGE}/instruments`, signal)).items,
    PERIOD,
  ),
);

/** Whether an exchange runs here, as far as is known. */
export function hasExchange(): boolean {
  return instruments.value() !== undefined && instruments.fault()?.status !== 404;
}
