/** The base of all errors of this library. */
export class TickerError extends Error {
  override readonly name: string = "TickerError";
}

/** No answer came, after all attempts: nothing listens, the connection broke, or it took too long. */
export class Unreachable extends TickerError {
  override readonly name: string = "Unreachable";
}

/** The answer is not what the API's document says: perhaps the address is of another service. */
export class UnexpectedAnswer extends TickerError {
  override readonly name: string = "UnexpectedAnswer";
}

/** The stream does not keep the position that a reader wants to go on from, and it has read nothing yet. */
export class PositionNotKept extends TickerError {
  override readonly name: string = "PositionNotKept";
}

/** No market has this name. */
export class MarketNotFound extends TickerError {
  override readonly name: string = "MarketNotFound";
}

/** A parameter that cannot be used. */
export interface Fault {
  readonly field: string;
  /** What was found; empty when there was nothing. */
  readonly value: string;
  readonly expected: string;
}

/** The API refused, by a problem of RFC 9457. */
export class ApiError extends TickerError {
  override readonly name: string = "ApiError";

  constructor(
    readonly status: number,
    readonly title: string,
    /** What was expected, what was found, and what to do. */
    readonly detail: string,
    /** Each parameter that cannot be used. */
    readonly faults: readonly Fault[] = [],
    /** Seconds after which to ask again, where the API says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${status} ${title}${detail ? ": " + detail : ""}`);
  }

  /** The first parameter that cannot be used. */
  get field(): string | null {
    return this.faults[0]?.field ?? null;
  }

  get value(): string | null {
    return this.faults[0]?.value ?? null;
  }

  get expected(): string | null {
    return this.faults[0]?.expected ?? null;
  }
}

/** 400: a parameter cannot be used. */
export class BadRequest extends ApiError {
  override readonly name: string = "BadRequest";
}

/** 404: the address has the right form, but what it names is not there, such as a market that never traded. */
export class NotFound extends ApiError {
  override readonly name: string = "NotFound";
}

/** 429, also after all attempts. */
export class TooManyRequests extends ApiError {
  override readonly name: string = "TooManyRequests";
}

/** 502, 503 or 504, also after all attempts: the API, or its database, is away. */
export class Unavailable extends ApiError {
  override readonly name: string = "Unavailable";
}

const KINDS: Readonly<Record<number, typeof ApiError>> = { 400: BadRequest, 404: NotFound, 429: TooManyRequests, 502: Unavailable, 503: Unavailable, 504: Unavailable };

/** Characters of an answer that is no problem of RFC 9457. */
const SHOWN = 200;

/** Reads the error of an answer; a proxy's may be of any form. */
export function apiError(status: number, headers: Headers, body: string): ApiError {
  const Kind = KINDS[status] ?? ApiError;
  const retryAfter = secondsOfRetryAfter(headers.get("retry-after"), headers.get("date"));
  const problem = parsed(body);
  if (typeof problem?.title === "string" && typeof problem.detail === "string") {
    const faults = (Array.isArray(problem.faults) ? problem.faults : []) as Fault[];
    return new Kind(status, problem.title, problem.detail, faults, retryAfter);
  }
  return new Kind(status, "the answer is no problem of RFC 9457", body.replace(/\s+/g, " ").trim().slice(0, SHOWN), [], retryAfter);
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === "object" ? (read as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** Reads Retry-After. A date there is compared with the answer's own date: the clock here may differ by hours. */
export function secondsOfRetryAfter(retryAfter: string | null, date: string | null): number | null {
  if (!retryAfter) {
    return null;
  }
  if (/^\s*\d+\s*$/.test(retryAfter)) {
    return Number(retryAfter);
  }
  const seconds = (Date.parse(retryAfter) - Date.parse(date ?? "")) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}
