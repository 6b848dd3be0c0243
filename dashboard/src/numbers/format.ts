import { exponent, type Decimal } from './decimal';

/** What stands where there is no figure. */
export const NONE = '–';

const PRICE_DIGITS = 6;
/** Below 0.000001, zeros take the room of two digits. */
const SMALL = -6;
const SMALL_PRICE_DIGITS = 4;
/** Browsers write up to 100 decimals; older ones 20, which is enough for prices from 0.00000000000001 on. */
const MOST_FRACTION = writesHundred() ? 100 : 20;

function writesHundred(): boolean {
  try {
    new Intl.NumberFormat('en', { maximumFractionDigits: 100 });
    return true;
  } catch {
    return false;
  }
}

export type Formats = ReturnType<typeof formatsOf>;

type Options = Intl.NumberFormatOptions;

/**
 * Returns the forms of numbers in a locale. Decimals go as texts into Intl.NumberFormat, which rounds them exactly; none
 * is written with an exponent.
 */
export function formatsOf(locale: readonly string[] | string | undefined) {
  const made = new Map<string, Intl.NumberFormat>();
  const format = (value: Decimal | number, options: Options): string => {
    const key = JSON.stringify(options);
    let found = made.get(key);
    if (!found) {
      found = new Intl.NumberFormat(locale as string[] | undefined, options);
      made.set(key, found);
    }
    // The types of TypeScript know numbers in texts only as literals.
    return found.format(value as unknown as number);
  };

  /** A price with six significant digits, four when it is very small, and at least two decimals from 1 on. */
  const price = (value: Decimal | null): string => {
    if (value === null) return NONE;
    return priceWith(priceDecimals(value))(value);
  };

  /** Prices that stand below each other: all with as many decimals. */
  const priceWith =
    (decimals: number) =>
    (value: Decimal | null): string =>
      value === null ? NONE : format(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

  /** An amount in a column: four to six significant digits, shortened from a million on. */
  const amount = (value: Decimal | null): string => {
    if (value === null) return NONE;
    const power = exponent(value);
    if (power === null) return format(value, { maximumFractionDigits: 0 });
    if (power >= 6) return format(value, { notation: 'compact', minimumSignificantDigits: 4, maximumSignificantDigits: 4 });
    const decimals = power >= 4 ? 0 : power >= 0 ? 2 : Math.min(MOST_FRACTION, 3 - power);
    return format(value, { minimumFractionDigits: power >= 4 ? 0 : power >= 0 ? 2 : 0, maximumFractionDigits: decimals });
  };

  const usd = (value: Decimal | null): string => {
    if (value === null) return NONE;
    const power = exponent(value);
    if (power === null) return format(value, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
    const shared: Options = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' };
    if (power >= 6) return format(value, { ...shared, notation: 'compact', minimumSignificantDigits: 4, maximumSignificantDigits: 4 });
    if (power >= 3) return format(value, { ...shared, maximumFractionDigits: 0 });
    if (power >= 0) return format(value, { ...shared, minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return format(value, { ...shared, minimumFractionDigits: 2, maximumFractionDigits: Math.min(MOST_FRACTION, 3 - power) });
  };

  /** A share such as 0.0123 as a percentage with its sign. */
  const change = (value: number | null): string => {
    if (value === null || !Number.isFinite(value)) return NONE;
    const most = Math.abs(value) >= 10 ? 0 : 2;
    return format(value, { style: 'percent', signDisplay: 'exceptZero', minimumFractionDigits: most, maximumFractionDigits: most });
  };

  const percent = (value: number | null, decimals = 2): string =>
    value === null || !Number.isFinite(value)
      ? NONE
      : format(value, { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals });

  const count = (value: number | null): string => (value === null ? NONE : format(value, { maximumFractionDigits: 0 }));

  return { price, priceWith, amount, usd, change, percent, count };
}

/** Returns how many decimals show a price with six significant digits, four when it is very small, at least two from 1 on. */
export function priceDecimals(value: Decimal): number {
  const power = exponent(value);
  if (power === null) return 2;
  const digits = power < SMALL ? SMALL_PRICE_DIGITS : PRICE_DIGITS;
  return Math.min(MOST_FRACTION, Math.max(2, digits - 1 - power));
}

/** Returns the locale's forms for this browser. */
export const formats: Formats = formatsOf(typeof navigator === 'undefined' ? undefined : navigator.languages);
