import type { Level } from '../api/types';
import { sum, type Decimal } from './decimal';

/** A level of a book with the sum of all amounts up to it. */
export interface Step {
  price: Decimal;
  amount: Decimal;
  total: Decimal;
  /** Where the level stands in the answer. */
  index: number;
}

/** Returns the best levels of a side, with their sums. */
export function steps(levels: readonly Level[], count = levels.length): Step[] {
  let total: Decimal = '0';
  return levels.slice(0, count).map(([price, amount], index) => {
    total = sum([total, amount]);
    return { price, amount, total, index };
  });
}
