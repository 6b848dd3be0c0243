import { createRoot, createSignal } from 'solid-js';
import { ApiError, query } from '../api/client';
import type { AssetId, Warning } from '../api/types';
import { AWAY_DELAY } from './polled';

/** The little that all pages show of assets: domains, names and warnings. */
export interface AssetLabel {
  asset: AssetId;
  domain: string;
  name: string;
  warnings: Warning[];
}

const [labels, setLabels] = createRoot(() => createSignal<ReadonlyMap<AssetId, AssetLabel>>(new Map()));

export { labels };

export function domainOf(asset: AssetId): string | null {
  return labels().get(asset)?.domain || null;
}

const PERIOD = 10 * 60_000;

const PAGE = `query ($cursor: String) {
  assetList(limit: 1000, cursor: $cursor) { items { asset domain name warnings } nextCursor }
}`;

/** Reads the labels of all valid assets, now and every ten minutes. */
export async function readLabels(): Promise<void> {
  let delay = PERIOD;
  try {
    const found = new Map<AssetId, AssetLabel>();
    let cursor: string | null = null;
    do {
      const page: { assetList: { items: AssetLabel[]; nextCursor: string | null } } = await query(PAGE, { cursor });
      for (const label of page.assetList.items) found.set(label.asset, label);
      cursor = page.assetList.nextCursor;
    } while (cursor !== null);
    setLabels(found);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    delay = failure.retryAfter ?? AWAY_DELAY;
  }
  setTimeout(() => void readLabels(), delay);
}
