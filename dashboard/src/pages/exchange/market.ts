import { createSignal, onCleanup, type Accessor } from 'solid-js';
import { call, getJson, type ApiError } from '../../api/client';
import { EXCHANGE, type ExchangeDepth, type ExchangeTrade } from '../../api/exchange';
import { followStream, type StreamEvent, type StreamPhase } from '../../api/stream';
import { polled } from '../../state/polled';
import { withLevel, withTrades, type LevelChange } from './book';

export const LEVELS = 50;
const TRADES = 30;
/** The stream brings what changes; a reading now and then costs little, and mends what a fault might have spoilt. */
const PERIOD = 30_000;

export interface Market {
  depth: Accessor<ExchangeDepth | undefined>;
  trades: Accessor<ExchangeTrade[]>;
  fault: Accessor<ApiError | null>;
  phase: Accessor<StreamPhase>;
  retry: () => void;
}

/** Follows the book and the trades of an instrument as long as its component is shown. */
export function follow(instrument: string): Market {
  const [depth, setDepth] = createSignal<ExchangeDepth | undefined>();
  const [trades, setTrades] = createSignal<ExchangeTrade[]>([]);
  const [phase, setPhase] = createSignal<StreamPhase>('connecting');
  const read = polled(
    () => instrument,
    async (_, signal) => {
      const [book, newest] = await Promise.all([
        getJson<ExchangeDepth>(call(`${EXCHANGE}/depth`, { instrument, limit: LEVELS }), signal),
        getJson<{ items: ExchangeTrade[] }>(call(`${EXCHANGE}/trades`, { instrument, limit: TRADES }), signal),
      ]);
      setDepth(book);
      setTrades(withTrades(trades(), newest.items));
    },
    PERIOD,
  );
  const take = ({ name, data }: StreamEvent): void => {
    if (name === 'trade') setTrades(withTrades(trades(), [data as ExchangeTrade]));
    else if (name === 'depth') {
      const book = depth();
      if (book) setDepth(withLevel(book, data as LevelChange));
    }
  };
  const stream = followStream(
    { address: call(`${EXCHANGE}/stream`, { topics: 'trades,depth', instrument }) },
    { onEvent: take, onOpen: read.refresh, onReset: read.refresh, onPhase: setPhase },
  );
  onCleanup(() => stream.close());
  return { depth, trades, fault: read.fault, phase, retry: read.refresh };
}
