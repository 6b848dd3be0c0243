import { Decimal } from "./decimal.js";
import { UnexpectedAnswer } from "./errors.js";

// Readers of the values of an answer. Each fails with the member's name.

function wrong(expected: string, value: unknown, name: string): UnexpectedAnswer {
  return new UnexpectedAnswer(`the answer is not as the API's document says: ${name}: expected ${expected}, found ${JSON.stringify(value)?.slice(0, 100)}`);
}

export function members(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong("an object", value, name);
  }
  return value as Record<string, unknown>;
}

export function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) {
    throw wrong("a list", value, name);
  }
  return value;
}

export function map<T>(value: unknown, name: string, read: (one: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(members(value, name)).map(([key, one]) => [key, read(one)]));
}

export function text(value: unknown, name: string): string {
  if (typeof value !== "string") {
    throw wrong("a text", value, name);
  }
  return value;
}

export function number(value: unknown, name: string): number {
  if (typeof value !== "number") {
    throw wrong("a number", value, name);
  }
  return value;
}

export function boolean(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") {
    throw wrong("true or false", value, name);
  }
  return value;
}

export function decimal(value: unknown, name: string): Decimal {
  const read = typeof value === "string" ? Decimal.ofAnswer(value) : undefined;
  if (!read) {
    throw wrong("a decimal", value, name);
  }
  return read;
}

export function long(value: unknown, name: string): bigint {
  if (typeof value !== "string" || !/^\d+$/.test(value)) {
    throw wrong("a whole number", value, name);
  }
  return BigInt(value);
}

/** What is below a millisecond is cut off. */
export function time(value: unknown, name: string): Date {
  const read = new Date(text(value, name));
  if (Number.isNaN(read.getTime())) {
    throw wrong("a time", value, name);
  }
  return read;
}
