import assert from "node:assert/strict";
import { test } from "node:test";
import { Decimal } from "../dist/index.js";

const of = (text) => Decimal.of(text);

test("sums, differences and products are exact", () => {
  assert.equal(`${of("0.1").plus("0.2")}`, "0.3");
  assert.equal(`${of("922337203685.4775807").plus("0.0000001")}`, "922337203685.4775808");
  assert.equal(`${of("1").minus("1.0000001")}`, "-0.0000001");
  assert.equal(`${of("-0.05").times("20")}`, "-1");
  assert.equal(`${of("0.0000000123").negated()}`, "-0.0000000123");
});

test("quotients are rounded half-even", () => {
  assert.equal(`${of("1").dividedBy("3")}`, "0.33333333333333333333");
  assert.equal(`${of("2").dividedBy("3", 3)}`, "0.667");
  assert.equal(`${of("12345").dividedBy("1", 4)}`, "12340");
  assert.equal(`${of("12355").dividedBy("1", 4)}`, "12360");
  assert.equal(`${of("12345.1").dividedBy("1", 4)}`, "12350");
  assert.equal(`${of("-1").dividedBy("8")}`, "-0.125");
  assert.equal(`${of("0").dividedBy("7")}`, "0");
  assert.equal(`${of("9223372036854775807").dividedBy("3")}`, "3074457345618258602.3");
  assert.throws(() => of("1").dividedBy("0"), RangeError);
});

test("comparisons are exact, and never by way of a number", () => {
  assert.equal(of("1.10").compare("1.1"), 0);
  assert.equal(of("-2").compare("1"), -1);
  assert.ok(of("100000000000000000000.0000001").compare("100000000000000000000") > 0);
  assert.throws(() => of("1") < of("2"), TypeError);
});

test("forms of numbers are read; others are refused", () => {
  assert.equal(`${of(1e-9)}`, "0.000000001");
  assert.equal(`${of("1.5e3")}`, "1500");
  assert.equal(`${of(12n)}`, "12");
  assert.equal(JSON.stringify({ price: of("1.5") }), '{"price":"1.5"}');
  assert.equal(of("0.25").toNumber(), 0.25);
  for (const text of ["", ".", "dear", "1,5", "NaN", "0x10", "1e99999"]) {
    assert.throws(() => of(text), RangeError, text);
  }
});
