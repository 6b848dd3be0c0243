import { codeOf, type AssetFlags, type AssetId, type AssetProfile } from '../../api/types';

export interface Notice {
  level: 'bad' | 'warn';
  title: string;
  text: string;
  /** An asset that is meant by the text. */
  other?: AssetId;
}

/** What is compared to find an asset that imitates another. */
export interface Known {
  asset: AssetId;
  domain: string;
  /** The trades of a day, as a measure of how known it is. */
  trades: number;
}

/** How many times more another asset must be traded, so that this one looks like its imitation. */
const FAR_MORE = 5;

/** Says in plain words what a person should know before trusting an asset. */
export function notices(profile: AssetProfile, known: readonly Known[]): Notice[] {
  const found: Notice[] = [];
  const has = (warning: string): boolean => profile.warnings.some((one) => one === warning);
  if (has('issuer_malicious')) {
    found.push({
      level: 'bad',
      title: 'Reported as malicious',
      text: 'A directory lists its issuer as malicious. Expect to lose what you pay for it.',
    });
  }
  if (has('issuer_unsafe')) {
    found.push({ level: 'bad', title: 'Reported as unsafe', text: 'A directory lists its issuer as unsafe.' });
  }
  if (has('domain_blocked')) {
    found.push({ level: 'bad', title: 'On a list of scams', text: `Its domain, ${profile.domain}, is on a list of blocked domains.` });
  }
  const original = imitated(profile, known);
  if (original) {
    const where = original.domain ? `of ${original.domain}` : 'of another issuer';
    found.push({
      level: 'warn',
      title: 'Looks like another asset',
      text: `${codeOf(original.asset)} ${where} is traded far more. Anyone can issue an asset of any code: check that you mean this issuer.`,
      other: original.asset,
    });
  }
  if (profile.type !== 'native' && !profile.domain) {
    found.push({
      level: 'warn',
      title: 'Nobody vouches for it',
      text: 'Its issuer links to no stellar.toml that could be read, so that nothing is known of who is behind it.',
    });
  }
  return found;
}

/** Returns the much more traded asset that this one could be taken for: by its code, or by its domain. */
export function imitated(profile: Pick<AssetProfile, 'asset' | 'domain'>, known: readonly Known[]): Known | null {
  const code = skeleton(codeOf(profile.asset));
  const own = known.find(({ asset }) => asset === profile.asset)?.trades ?? 0;
  const similar = known.filter(
    (other) =>
      other.asset !== profile.asset &&
      other.trades > FAR_MORE * Math.max(1, own) &&
      (skeleton(codeOf(other.asset)) === code || imitatesDomain(profile.domain, other.domain)),
  );
  return similar.sort((a, b) => b.trades - a.trades)[0] ?? null;
}

/** Returns a code as the eye reads it in haste: signs that look alike become one. */
export function skeleton(code: string): string {
  return code
    .toLowerCase()
    .replace(/[0o]/g, 'o')
    .replace(/[1il]/g, 'l')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/5/g, 's')
    .replace(/8/g, 'b');
}

/** Whether a domain differs from another, but reads like it. */
function imitatesDomain(domain: string, original: string): boolean {
  return domain !== '' && original !== '' && domain !== original && skeleton(domain) === skeleton(original);
}

/** Returns whether a text can be linked to as a domain; an issuer may write anything there. */
export function isDomain(text: string): boolean {
  return text.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(text);
}

export interface Flag {
  name: string;
  text: string;
  set: boolean;
}

/** The rights that an issuer keeps, in plain words; empty when they are not known. */
export function flags(set: AssetFlags | null): Flag[] {
  if (!set) return [];
  return [
    {
      name: 'Clawback',
      set: set.auth_clawback_enabled,
      text: set.auth_clawback_enabled ? 'The issuer can take it back from any account.' : 'The issuer cannot take it back.',
    },
    {
      name: 'Revocable',
      set: set.auth_revocable,
      text: set.auth_revocable ? 'The issuer can freeze it in any account.' : 'The issuer cannot freeze it.',
    },
    {
      name: 'Authorization',
      set: set.auth_required,
      text: set.auth_required ? 'Only accounts that the issuer admits can hold it.' : 'Any account can hold it.',
    },
    {
      name: 'Immutable',
      set: set.auth_immutable,
      text: set.auth_immutable ? 'The issuer can never change these rights.' : 'The issuer can change these rights.',
    },
  ];
}

const FAULTS: Record<string, string> = {
  unclosed_text: 'A text lacks its closing quote',
  no_value: 'A key has no value',
  wrong_kind: 'A value has another type than the standard demands',
  text_in_pieces: 'Several texts in a row stand where one was expected',
  trailing: 'Something follows a value',
  number_too_large: 'A number is too large',
  no_issuer: 'A currency names no issuing account',
  unquoted: 'A text has no quotes',
  no_code: 'A currency names no code',
  duplicate_key: 'A key appears twice',
  no_key: 'A line has no key',
  odd_key: 'A key has spaces or punctuation',
  curly_quotes: 'Typographic quotes stand in place of straight ones',
  list_on_next_line: 'A list begins on a later line than its key',
  quote_within: 'A quote in a text is not escaped',
  unknown_escape: 'A text has an unknown escape',
  unclosed_bracket: 'A bracket is not closed',
  too_deep: 'Lists are nested too deeply',
  not_utf8: 'It is not UTF-8',
  cr_line_ends: 'Its lines end with a carriage return alone',
  link_not_read: "A currency's own toml could not be read",
};

/** Returns what a fault of a stellar.toml means; a kind of a later version keeps its name. */
export function faultText(kind: string): string {
  return FAULTS[kind] ?? kind.replace(/_/g, ' ');
}
