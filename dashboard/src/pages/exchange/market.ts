import { createSignal, onCleanup, type Accessor } from 'solid-js';
import { call, getJson, type ApiError } from '../../api/client';
import { EXCHANGE, type ExchangeBook, type ExchangeTrade, type LevelChange } from '../../api/exchange';
import { followStream, type StreamEvent, type StreamPhase } from '../../api/stream';
import { polled } from '../../state/polled';
import { withLevel, withTrades } from './book';

const TRADES = 30;
const PERIOD = 60_000;
/** Books change by the hundred a second, and nobody reads that fast. */
const SHOW_EVERY = 100;

export interface Market {
  book: Accessor<ExchangeBook | undefined>;
  trades: Accessor<ExchangeTrade[]>;
  fault: Accessor<ApiError | null>;
  phase: Accessor<StreamPhase>;
  retry: () => void;
}

/** Follows the book and the trades of an instrument as long as its component is shown. */
export function follow(instrument: string): Market {
  const [book, setBook] = createSignal<ExchangeBook | undefined>();
  const [trades, setTrades] = createSignal<ExchangeTrade[]>([]);
  const [phase, setPhase] = createSignal<StreamPhase>('connecting');
  let events: StreamEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = polled(
    () => instrument,
    async (_, signal) => {
      const answer = await getJson<{ items: ExchangeTrade[] }>(call(`${EXCHANGE}/trades`, { instrument, limit: TRADES }), signal);
      setTrades(withTrades(trades(), answer.items));
    },
    PERIOD,
  );
  const show = (): void => {
    timer = undefined;
    const fresh = events;
    events = [];
    const traded = fresh.filter(({ name }) => name === 'trade').map(({ data }) => data as ExchangeTrade);
    if (traded.length > 0) setTrades(withTrades(trades(), traded));
    setBook(fresh.reduce(changed, book()));
  };
  const stream = followStream(
    { address: call(`${EXCHANGE}/stream`, { topics: 'trades,depth', instrument }) },
    {
      onEvent: (event) => {
        events.push(event);
        timer ??= setTimeout(show, SHOW_EVERY);
      },
      onOpen: read.refresh,
      onReset: read.refresh,
      onPhase: setPhase,
    },
  );
  onCleanup(() => {
    clearTimeout(timer);
    stream.close();
  });
  return { book, trades, fault: read.fault, phase, retry: read.refresh };
}

function changed(book: ExchangeBook | undefined, { name, data }: StreamEvent): ExchangeBook | undefined {
  if (name === 'book') return data as ExchangeBook;
  return book && name === 'level' ? withLevel(book, data as LevelChange) : book;
}
