import { describe, expect, it } from 'vitest';
import {
  MARKETS_STATE,
  MARKET_VIEW,
  readAsset,
  readMarketsState,
  readMarketView,
  writeMarketsState,
  writeMarketView,
  type MarketsState,
  type MarketView,
} from '../src/state/address';

const ISSUER = 'GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';

/** Returns the query as a browser gives it back. */
function throughAddress(query: Record<string, string | undefined>): Record<string, string> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return Object.fromEntries(new URL('http://x/?' + search.toString()).searchParams);
}

describe('the address of the markets', () => {
  it('is bare for the usual state', () => {
    expect(throughAddress(writeMarketsState(MARKETS_STATE))).toEqual({});
    expect(readMarketsState({})).toEqual(MARKETS_STATE);
  });

  it.each<Partial<MarketsState>>([
    { search: 'XLM/USDC &?#%' },
    { sort: 'change' },
    { sort: 'change', descending: false },
    { sort: 'volume', descending: false },
    { sort: 'pair', descending: false },
    { sort: 'pair', descending: true },
    { favouritesOnly: true, window: '7d' },
  ])('keeps %o', (part) => {
    const state = { ...MARKETS_STATE, ...part };
    expect(readMarketsState(throughAddress(writeMarketsState(state)))).toEqual(state);
  });

  it('takes the usual state for what it does not understand', () => {
    expect(readMarketsState({ sort: 'nonsense.up', window: '9y', favourites: 'x' })).toEqual(MARKETS_STATE);
    expect(readMarketsState({ q: 'x'.repeat(5000) }).search).toHaveLength(100);
  });
});

describe('the address of a market', () => {
  it.each<Partial<MarketView>>([
    {},
    { interval: '1m' },
    { interval: '1M' },
    { vwap: false },
    { range: { from: 1795225042, to: 1795325042 } },
  ])('keeps %o', (part) => {
    const view = { ...MARKET_VIEW, ...part };
    expect(readMarketView(throughAddress(writeMarketView(view)))).toEqual(view);
  });

  it('drops a range that is none', () => {
    for (const range of ['5-1', '1-1', 'a-b', '-1-5', '1', '1e3-1e4']) expect(readMarketView({ range }).range).toBeNull();
  });
});

describe('an asset in an address', () => {
  it('has the forms of the API', () => {
    for (const text of ['native', 'XLM', 'XLM:native']) expect(readAsset(text)).toBe('native');
    for (const text of [`USDC:${ISSUER}`, `USDC-${ISSUER}`, `USDC%3A${ISSUER}`]) expect(readAsset(text)).toBe(`USDC:${ISSUER}`);
    expect(readAsset(`TWELVELETTER:${ISSUER}`)).toBe(`TWELVELETTER:${ISSUER}`);
  });

  it('is refused when it is none', () => {
    for (const text of ['', 'USDC', `THIRTEENCHARS:${ISSUER}`, 'USDC:GABC', `<b>:${ISSUER}`, '%E0%A4%A', `US DC:${ISSUER}`]) {
      expect(readAsset(text)).toBeNull();
    }
  });
});
