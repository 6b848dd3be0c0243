import type { CandlestickData, HistogramData, LineData, UTCTimestamp, WhitespaceData } from 'lightweight-charts';
import type { Candle } from '../../api/types';

/** The loaded candles of a market, by their open times. */
export class Candles {
  readonly #byTime = new Map<number, Candle>();
  #times: number[] | null = [];

  /** Takes candles in place of those of the same times; an older revision replaces no newer one. */
  take(candles: readonly Candle[]): void {
    for (const candle of candles) {
      const time = Date.parse(candle.open_time) / 1000;
      const known = this.#byTime.get(time);
      if (!known) this.#times = null;
      if (!known || candle.revision >= known.revision) this.#byTime.set(time, candle);
    }
  }

  /** Takes what a range of time holds now: candles that are no longer there go. */
  replace(from: number, candles: readonly Candle[]): void {
    for (const time of this.#byTime.keys()) if (time >= from) this.#byTime.delete(time);
    this.#times = null;
    this.take(candles);
  }

  get size(): number {
    return this.#byTime.size;
  }

  at(time: number): Candle | undefined {
    return this.#byTime.get(time);
  }

  /** Open times in seconds, ascending. */
  times(): readonly number[] {
    this.#times ??= [...this.#byTime.keys()].sort((a, b) => a - b);
    return this.#times;
  }

  list(): Candle[] {
    return this.times().map((time) => this.#byTime.get(time) as Candle);
  }

  last(): Candle | undefined {
    const time = this.times().at(-1);
    return time === undefined ? undefined : this.#byTime.get(time);
  }
}

/** The bar of a candle; one of nothing but dust has no price. */
export function bar(candle: Candle): CandlestickData<UTCTimestamp> | WhitespaceData<UTCTimestamp> {
  const time = timeOf(candle);
  if (candle.open === null || candle.high === null || candle.low === null || candle.close === null) return { time };
  return { time, open: Number(candle.open), high: Number(candle.high), low: Number(candle.low), close: Number(candle.close) };
}

export function volumeBar(candle: Candle, colours: { up: string; down: string }): HistogramData<UTCTimestamp> {
  const rose = Number(candle.close ?? 0) >= Number(candle.open ?? 0);
  return { time: timeOf(candle), value: Number(candle.base_volume), color: rose ? colours.up : colours.down };
}

export function vwapPoint(candle: Candle): LineData<UTCTimestamp> | WhitespaceData<UTCTimestamp> {
  // The VWAP of dust is no price: an amount of one stroop rounds it to anything.
  const usable = candle.vwap !== null && candle.close !== null;
  return usable ? { time: timeOf(candle), value: Number(candle.vwap) } : { time: timeOf(candle) };
}

export function timeOf(candle: Candle): UTCTimestamp {
  return (Date.parse(candle.open_time) / 1000) as UTCTimestamp;
}
