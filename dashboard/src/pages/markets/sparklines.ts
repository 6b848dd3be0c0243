import { Batches } from '../../api/batches';
import { query } from '../../api/client';
import { serverNow } from '../../state/clock';

export type Point = readonly [time: number, close: number];

const DAYS_7 = 7 * 24 * 3600_000;

/** Closes of seven days, a point every four hours, by the markets' keys. GraphQL takes five lists a query. */
export const sparklines = new Batches<readonly Point[]>({ size: 5, fresh: 10 * 60_000, kept: 600, read });

async function read(markets: string[]): Promise<Point[][]> {
  const from = Math.floor((serverNow() - DAYS_7) / 3600_000) * 3600_000;
  const fields = markets.map((market, at) => {
    const [base, counter] = market.split('/');
    return `m${at}: candles(base: ${JSON.stringify(base)}, counter: ${JSON.stringify(counter)}, interval: "4h", from: "${from}", limit: 50) { openTime close }`;
  });
  const answer = await query<Record<string, { openTime: string; close: string | null }[]>>(`{ ${fields.join(' ')} }`);
  return markets.map((_, at) => pointsOf(answer[`m${at}`] ?? []));
}

export function pointsOf(candles: { openTime: string; close: string | null }[]): Point[] {
  return candles.flatMap(({ openTime, close }) => (close === null ? [] : [[Date.parse(openTime), Number(close)] as const]));
}

/** Returns an SVG path of the points over the seven days before a time, or null when there are too few. */
export function pathOf(points: readonly Point[], until: number, width: number, height: number): string | null {
  if (points.length < 2) return null;
  const closes = points.map(([, close]) => close);
  const low = Math.min(...closes);
  const range = Math.max(...closes) - low;
  const from = until - DAYS_7;
  return points
    .map(([time, close], at) => {
      const x = Math.max(0, Math.min(1, (time - from) / DAYS_7)) * width;
      const y = range === 0 ? height / 2 : height - ((close - low) / range) * height;
      return `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
