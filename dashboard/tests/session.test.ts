import { beforeEach, describe, expect, it, vi } from 'vitest';

class Kept implements Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  readonly items = new Map<string, string>();
  getItem = (name: string): string | null => this.items.get(name) ?? null;
  setItem = (name: string, value: string): void => void this.items.set(name, value);
  removeItem = (name: string): void => void this.items.delete(name);
}

let tab: Kept;
let browser: Kept;
let heard: (event: { key: string | null }) => void;

/** Loads the module as a page does. */
async function load() {
  vi.resetModules();
  const client = await import('../src/api/client');
  return { ...(await import('../src/state/session')), ApiError: client.ApiError };
}

function answer(status: number, body: unknown = {}): void {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(status === 204 ? null : JSON.stringify(body), { status })),
  );
}

beforeEach(() => {
  tab = new Kept();
  browser = new Kept();
  vi.stubGlobal('sessionStorage', tab);
  vi.stubGlobal('localStorage', browser);
  vi.stubGlobal('addEventListener', (_: string, hears: typeof heard) => (heard = hears));
});

describe('a session', () => {
  it('is kept by the tab alone, unless the browser is chosen', async () => {
    const { signIn, signOut, session } = await load();
    expect(session()).toBe(null);
    signIn('sticker_a', false);
    expect([[...tab.items.values()], [...browser.items.values()]]).toEqual([['sticker_a'], []]);
    signIn('sticker_b', true);
    expect([[...tab.items.values()], [...browser.items.values()]]).toEqual([[], ['sticker_b']]);
    signOut();
    expect(session()).toBe(null);
    expect([tab.items.size, browser.items.size]).toEqual([0, 0]);
  });

  it('goes on when the page is loaded again', async () => {
    browser.setItem('ticker.key', 'sticker_of_browser');
    expect((await load()).session()).toEqual({ key: 'sticker_of_browser', kept: true });
    tab.setItem('ticker.key', 'sticker_of_tab');
    expect((await load()).session()).toEqual({ key: 'sticker_of_tab', kept: false });
  });

  it('stays where it was kept when the key is replaced', async () => {
    const { signIn, changeKey, session } = await load();
    signIn('sticker_a', true);
    changeKey('sticker_b');
    expect(session()).toEqual({ key: 'sticker_b', kept: true });
    expect([[...tab.items.values()], [...browser.items.values()]]).toEqual([[], ['sticker_b']]);
  });

  it('ends with that of another tab, but not when it is this tab’s own', async () => {
    browser.setItem('ticker.key', 'sticker_a');
    const { signIn, session } = await load();
    browser.removeItem('ticker.key');
    heard({ key: 'ticker.theme' });
    expect(session()?.key).toBe('sticker_a');
    heard({ key: 'ticker.key' });
    expect(session()).toBe(null);
    signIn('sticker_b', false);
    heard({ key: null });
    expect(session()?.key).toBe('sticker_b');
  });

  it('holds although storage is forbidden', async () => {
    const forbidden = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    vi.stubGlobal('sessionStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    vi.stubGlobal('localStorage', undefined);
    const { signIn, session } = await load();
    signIn('sticker_a', false);
    expect(session()?.key).toBe('sticker_a');
  });
});

describe('a request of who is signed in', () => {
  it('carries the key in its header alone', async () => {
    const { signIn, ask } = await load();
    signIn('sticker_a', false);
    answer(200, { id: 1 });
    expect(await ask('POST', '/api/v1/keys', { name: 'x' })).toEqual({ id: 1 });
    const [address, options] = vi.mocked(fetch).mock.calls[0] as [string, RequestInit];
    expect(address).toBe('/api/v1/keys');
    expect(options.headers).toMatchObject({ Authorization: 'Bearer sticker_a', 'Content-Type': 'application/json' });
    expect(options.body).toBe('{"name":"x"}');
  });

  it('may have an empty answer', async () => {
    const { ask } = await load();
    answer(204);
    expect(await ask('DELETE', '/api/v1/keys/1')).toBe(undefined);
  });

  it('ends the session when the key is not accepted any more, and for no other failure', async () => {
    const { signIn, ask, session, goodbye, ApiError } = await load();
    signIn('sticker_a', false);
    for (const status of [400, 403, 404, 429, 503]) {
      answer(status, { detail: 'refused' });
      await expect(ask('GET', '/api/v1/keys')).rejects.toThrow(ApiError);
    }
    expect(session()?.key).toBe('sticker_a');
    answer(401, { detail: 'expected a key that exists' });
    await expect(ask('GET', '/api/v1/keys')).rejects.toThrow(ApiError);
    expect(session()).toBe(null);
    expect(goodbye()).toContain('not accepted any more');
    expect(tab.items.size).toBe(0);
    signIn('sticker_b', false);
    expect(goodbye()).toBe(null);
  });

  it('that was made with an earlier key does not end the session of the next one', async () => {
    const { signIn, ask, session } = await load();
    signIn('sticker_a', false);
    let refuse!: (answer: Response) => void;
    vi.stubGlobal('fetch', () => new Promise<Response>((done) => (refuse = done)));
    const late = ask('GET', '/api/v1/keys');
    signIn('sticker_b', false);
    refuse(new Response('{}', { status: 401 }));
    await expect(late).rejects.toThrow();
    expect(session()?.key).toBe('sticker_b');
  });
});
