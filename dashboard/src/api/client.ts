import { createSignal } from 'solid-js';
import { learnServerTime } from '../state/clock';

const TIME_LIMIT = 15_000;

/** An answer of the API that is not the wanted one, or none. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** When to ask again, in milliseconds; null when the API did not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  /** Whether the network or the API is away; asking again may help. */
  get isAway(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const [reachable, setReachable] = createSignal(true);

/** Whether the last request was answered at all, by whatever status but 502, 503 and 504. */
export { reachable };

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
    setReachable(false);
    throw new ApiError(0, limit.aborted ? 'the API did not answer within 15 seconds' : 'the API cannot be reached');
  }
  learnServerTime(answer.headers.get('Date'));
  setReachable(![502, 503, 504].includes(answer.status));
  if (!answer.ok) throw await problem(answer);
  try {
    return (await answer.json()) as T;
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new ApiError(0, 'the answer of the API broke off');
  }
}

async function problem(answer: Response): Promise<ApiError> {
  const after = Number(answer.headers.get('Retry-After'));
  const text = await answer.text();
  return new ApiError(answer.status, detail(text) ?? `the API answered ${answer.status}`, after > 0 ? after * 1000 : null);
}

function detail(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return null;
    const { detail, error } = body as { detail?: unknown; error?: unknown };
    return typeof detail === 'string' ? detail : typeof error === 'string' ? error : null;
  } catch {
    return null; // a proxy's page
  }
}
