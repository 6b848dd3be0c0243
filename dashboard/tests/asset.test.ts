import { describe, expect, it } from 'vitest';
import type { AssetProfile } from '../src/api/types';
import { faultText, flags, imitated, isDomain, notices, skeleton } from '../src/pages/asset/warnings';

const REAL = 'USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
const FAKE = 'USDC:GCKQPQHOUAKVHT3EL7OGXJNXZ4NPIUIOXBMOKBTDXBAHU2QDUSLUTRPX';
const known = [
  { asset: REAL, domain: 'circle.example', trades: 5000 },
  { asset: FAKE, domain: 'circie.example', trades: 40 },
];

function profile(part: Partial<AssetProfile>): AssetProfile {
  return {
    asset: FAKE,
    code: 'USDC',
    issuer: FAKE.slice(5),
    type: 'credit_alphanum4',
    valid: true,
    name: '',
    description: '',
    organisation: '',
    domain: 'circie.example',
    supply: null,
    holders: null,
    price_usd: null,
    volume_24h_usd: null,
    market_value_usd: null,
    flags: null,
    directory: null,
    warnings: [],
    ...part,
  };
}

describe('an asset that imitates another', () => {
  it('is found by its code, and the original is not', () => {
    expect(imitated({ asset: FAKE, domain: '' }, known)?.asset).toBe(REAL);
    expect(imitated({ asset: REAL, domain: 'circle.example' }, known)).toBeNull();
  });

  it('is found by signs that look alike, in its code and in its domain', () => {
    const issuer = FAKE.slice(5);
    expect(imitated({ asset: `usdc:${issuer}`, domain: '' }, known)?.asset).toBe(REAL);
    expect(skeleton('B1TCO1N')).toBe(skeleton('8ITC0LN'));
    expect(imitated({ asset: `EUR:${issuer}`, domain: 'circ1e.example' }, known)?.asset).toBe(REAL);
    expect(imitated({ asset: `EUR:${issuer}`, domain: 'other.example' }, known)).toBeNull();
  });

  it('is no imitation when both are traded alike', () => {
    expect(imitated({ asset: FAKE, domain: '' }, [known[0]!, { asset: FAKE, domain: '', trades: 4000 }])).toBeNull();
  });
});

it('says in plain words what is known against an asset', () => {
  const titles = notices(profile({ warnings: ['issuer_malicious', 'domain_blocked'], domain: 'circie.example' }), known).map(
    ({ title }) => title,
  );
  expect(titles).toEqual(['Reported as malicious', 'On a list of scams', 'Looks like another asset']);
  expect(notices(profile({ asset: REAL, domain: '' }), known).map(({ title }) => title)).toEqual(['Nobody vouches for it']);
  expect(notices(profile({ asset: 'native', code: 'XLM', type: 'native', domain: '' }), known)).toEqual([]);
});

it('explains flags, and says nothing when they are not known', () => {
  expect(flags(null)).toEqual([]);
  const found = flags({ auth_required: false, auth_revocable: true, auth_immutable: false, auth_clawback_enabled: true });
  expect(found.filter(({ set }) => set).map(({ name }) => name)).toEqual(['Clawback', 'Revocable']);
});

it('links to nothing that is no domain', () => {
  for (const domain of ['circle.com', 'a-b.example', 'xn--bcher-kva.example']) expect(isDomain(domain)).toBe(true);
  for (const text of [
    'javascript:alert(1)',
    'a.b/<script>',
    'x',
    '',
    '-a.com',
    'a..com',
    'user@evil.com',
    'evil.com:80',
    'сircle.com',
    'a\u202e.com',
    'a.'.repeat(200) + 'com',
  ]) {
    expect(isDomain(text), text).toBe(false);
  }
});

it('keeps the name of a fault that a later version finds', () => {
  expect(faultText('unclosed_text')).toContain('closing quote');
  expect(faultText('something_new')).toBe('something new');
});
