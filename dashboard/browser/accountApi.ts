import type { Page, Request, Route } from '@playwright/test';
import { USDC } from './page';

/** Accounts, keys and subscriptions as the API answers them, for a page whose ticker has none. */

export const KEY = `sticker_${'a1B2'.repeat(8)}0Zx9Yw`;
export const INVITE = `stinvite_${'q7'.repeat(19)}`;
export const WALLET = 'GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';
export const CHALLENGE = 'AAAAAgAAAADIiRu2BrqqeOcP28PWCkD4D5Rjjsqh71HwvqFX+F4VXAAAAGQ';

interface Row {
  id: number;
  [member: string]: unknown;
}

const market = { base: 'native', counter: USDC };
const text = { type: 'string' };
const decimal = { type: ['string', 'null'], pattern: '^[0-9]+(\\.[0-9]+)?$', maxLength: 40, description: 'Units of the base.' };

const TYPES = {
  types: [
    {
      type: 'trade',
      description: 'A trade of a market was stored.',
      filter: { properties: { base: text, counter: text, minimum_base_amount: decimal }, required: ['base', 'counter'] },
    },
    {
      type: 'price',
      description: 'A market’s price crossed a level.',
      filter: {
        properties: {
          base: text,
          counter: text,
          direction: { type: 'string', enum: ['above', 'below'] },
          price: { ...decimal, type: 'string' },
          hysteresis_percent: { ...decimal, default: '1' },
        },
        required: ['base', 'counter', 'direction', 'price'],
      },
    },
    { type: 'gap', description: 'History was found missing.', filter: { properties: {}, required: [] } },
  ],
};

/** The API's state for one page. What it refuses is set by tests. */
export class AccountApi {
  /** All requests of the page about accounts, as `METHOD PATH`. */
  readonly asked: string[] = [];
  readonly bodies: unknown[] = [];
  accepted = new Set([KEY]);
  signInOn = true;
  subscriptionsOn = true;
  /** Answers instead of the usual ones, by `METHOD PATH`. */
  readonly instead = new Map<string, { status: number; json: unknown }>();
  keys: Row[];
  subscriptions: Row[];
  deliveries: Row[];

