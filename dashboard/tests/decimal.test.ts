import { expect, it } from 'vitest';
import { inverse, product, ratio, sum } from '../src/numbers/decimal';

it('turns a price with 20 significant digits, as the API does', () => {
  expect(inverse('3')).toBe('0.33333333333333333333');
  expect(inverse('0.0000000123')).toBe('81300813.008130081301');
  expect(inverse('278241.651')).toBe('0.0000035939982256646399787');
  expect(inverse('0.5')).toBe('2');
  expect(inverse('0')).toBeNull();
  expect(inverse(null)).toBeNull();
});

it('sums without a rest', () => {
  expect(sum(['0.1', '0.2', '922337203685.4775807'])).toBe('922337203685.7775807');
  expect(sum([])).toBe('0');
  expect(product('0.0000001', '3')).toBe('0.0000003');
});

it('divides very small by very large numbers', () => {
  expect(ratio('0.0000001', '3000000')).toBe('0.000000000000033333333333333333333');
  expect(ratio('1', '0')).toBeNull();
});
