import { createSignal } from 'solid-js';
import { learnServerTime } from '../state/clock';

const TIME_LIMIT = 15_000;

/** A field of a request that is not as it should be. What was found there is left out: it may be a secret. */
export interface Fault {
  field: string;
  expected: string;
}

/** An answer of the API that is not the wanted one, or none. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** When to ask again, in milliseconds; null when the API did not say. */
    readonly retryAfter: number | null = null,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }

  /** Whether the network or the API is away; asking again may help. */
  get isAway(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const [reachable, setReachable] = createSignal(true);

/** Whether the last request was answered at all, by whatever status but 502, 503 and 504. The exchange may be away alone. */
export { reachable };

function isOfTicker(address: string): boolean {
  return !address.startsWith('/api/v3/');
}

export type Parameters = Record<string, string | number | boolean | undefined>;

/** Returns the path and query of a call, with assets written readably. */
export function call(path: string, parameters: Parameters = {}): string {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${readable(encodeURIComponent(String(value)))}`)
    .join('&');
  return query ? `${path}?${query}` : path;
}

/** Colons, commas and slashes of values need no escape in a query. */
function readable(encoded: string): string {
  return encoded.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%2F/g, '/');
}

export function getJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  return request<T>(address, { headers: { Accept: 'application/json' } }, signal);
}

export interface Sent {
  /** Who asks: a key, or the token of a sign-in. */
  key?: string | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** Makes a request of any method; an answer without a body is undefined. */
export function send<T>(method: string, address: string, { key, body, signal }: Sent = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (key !== undefined) headers['Authorization'] = `Bearer ${key}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return request<T>(address, { method, headers, body: body === undefined ? null : JSON.stringify(body) }, signal);
}

/** Asks GraphQL; an answer with errors and without data is a failure. */
export async function query<T>(text: string, variables: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> {
  const answer = await request<{ data: T | null; errors?: { message: string }[] }>(
    '/graphql',
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    },
    signal,
  );
  if (!answer.data) throw new ApiError(200, answer.errors?.[0]?.message ?? 'no data');
  return answer.data;
}

async function request<T>(address: string, options: RequestInit, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(TIME_LIMIT);
  let answer: Response;
  try {
    answer = await fetch(address, { ...options, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    if (isOfTicker(address)) setReachable(false);
    throw new ApiError(0, limit.aborted ? 'the API did not answer within 15 seconds' : 'the API cannot be reached');
  }
  learnServerTime(answer.headers.get('Date'));
  if (isOfTicker(address)) setReachable(![502, 503, 504].includes(answer.status));
  if (!answer.ok) throw await problem(answer);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new ApiError(0, 'the answer of the API broke off');
  }
}

async function problem(answer: Response): Promise<ApiError> {
  const after = Number(answer.headers.get('Retry-After'));
  const { message, faults } = readProblem(await answer.text());
  return new ApiError(answer.status, message ?? `the API answered ${answer.status}`, after > 0 ? after * 1000 : null, faults);
}

/** Reads a problem of RFC 9457, or the error of another address; anything else, such as a proxy's page, says nothing. */
export function readProblem(text: string): { message: string | null; faults: Fault[] } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { message: null, faults: [] };
  }
  if (typeof body !== 'object' || body === null) return { message: null, faults: [] };
  const { detail, error, faults } = body as Record<string, unknown>;
  const message = [detail, error].find((words) => typeof words === 'string');
  return { message: (message as string | undefined) ?? null, faults: Array.isArray(faults) ? faults.flatMap(readFault) : [] };
}

function readFault(found: unknown): Fault[] {
  const { field, expected } = (found ?? {}) as Record<string, unknown>;
  return typeof field === 'string' && typeof expected === 'string' ? [{ field, expected }] : [];
}
