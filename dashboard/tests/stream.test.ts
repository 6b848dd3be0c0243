import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stream, type StreamEvent, type StreamPhase } from '../src/api/stream';

/** A server whose connections a test opens, feeds and breaks. */
class Server {
  readonly connections: { headers: Record<string, string>; send: (text: string) => void; end: () => void; break: () => void }[] = [];
  refuse: 'away' | number | null = null;

  readonly fetch = ((_address: string, options: { headers: Record<string, string>; signal: AbortSignal }) => {
    if (this.refuse === 'away') return Promise.reject(new TypeError('failed to fetch'));
    if (this.refuse !== null) return Promise.resolve(new Response('{}', { status: this.refuse }));
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (made) => void (controller = made) });
    const encode = new TextEncoder();
    options.signal.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
    this.connections.push({
      headers: options.headers,
      send: (text) => controller.enqueue(encode.encode(text)),
      end: () => controller.close(),
      break: () => controller.error(new TypeError('network error')),
    });
    return Promise.resolve(new Response(body, { status: 200 }));
  }) as unknown as typeof fetch;

  get last() {
    return this.connections.at(-1) as (typeof this.connections)[number];
  }
}

function trade(id: number): string {
  return `id: 1.${id}.0.0.0\nevent: trade\ndata: {"number":${id}}\n\n`;
}

describe('the stream', () => {
  let server: Server;
  let events: StreamEvent[];
  let phases: StreamPhase[];
  let resets: number;
  let stream: Stream;
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const numbers = () => events.map(({ data }) => (data as { number: number }).number);

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    events = [];
    phases = [];
    resets = 0;
  });
  afterEach(() => {
    stream.close();
    vi.useRealTimers();
  });
  const open = (after?: string) => {
    stream = new Stream(
      { topics: ['trades'], ...(after === undefined ? {} : { after }) },
      {
        onEvent: (event) => events.push(event),
        onReset: () => resets++,
        onPhase: (phase) => phases.push(phase),
        fetch: server.fetch,
      },
    );
    return settle();
  };

  it('goes on behind the last event after a break, so that nothing is missed and nothing comes twice', async () => {
    await open();
    expect(server.last.headers['Last-Event-ID']).toBeUndefined();
    server.last.send(trade(1) + trade(2));
    await settle();
    server.last.break();
    await vi.advanceTimersByTimeAsync(500);
    expect(server.connections).toHaveLength(2);
    expect(server.last.headers['Last-Event-ID']).toBe('1.2.0.0.0');
    server.last.send(trade(3));
    await settle();
    expect(numbers()).toEqual([1, 2, 3]);
    expect(phases).toEqual(['connecting', 'live', 'reconnecting', 'reconnecting', 'live']);
  });

  it('takes an event only once it is whole', async () => {
    await open();
    const text = trade(7);
    server.last.send(text.slice(0, 30));
    await settle();
    server.last.break(); // in mid-event
    await vi.advanceTimersByTimeAsync(500);
    expect(stream.position).toBeNull();
    server.last.send(text.slice(0, 12));
    server.last.send(text.slice(12));
    await settle();
    expect(numbers()).toEqual([7]);
    expect(stream.position).toBe('1.7.0.0.0');
  });

  it('comes back at each refusal, at longer and longer intervals', async () => {
    for (const refusal of ['away', 503, 429, 404] as const) {
      server = new Server();
      server.refuse = refusal;
      await open();
      await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);
      server.refuse = null;
      await vi.advanceTimersByTimeAsync(4000);
      expect(server.connections, String(refusal)).toHaveLength(1);
      stream.close();
    }
  });

  it('is live by an event, not by an answer without one', async () => {
    await open();
    server.last.send('retry: 2000\n: refused for now\n\n');
    server.last.end();
    await settle();
    expect(phases).not.toContain('live');
  });

  it('gives up a connection that is silent, and not one that is quiet', async () => {
    await open();
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(15_000);
      server.last.send(': \n\n');
    }
    expect(server.connections).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(36_000);
    expect(server.connections).toHaveLength(2);
  });

  it('says when its position is no longer kept', async () => {
    await open('1.1.0.0.0');
    expect(server.last.headers['Last-Event-ID']).toBe('1.1.0.0.0');
    server.last.send('id: 9.0.0.0.0\nevent: reset\ndata: {"detail":"gone"}\n\n');
    await settle();
    expect(resets).toBe(1);
    expect(stream.position).toBe('9.0.0.0.0');
  });

  it('pauses while nobody looks, and goes on where it was', async () => {
    await open();
    server.last.send(trade(1));
    await settle();
    stream.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.connections).toHaveLength(1);
    stream.resume();
    await settle();
    expect(server.last.headers['Last-Event-ID']).toBe('1.1.0.0.0');
  });

  it('of an account carries its token, and closes where that is refused', async () => {
    let unauthorized = 0;
    server.refuse = 503;
    stream = new Stream(
      { address: '/api/v3/accounts/me/stream', key: 'a.b.c' },
      { onEvent: () => undefined, onReset: () => undefined, onUnauthorized: () => unauthorized++, fetch: server.fetch },
    );
    await settle();
    expect(unauthorized).toBe(0);
    server.refuse = null;
    await vi.advanceTimersByTimeAsync(500);
    expect(server.last.headers['Authorization']).toBe('Bearer a.b.c');
    server.refuse = 401;
    server.last.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([unauthorized, server.connections.length]).toEqual([1, 1]);
  });

  it('does not hide a fault of the page', async () => {
    const faults: unknown[] = [];
    const caught = (fault: unknown) => faults.push(fault);
    process.on('unhandledRejection', caught);
    stream = new Stream(
      { topics: ['trades'] },
      {
        onEvent: () => {
          throw new TypeError('a fault of our own');
        },
        onReset: () => undefined,
        fetch: server.fetch,
      },
    );
    await settle();
    server.last.send(trade(1));
    await settle();
    vi.useRealTimers();
    await new Promise((done) => setTimeout(done, 10));
    process.off('unhandledRejection', caught);
    expect(String(faults[0])).toContain('a fault of our own');
  });
});
