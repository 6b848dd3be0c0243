import { describe, expect, it } from 'vitest';
import { formatsOf, NONE, priceDecimals } from '../src/numbers/format';

const en = formatsOf('en-US');
const de = formatsOf('de-DE');

describe('prices', () => {
  it('have enough digits, however small, and never an exponent', () => {
    expect(en.price('0.0000000123')).toBe('0.00000001230');
    expect(en.price('0.000000012345678')).toBe('0.00000001235');
    expect(en.price('0.32500729641380448991')).toBe('0.325007');
    expect(en.price('1.1332983')).toBe('1.13330');
    expect(en.price('278241.651')).toBe('278,241.65');
    expect(en.price('123456789012345678.123456789')).toBe('123,456,789,012,345,678.12');
    expect(en.price('0.0000000000000012')).toBe('0.000000000000001200');
    expect(en.price('0.00000000000000000000000012')).not.toContain('e');
  });

  it('are in the locale of the reader', () => {
    expect(de.price('278241.651')).toBe('278.241,65');
    expect(formatsOf('ar-EG').price('1.5')).toBe('١٫٥٠٠٠٠');
    expect(formatsOf('en-IN').price('1234567.5')).toBe('12,34,567.50');
  });

  it('stand below each other with as many decimals', () => {
    const aligned = en.priceWith(priceDecimals('0.0325'));
    expect([aligned('0.0325'), aligned('0.0325001'), aligned('0.1')]).toEqual(['0.0325000', '0.0325001', '0.1000000']);
  });

  it('are a dash where there is none', () => {
    expect(en.price(null)).toBe(NONE);
    expect(en.usd(null)).toBe(NONE);
    expect(en.change(null)).toBe(NONE);
    expect(en.change(Number.NaN)).toBe(NONE);
  });
});

describe('amounts', () => {
  it('are shortened from a million on', () => {
    expect(en.amount('1309999.4281536')).toBe('1.310M');
    expect(en.amount('81751066072.5967841')).toBe('81.75B');
    expect(en.amount('922337203685.4775807')).toBe('922.3B');
  });

  it('keep four digits when they are small', () => {
    expect(en.amount('0.0000001')).toBe('0.0000001');
    expect(en.amount('0.6736176')).toBe('0.6736');
    expect(en.amount('22.4970643')).toBe('22.50');
    expect(en.amount('25957.1180262')).toBe('25,957');
    expect(en.amount('0')).toBe('0');
  });

  it('in dollars have their sign', () => {
    expect(en.usd('425709.34776084844971')).toBe('$425,709');
    expect(en.usd('12.5')).toBe('$12.50');
    expect(en.usd('0.00012345')).toBe('$0.0001235');
    expect(en.usd('0')).toBe('$0');
    expect(de.usd('425709.3')).toBe('425.709\u00a0$');
  });
});

describe('changes', () => {
  it('have a sign unless they are zero', () => {
    expect(en.change(0.0243)).toBe('+2.43%');
    expect(en.change(-0.0243)).toBe('-2.43%');
    expect(en.change(0)).toBe('0.00%');
    expect(en.change(12.5)).toBe('+1,250%');
  });
});