  constructor(readonly start = Date.now()) {
    this.keys = [this.#key(1, 'first', ['read', 'subscribe']), this.#key(2, 'old', ['read'], { revoked_at: this.time(-86_400_000) })];
    this.subscriptions = [
      this.#subscription(1, 'price', { ...market, direction: 'above', price: '0.25', hysteresis_percent: '1' }, { name: 'Alarm' }),
      this.#subscription(2, 'trade', market, {
        endpoint: { received_at: null, failing_since: this.time(-7_200_000), problem: 'answered 500', disabled_at: null },
      }),
      this.#subscription(3, 'gap', {}, { delivery: { type: 'stream', url: null, ordered: true }, endpoint: null }),
    ];
    this.deliveries = [
      this.#delivery(12, 'waiting', [500, null]),
      this.#delivery(11, 'dead', [500, 500, 404]),
      this.#delivery(10, 'delivered', [204]),
    ];
  }

  time(after: number): string {
    return new Date(this.start + after).toISOString();
  }

  #key(id: number, name: string, scopes: string[], more: object = {}): Row {
    const times = { created_at: this.time(-9e8), expires_at: null, revoked_at: null, last_used_at: this.time(-60_000) };
    return { id, account_id: 1, name, prefix: KEY.slice(0, 14), scopes, quota_per_minute: 600, replaced_by: null, ...times, ...more };
  }

  #subscription(id: number, type: string, filter: object, more: object = {}): Row {
    return {
      id,
      name: '',
      type,
      filter,
      delivery: { type: 'webhook', url: 'https://example.com/hook', ordered: false },
      active: true,
      paused_at: null,
      pause_reason: null,
      created_at: this.time(-9e7),
      changed_at: this.time(-9e7),
      ends_at: null,
      previous_secret_until: null,
      dropped: '0',
      dropped_at: null,
      endpoint: { received_at: this.time(-5_000), failing_since: null, problem: null, disabled_at: null },
      ...more,
    };
  }

  #delivery(id: number, state: string, statuses: (number | null)[]): Row {
    const attempts = statuses.map((status, at) => ({
      attempt: at + 1,
      attempted_at: this.time(-60_000 + at * 1000),
      millis: 40 + at,
      status,
      problem: status === null ? 'no answer within 15 seconds' : status < 300 ? null : 'expected 2xx',
    }));
    return {
      id,
      webhook_id: `msg_${id}`,
      type: 'price',
      state,
      happened_at: this.time(-60_000 - id),
      created_at: this.time(-60_000),
      finished_at: state === 'waiting' ? null : this.time(-50_000),
      next_at: state === 'waiting' ? this.time(290_000) : null,
      payload: { type: 'price', timestamp: this.time(-60_000), data: { ...market, level: '0.25', price: '0.2501' } },
      attempts,
    };
  }

  /** Answers what a page asks about accounts from now on. */
  async serve(page: Page): Promise<void> {
    const paths = /\/api\/v1\/(accounts|keys|usage|auth|subscriptions|subscription-types)(\/|\?|$)/;
    await page.route(paths, (route) => this.#answer(route));
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const { pathname, searchParams } = new URL(request.url());
    const asked = `${request.method()} ${pathname.replace('/api/v1/', '')}`;
    this.asked.push(asked);
    const body: unknown = request.postData() === null ? null : request.postDataJSON();
    if (body !== null) this.bodies.push(body);
    const instead = this.instead.get(asked);
    if (instead) return route.fulfill(instead);
    const [status, json] = this.#reply(asked, (body ?? {}) as Record<string, unknown>, request, searchParams);
    if (status === 204) return route.fulfill({ status });
    return route.fulfill({ status, json });
  }

  #reply(asked: string, body: Record<string, unknown>, request: Request, query: URLSearchParams): [number, unknown] {
    if (asked === 'GET subscription-types') return [200, TYPES];
    if (asked.endsWith(' auth')) return this.#auth(asked, body, query);
    if (asked === 'POST accounts') return this.#signUp(body);
    const key = (request.headers()['authorization'] ?? '').replace('Bearer ', '');
    if (!this.accepted.has(key)) return problem(401, 'expected a key that exists, is not revoked and has not expired');
    const [method, kind, id, what] = asked.split(/[ /]/) as [string, string, string?, string?];
    if (kind === 'accounts') return [200, { id: 1, name: 'alice', stellar_account: null, created_at: this.time(-9e8), key: this.keys[0] }];
    if (kind === 'usage') return [200, { items: this.#usage(), next_cursor: null }];
    if (kind === 'keys') return this.#keys(method, Number(id), what, body);
    if (!this.subscriptionsOn) return problem(404, 'subscriptions are off here; the operator turns them on (SUBSCRIPTIONS)');
    return id === undefined ? this.#list(method, body) : this.#one(method, Number(id), what, body, query);
  }

  #usage(): unknown[] {
    const minute = Math.floor(this.start / 60_000) * 60_000;
    return [1, 2, 3].map((before) => ({
      key_id: 1,
      minute: new Date(minute - before * 60_000).toISOString(),
      used: 100 * before,
      refused: before === 3 ? 7 : 0,
    }));
  }

  #auth(asked: string, body: Record<string, unknown>, query: URLSearchParams): [number, unknown] {
    if (!this.signInOn) return problem(404, 'signing in by SEP-10 is off here (AUTH_HOME_DOMAIN, AUTH_SIGNING_KEY)');
    if (asked === 'GET auth') {
      return query.get('account') === WALLET
        ? [200, { transaction: CHALLENGE, network_passphrase: 'Test SDF Network ; September 2015' }]
        : faults({ account: 'an account of G and 55 characters; multiplexed accounts (M...) cannot sign in here' });
    }
    if (body['transaction'] !== `${CHALLENGE}signed`)
      return faults({ transaction: 'a challenge that its account signed' }, String(body['transaction']));
    this.accepted.add('token.of.sign-in');
    return [200, { token: 'token.of.sign-in' }];
  }

  #signUp(body: Record<string, unknown>): [number, unknown] {
    if (body['invite'] !== INVITE) return faults({ invite: 'an invite that was not used yet and has not ended' }, String(body['invite']));
    return [201, { account: { id: 1, name: body['name'] }, key: { ...this.keys[0], key: KEY } }];
  }

  #keys(method: string, id: number, what: string | undefined, body: Record<string, unknown>): [number, unknown] {
    const found = this.keys.find((key) => key.id === id);
    if (method === 'GET') return [200, { items: this.keys, next_cursor: null }];
    if (method === 'DELETE') {
      if (found) found['revoked_at'] = this.time(0);
      return [204, null];
    }
    if (body['name'] === '') return faults({ name: 'a text of 1 to 60 characters' });
    const next = this.keys.length + 1;
    const text = `sticker_${'N3w0'.repeat(8)}abcde${next}`;
    this.accepted.add(text);
    const made =
      what === 'rotate' && found
        ? { ...found, id: next }
        : this.#key(next, String(body['name']), body['scopes'] as string[], {
            last_used_at: null,
            quota_per_minute: body['quota_per_minute'] ?? 600,
          });
    if (what === 'rotate' && found) Object.assign(found, { replaced_by: next, expires_at: this.time(86_400_000) });
    this.keys = [made, ...this.keys];
    return [201, { ...made, key: text }];
  }

  #list(method: string, body: Record<string, unknown>): [number, unknown] {
    if (method === 'GET') return [200, { items: this.subscriptions, next_cursor: null }];
    const { url } = body['delivery'] as { url?: string };
    if (url !== undefined && !url.startsWith('https://'))
      return faults({ 'delivery.url': 'an https address of a public host, without credentials' }, url);
    const made = this.#subscription(this.subscriptions.length + 1, String(body['type']), body['filter'] as object, {
      name: body['name'] ?? '',
      delivery: { ordered: false, url: null, ...(body['delivery'] as object) },
    });
    this.subscriptions = [...this.subscriptions, made];
    return [201, { ...made, secret: url === undefined ? null : 'whsec_c2VjcmV0c2VjcmV0' }];
  }

  #one(method: string, id: number, what: string | undefined, body: Record<string, unknown>, query: URLSearchParams): [number, unknown] {
    const found = this.subscriptions.find((subscription) => subscription.id === id);
    if (!found) return problem(404, `expected a subscription of this account, found "${id}"`);
    if (what === 'deliveries') {
      const state = query.get('state');
      const shown = id === 3 ? [] : this.deliveries.filter((delivery) => state === null || delivery['state'] === state);
      return [200, { items: shown, next_cursor: null }];
    }
    if (what === 'secret') return [200, { secret: 'whsec_bmV3c2VjcmV0bmV3', previous_secret_until: this.time(86_400_000) }];
    if (what === 'test' || what === 'replay') {
      const replayed = this.deliveries.find((delivery) => delivery.id === body['delivery_id']);
      if (replayed) Object.assign(replayed, { state: 'waiting', next_at: this.time(0) });
      return [202, { subscription_id: id }];
    }
    if (method === 'DELETE') {
      this.subscriptions = this.subscriptions.filter((subscription) => subscription !== found);
      return [204, null];
    }
    return [200, Object.assign(found, body)];
  }
}

function problem(status: number, detail: string): [number, unknown] {
  return [status, { type: 'about:blank', title: 'Refused', status, detail }];
}

function faults(expected: Record<string, string>, value = ''): [number, unknown] {
  const all = Object.entries(expected).map(([field, words]) => ({ field, value, expected: words }));
  const [status, json] = problem(400, `${all[0]?.field}: expected ${all[0]?.expected}, found "${value}"`);
  return [status, { ...(json as object), ...all[0], faults: all }];
}
