import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { createSignal } from 'solid-js';
import { learnServerTime } from '../state/clock';
import { call } from './client';

export type Topic = 'trades' | 'corrections' | 'markets' | `candles:${string}`;

export interface StreamRequest {
  topics: Topic[];
  base?: string;
  counter?: string;
  /** A position to go on behind; without, logs begin now and states with the newest ones. */
  after?: string | null;
}

/** A stream of another address, and who asks for it. */
export interface StreamAddress {
  address: string;
  key?: string;
  after?: string | null;
}

export interface StreamEvent {
  name: string;
  data: unknown;
}

export type StreamPhase = 'connecting' | 'live' | 'reconnecting' | 'paused';

/** The server sends something every 15 seconds. A connection that is silent for longer than twice that is dead. */
const SILENCE_LIMIT = 35_000;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 8_000;

const [phase, setPhase] = createSignal<StreamPhase>('connecting');

/** The state of the page's stream. */
export { phase };

export interface StreamOptions {
  onEvent: (event: StreamEvent) => void;
  /** The position is no longer kept: what was logged since is lost to this client, and is to be read anew. */
  onReset: (data: unknown) => void;
  /** The server does not accept who asks; the stream is closed. */
  onUnauthorized?: () => void;
  /** A connection stands, for the first time or again. */
  onOpen?: () => void;
  onPhase?: (phase: StreamPhase) => void;
  fetch?: typeof fetch;
}

/**
 * Follows the API's server-sent events until it is closed. After a break it goes on behind the last event, so that nothing
 * is missed and nothing comes twice. Not an EventSource: that cannot see the comments that prove a quiet connection alive,
 * and gives up for ever at some answers.
 */
export class Stream {
  readonly #address: string;
  readonly #key: string | undefined;
  readonly #options: StreamOptions;
  #position: string | null = null;
  #delay = FIRST_DELAY;
  #connection: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(request: StreamRequest | StreamAddress, options: StreamOptions) {
    this.#address = 'address' in request ? request.address : addressOf(request);
    this.#key = 'address' in request ? request.key : undefined;
    this.#options = options;
    this.#position = request.after ?? null;
    void this.#connect();
  }

  /** The position behind the last event, or null before the first. */
  get position(): string | null {
    return this.#position;
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  /** Ends the connection for as long as nobody looks; a browser has few connections, and other tabs need them. */
  pause(): void {
    if (this.#closed) return;
    this.#stop();
    this.#report('paused');
  }

  resume(): void {
    if (this.#closed || this.#connection || this.#timer !== undefined) return;
    void this.#connect();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#connection?.abort();
    this.#connection = null;
  }

  #report(phase: StreamPhase): void {
    this.#options.onPhase?.(phase);
  }

  async #connect(): Promise<void> {
    const connection = new AbortController();
    this.#connection = connection;
    this.#report(this.#position === null ? 'connecting' : 'reconnecting');
    await this.#read(connection);
    if (this.#connection !== connection) return; // closed or paused meanwhile
    connection.abort();
    this.#connection = null;
    this.#report('reconnecting');
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#connect();
    }, this.#delay);
    this.#delay = Math.min(LONGEST_DELAY, this.#delay * 2);
  }

  /** Reads until the connection ends, for whatever reason. */
  async #read(connection: AbortController): Promise<void> {
    let silence = setTimeout(() => connection.abort(), SILENCE_LIMIT);
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (this.#position !== null) headers['Last-Event-ID'] = this.#position;
      if (this.#key !== undefined) headers['Authorization'] = `Bearer ${this.#key}`;
      const request = { headers, signal: connection.signal, cache: 'no-store' } as const;
      const answer = await (this.#options.fetch ?? fetch)(this.#address, request).catch(unreachable);
      if (!answer) return;
      learnServerTime(answer.headers.get('Date'));
      if (answer.status === 401 && this.#connection === connection) {
        this.close();
        this.#options.onUnauthorized?.();
      }
      if (!answer.ok || !answer.body) return;
      const parser = createParser({ onEvent: this.#taker(connection) });
      const text = new TextDecoder();
      const reader = answer.body.getReader();
      for (;;) {
        const piece = await reader.read().catch(unreachable);
        if (!piece || piece.done) return;
        clearTimeout(silence);
        silence = setTimeout(() => connection.abort(), SILENCE_LIMIT);
        parser.feed(text.decode(piece.value, { stream: true }));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  /** Returns what takes the events of a connection, until it is replaced. */
  #taker(connection: AbortController): (message: EventSourceMessage) => void {
    let opened = false;
    return (message) => {
      if (this.#connection !== connection) return;
      // Only an event proves that the API answers: where it is away, nginx sends a stream without events in its place.
      if (!opened) {
        opened = true;
        this.#delay = FIRST_DELAY;
        this.#report('live');
        this.#options.onOpen?.();
      }
      if (message.id) this.#position = message.id;
      if (message.event === 'reset') this.#options.onReset(JSON.parse(message.data));
      else if (message.event !== 'position' && message.event !== 'overflow') {
        this.#options.onEvent({ name: message.event ?? 'message', data: JSON.parse(message.data) });
      }
    };
  }
}

function addressOf({ topics, base, counter }: StreamRequest): string {
  return call('/api/v1/stream', { topics: topics.join(','), base, counter });
}

/** A connection that fails or is ended gives nothing; the next one follows. */
function unreachable(): null {
  return null;
}

const HIDDEN_LIMIT = 30_000;

/**
 * Follows the stream of the page that is shown: `phase` reports it, unless the options do, and it pauses while the page is
 * hidden.
 */
export function followStream(
  request: StreamRequest | StreamAddress,
  options: StreamOptions,
): { position: () => string | null; close: () => void } {
  const stream = new Stream(request, { onPhase: setPhase, ...options });
  let hidden: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(() => stream.pause(), HIDDEN_LIMIT);
    else stream.resume();
  };
  document.addEventListener('visibilitychange', look);
  return {
    position: () => stream.position,
    close: () => {
      clearTimeout(hidden);
      document.removeEventListener('visibilitychange', look);
      stream.close();
    },
  };
}
