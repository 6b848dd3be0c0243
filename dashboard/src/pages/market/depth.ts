import type { Decimal } from '../../numbers/decimal';
import type { Step } from '../../numbers/steps';

export interface DepthShape {
  bids: string;
  asks: string;
  low: number;
  high: number;
  most: number;
}

/**
 * Returns the areas of both sides over price, as SVG paths in a box, or null when the book is empty. The middle of the box
 * is between the best prices; both sides show the same range of prices.
 */
export function shape(bids: readonly Step[], asks: readonly Step[], width: number, height: number): DepthShape | null {
  const bid = bids[0] && Number(bids[0].price);
  const ask = asks[0] && Number(asks[0].price);
  if (bid === undefined && ask === undefined) return null;
  const middle = bid !== undefined && ask !== undefined ? (bid + ask) / 2 : (bid ?? (ask as number));
  const reach = range(bids, asks, middle);
  const [low, high] = [middle - reach, middle + reach];
  const within = (side: readonly Step[]): Step[] => side.filter(({ price }) => Number(price) >= low && Number(price) <= high);
  const [near, far] = [within(bids), within(asks)];
  const most = Math.max(Number(near.at(-1)?.total ?? 0), Number(far.at(-1)?.total ?? 0));
  const x = (price: number): string => (((price - low) / (high - low)) * width).toFixed(1);
  const y = (total: number): string => (height - (most === 0 ? 0 : (total / most) * height)).toFixed(1);
  const area = (side: readonly Step[], edge: number): string => {
    const first = side[0];
    if (!first) return '';
    let path = `M${x(Number(first.price))} ${height}`;
    for (const step of side) path += `H${x(Number(step.price))}V${y(Number(step.total))}`;
    return `${path}H${x(edge)}V${height}Z`;
  };
  return { bids: area(near, low), asks: area(far, high), low, high, most };
}

/** Returns how far from the middle is shown: to the farthest level of the nearer side, at most 5 %, at least 0.1 %. */
function range(bids: readonly Step[], asks: readonly Step[], middle: number): number {
  const reaches = [bids, asks].flatMap((side) => {
    const last = side.at(-1);
    return last ? [Math.abs(Number(last.price) - middle)] : [];
  });
  return Math.max(middle * 0.001, Math.min(middle * 0.05, Math.max(...reaches)));
}

/** Returns three sizes for the cost of trading: about a thousandth, a hundredth and a tenth of a day's volume. */
export function sizesFor(volume: Decimal): string[] {
  const value = Number(volume);
  if (!(value > 0)) return ['1', '10', '100'];
  const power = Math.max(-6, Math.floor(Math.log10(value / 1000)));
  return [power, power + 1, power + 2].map((exponent) => (exponent >= 0 ? `1${'0'.repeat(exponent)}` : `0.${'0'.repeat(-exponent - 1)}1`));
}
