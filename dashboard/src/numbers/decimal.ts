import Big from 'big.js';

/** A number in plain notation, exact, as the API gives it. */
export type Decimal = string;

const SIGNIFICANT = 20;

const big = Big();
big.RM = Big.roundHalfEven;

/** Returns 1 / value with 20 significant digits, as the API rounds prices; null for null and for 0. */
export function inverse(value: Decimal | null): Decimal | null {
  if (value === null) return null;
  const divisor = new big(value);
  if (divisor.eq(0)) return null;
  // Of a / b, the first digit is at most one place behind that of 10 ** (-e).
  big.DP = SIGNIFICANT + Math.max(0, divisor.e) + 2;
  return plain(new big(1).div(divisor).prec(SIGNIFICANT, Big.roundHalfEven));
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = new big(0);
  for (const value of values) total = total.plus(value);
  return plain(total);
}

export function product(a: Decimal, b: Decimal): Decimal {
  return plain(new big(a).times(b));
}

export function difference(a: Decimal, b: Decimal): Decimal {
  return plain(new big(a).minus(b));
}

/** Returns a / b with 20 significant digits, or null when b is 0. */
export function ratio(a: Decimal, b: Decimal): Decimal | null {
  const divisor = new big(b);
  if (divisor.eq(0)) return null;
  const dividend = new big(a);
  if (dividend.eq(0)) return '0';
  big.DP = SIGNIFICANT + Math.max(0, divisor.e - dividend.e) + 2;
  return plain(dividend.div(divisor).prec(SIGNIFICANT, Big.roundHalfEven));
}

/** Returns the power of ten of the first digit: 0 for 1 to 9.99, -1 for 0.1 to 0.99; null for 0. */
export function exponent(value: Decimal): number | null {
  const parsed = new big(value);
  return parsed.eq(0) ? null : parsed.e;
}

export function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function plain(value: Big): Decimal {
  return value.toFixed();
}
