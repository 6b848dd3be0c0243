import { UnexpectedAnswer } from "./errors.js";
import {
  type CandleState,
  type Correction,
  type MarketState,
  type Notice,
  type Position,
  readCandleState,
  readCorrection,
  readMarketState,
  readNotice,
  readPosition,
  readTrade,
  type Trade,
} from "./models.js";
import { members } from "./read.js";

interface Kinds {
  readonly trade: Trade;
  readonly correction: Correction;
  readonly market: MarketState;
  readonly candle: CandleState;
  readonly position: Position;
  readonly reset: Notice;
  readonly overflow: Notice;
}

/** An event of the stream; position is what to go on from: all up to this event was received. */
export type StreamEvent = { [Kind in keyof Kinds]: { readonly kind: Kind; readonly position: string | null; readonly data: Kinds[Kind] } }[keyof Kinds];

const READERS: { readonly [Kind in keyof Kinds]: (value: unknown) => Kinds[Kind] } = {
  trade: readTrade,
  correction: readCorrection,
  market: readMarketState,
  candle: readCandleState,
  position: readPosition,
  reset: readNotice,
  overflow: readNotice,
};

export function readEvent(kind: string, position: string | null, data: string): StreamEvent | null {
  // A kind of a later version.
  if (!Object.hasOwn(READERS, kind)) {
    return null;
  }
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (fault) {
    throw new UnexpectedAnswer(`the stream's event ${kind} cannot be read`, { cause: fault });
  }
  const read = READERS[kind as keyof Kinds](value);
  return { kind, position, data: read } as StreamEvent;
}

/** A message of a subscription by stream; id is what to go on from: all up to this message was received. */
export interface Message {
  readonly id: string;
  /** That of the subscription, or test. */
  readonly type: string;
  /** What a webhook's body is. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export function readMessage(type: string, id: string | null, data: string): Message {
  let payload: unknown;
  try {
    payload = JSON.parse(data);
  } catch (fault) {
    throw new UnexpectedAnswer(`the stream's message ${type} cannot be read`, { cause: fault });
  }
  if (id === null) {
    throw new UnexpectedAnswer(`expected messages with an id, found ${data.slice(0, 100)}`);
  }
  return { id, type, payload: members(payload, "payload") };
}

/** Makes an event of its kind, the position and the data; null leaves it out. */
export type Reader<E> = (kind: string, position: string | null, data: string) => E | null;

/** Splits one connection's bytes into events, as the HTML standard says. What is not ended by an empty line is dropped. */
export class EventParser<E> {
  /** Seconds that the server wants to pass before the next connection. */
  retry: number | null = null;
  readonly #decoder = new TextDecoder();
  #rest = "";
  #kind = "";
  #id: string | null = null;
  #data: string[] = [];

  constructor(
    public position: string | null,
    private readonly read: Reader<E>,
  ) {}

  feed(chunk: Uint8Array): E[] {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    // A carriage return at the end may be half of a line's end.
    const cut = text.endsWith("\r") ? text.length - 1 : text.length;
    const lines = text.slice(0, cut).split(/\r\n|\r|\n/);
    this.#rest = (lines.pop() ?? "") + text.slice(cut);
    const events: E[] = [];
    for (const line of lines) {
      const event = this.#line(line);
      if (event) {
        events.push(event);
      }
    }
    return events;
  }

  #line(line: string): E | null {
    if (!line) {
      return this.#end();
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") {
      this.#data.push(value);
    } else if (name === "event") {
      this.#kind = value;
    } else if (name === "id" && !value.includes("\0")) {
      this.#id = value;
    } else if (name === "retry" && /^\d+$/.test(value)) {
      this.retry = Number(value) / 1000;
    }
    return null;
  }

  #end(): E | null {
    const [kind, data] = [this.#kind, this.#data];
    this.position = this.#id ?? this.position;
    this.#kind = "";
    this.#id = null;
    this.#data = [];
    return data.length ? this.read(kind, this.position, data.join("\n")) : null;
  }
}
