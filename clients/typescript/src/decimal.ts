/** An exact decimal. Immutable; arithmetic is exact, but for a quotient, which has a number of significant digits. */
export class Decimal {
  readonly #text: string;
  #parts: { readonly unscaled: bigint; readonly scale: number } | undefined;

  private constructor(text: string) {
    this.#text = text;
  }

  /** Reads plain notation, such as -12.5, or a number as JavaScript writes it. */
  static of(value: string | number | bigint | Decimal): Decimal {
    if (value instanceof Decimal) {
      return value;
    }
    const text = String(value);
    if (!isPlain(text)) {
      return ofForm(text);
    }
    return new Decimal(text);
  }

  /** For answers, which are in plain notation. */
  static ofAnswer(text: string): Decimal | undefined {
    return isPlain(text) ? new Decimal(text) : undefined;
  }

  static ofScaled(unscaled: bigint, scale: number): Decimal {
    let shown = unscaled;
    let left = scale;
    if (left < 0) {
      shown *= 10n ** BigInt(-left);
      left = 0;
    }
    const digits = (shown < 0n ? -shown : shown).toString().padStart(left + 1, "0");
    const whole = digits.slice(0, digits.length - left);
    const fraction = digits.slice(digits.length - left).replace(/0+$/, "");
    return new Decimal((shown < 0n ? "-" : "") + whole + (fraction ? "." + fraction : ""));
  }

  get #value(): { readonly unscaled: bigint; readonly scale: number } {
    if (!this.#parts) {
      const point = this.#text.indexOf(".");
      this.#parts =
        point < 0
          ? { unscaled: BigInt(this.#text), scale: 0 }
          : { unscaled: BigInt(this.#text.slice(0, point) + this.#text.slice(point + 1)), scale: this.#text.length - point - 1 };
    }
    return this.#parts;
  }

  plus(other: Decimal | string | number | bigint): Decimal {
    const [left, right, scale] = aligned(this.#value, Decimal.of(other).#value);
    return Decimal.ofScaled(left + right, scale);
  }

  minus(other: Decimal | string | number | bigint): Decimal {
    const [left, right, scale] = aligned(this.#value, Decimal.of(other).#value);
    return Decimal.ofScaled(left - right, scale);
  }

  times(other: Decimal | string | number | bigint): Decimal {
    const right = Decimal.of(other).#value;
    return Decimal.ofScaled(this.#value.unscaled * right.unscaled, this.#value.scale + right.scale);
  }

  /** Returns the quotient with so many significant digits, rounded half-even, as the API's prices are. */
  dividedBy(other: Decimal | string | number | bigint, digits = 20): Decimal {
    const right = Decimal.of(other).#value;
    if (right.unscaled === 0n) {
      throw new RangeError("expected a divisor other than 0");
    }
    const { unscaled, scale } = this.#value;
    if (unscaled === 0n) {
      return new Decimal("0");
    }
    const negative = unscaled < 0n !== right.unscaled < 0n;
    const above = magnitude(unscaled);
    const below = magnitude(right.unscaled);
    // So that the whole quotient has at least the digits that are wanted.
    const shift = Math.max(0, digits + below.toString().length - above.toString().length + 1);
    const numerator = above * 10n ** BigInt(shift);
    const whole = numerator / below;
    const surplus = whole.toString().length - digits;
    const unit = surplus > 0 ? 10n ** BigInt(surplus) : 1n;
    const rounded = roundedHalfEven(numerator, below * unit);
    return Decimal.ofScaled(negative ? -rounded : rounded, scale - right.scale + shift - Math.max(0, surplus));
  }

  negated(): Decimal {
    return Decimal.ofScaled(-this.#value.unscaled, this.#value.scale);
  }

  /** Returns -1, 0 or 1. */
  compare(other: Decimal | string | number | bigint): -1 | 0 | 1 {
    const [left, right] = aligned(this.#value, Decimal.of(other).#value);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Decimal | string | number | bigint): boolean {
    return this.compare(other) === 0;
  }

  /** The nearest 64-bit float, as charts want it; it is not exact. */
  toNumber(): number {
    return Number(this.#text);
  }

  /** Plain notation, never an exponent. */
  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  /** Comparisons by < and > would round: use compare. */
  valueOf(): never {
    throw new TypeError("a Decimal is no number: use compare, plus, or toNumber() where a rounded one will do");
  }

  [Symbol.toPrimitive](hint: string): string | never {
    return hint === "string" ? this.#text : this.valueOf();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Decimal(${this.#text})`;
  }
}

interface Scaled {
  readonly unscaled: bigint;
  readonly scale: number;
}

const PLAIN = /^-?\d+(\.\d+)?$/;
const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

function ofForm(text: string): Decimal {
  const found = FORM.exec(text.trim());
  const digits = (found?.[2] ?? "") + (found?.[3] ?? "");
  if (!found || !digits) {
    throw new RangeError(`expected a decimal such as -12.5, found "${text}"`);
  }
  const unscaled = BigInt(digits) * (found[1] === "-" ? -1n : 1n);
  return Decimal.ofScaled(unscaled, (found[3] ?? "").length - Number(found[4] ?? "0"));
}

function aligned(left: Scaled, right: Scaled): [bigint, bigint, number] {
  const scale = Math.max(left.scale, right.scale);
  return [left.unscaled * 10n ** BigInt(scale - left.scale), right.unscaled * 10n ** BigInt(scale - right.scale), scale];
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function roundedHalfEven(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}
