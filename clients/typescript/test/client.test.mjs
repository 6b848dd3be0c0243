import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, BadRequest, Client, MarketNotFound, NotFound, PositionNotKept, TooManyRequests, Unavailable, UnexpectedAnswer, Unreachable } from "../dist/index.js";
import { EventParser, readEvent } from "../dist/events.js";
import { cursorOfLink } from "../dist/pages.js";
import { backoff, DEFAULT_RETRY, waitAfter } from "../dist/retry.js";
import { BASE, COUNTER, event, inTurn, listed, play, problem, stream, trade, tradeEvent } from "./played.mjs";

const FAST = { attempts: 4, firstWait: 0.001, longestWait: 5 };
const FAULT = { field: "interval", value: "7m", expected: "1m, 5m" };
const client = (played, options = {}) => new Client({ url: played.url, retry: FAST, ...options });

async function take(items, count) {
  const taken = [];
  for await (const item of items) {
    if (taken.push(item) === count) {
      break;
    }
  }
  return taken;
}

test("decimals and whole numbers are exact", async (t) => {
  const played = await play(t, () => ({ body: { items: [trade(1, { price: "0.12345678901234567890123", new_member: 1 })], next_cursor: null } }));
  const [read] = await client(played).trades(BASE, COUNTER).toArray();
  assert.equal(read.price.toString(), "0.12345678901234567890123");
  assert.equal(read.baseAmount.toString(), "922337203685.4775807");
  assert.equal(read.priceN, 9223372036854775807n);
  assert.equal(read.storedAt.toISOString(), "2026-03-01T12:00:01.123Z");
});

test("a member that may be null may be missing in an older server", async (t) => {
  const { base_account, counter_offer_id, liquidity_pool_fee_bp, base_account_directory, warnings, ...older } = trade(1);
  const played = await play(t, () => ({ body: { items: [older], next_cursor: null } }));
  const [read] = await client(played).trades(BASE, COUNTER).toArray();
  assert.deepEqual([read.baseAccount, read.counterOfferId, read.liquidityPoolFeeBp], [null, null, null]);
  assert.deepEqual([read.baseAccountDirectory, read.warnings], [undefined, undefined]);
});

test("each request carries the key where one is given", async (t) => {
  for (const [key, header] of [[undefined, undefined], ["sticker_x", "Bearer sticker_x"]]) {
    const played = await play(t, () => ({ body: { items: [], next_cursor: null } }));
    await client(played, key === undefined ? {} : { key }).trades(BASE, COUNTER).toArray();
    assert.equal(played.requests[0].headers.authorization, header);
  }
});

test("an answer of another service is no answer", async (t) => {
  for (const body of ["<html>", [], { items: [] }, { items: [{}], next_cursor: null }, { items: [trade(1, { price: "dear" })], next_cursor: null }]) {
    const played = await play(t, () => ({ body }));
    await assert.rejects(client(played).trades(BASE, COUNTER).toArray(), UnexpectedAnswer);
  }
});

test("the server's time is taken for now", async (t) => {
  const played = await play(t, listed);
  const reading = client(played);
  await reading.trades(BASE, COUNTER).toArray();
  assert.equal((await reading.serverTime()).toISOString().slice(0, 18), "2020-11-29T12:00:0");
});

test("a market is found by name", async (t) => {
  const found = { assets: [], markets: [{ base: BASE, counter: COUNTER, trade_count: 1 }] };
  const played = await play(t, inTurn({ body: found }, { body: { assets: [], markets: [] } }));
  assert.deepEqual(await client(played).findMarket("XLM/USDC"), { base: BASE, counter: COUNTER });
  await assert.rejects(client(played).findMarket("XLM/NOPE"), MarketNotFound);
  assert.deepEqual(await client(played).findMarket(`${BASE}/${COUNTER}`), { base: BASE, counter: COUNTER });
  assert.equal(played.requests.length, 2);
});

test("a wrong parameter is named with what was expected", async (t) => {
  const played = await play(t, () => problem(400, "Bad Request", "interval: …", [FAULT]));
  await assert.rejects(client(played).candles(BASE, COUNTER, "7m").toArray(), (fault) => {
    assert.ok(fault instanceof BadRequest);
    assert.deepEqual([fault.field, fault.value, fault.expected], ["interval", "7m", "1m, 5m"]);
    return true;
  });
  assert.equal(played.requests.length, 1);
});

test("a market that never traded is not found", async (t) => {
  const played = await play(t, () => problem(404, "Not Found", "expected a market that has traded"));
  await assert.rejects(client(played).market(BASE, COUNTER), (fault) => fault instanceof NotFound && fault.status === 404 && fault.field === null);
});

test("an error page of a proxy is an error too", async (t) => {
  const played = await play(t, () => ({ body: "<h1>Bad Gateway</h1>", status: 502, kind: "text/html" }));
  await assert.rejects(client(played).status(), (fault) => fault instanceof Unavailable && fault.detail === "<h1>Bad Gateway</h1>");
});

test("a fault of the ticker is not repeated", async (t) => {
  const played = await play(t, () => problem(500, "Server Error", "a fault"));
  await assert.rejects(client(played).status(), ApiError);
  assert.equal(played.requests.length, 1);
});

test("what is away for now is asked again", async (t) => {
  const busy = problem(429, "Too Many Requests", "…", [], { "Retry-After": "0" });
  const played = await play(t, inTurn(busy, problem(503, "Service Unavailable", "…"), { body: '{"items"', cut: true }, listed));
  const [first] = await client(played).trades(BASE, COUNTER).toArray(1);
  assert.equal(first.pagingToken, "1-0");
});

test("all attempts are bounded", async (t) => {
  const played = await play(t, () => problem(503, "Service Unavailable", "away"));
  await assert.rejects(client(played).status(), Unavailable);
  assert.equal(played.requests.length, 4);
});

test("an hour of Retry-After is left to the caller", async (t) => {
  const played = await play(t, () => problem(429, "Too Many Requests", "…", [], { "Retry-After": "3600" }));
  await assert.rejects(client(played).status(), (fault) => fault instanceof TooManyRequests && fault.retryAfter === 3600);
  assert.equal(played.requests.length, 1);
});

test("a date to ask again is compared with the server's clock", async (t) => {
  const played = await play(t, () => problem(503, "Service Unavailable", "…", [], { "Retry-After": "Sun, 29 Nov 2020 12:00:30 GMT" }));
  await assert.rejects(client(played).status(), (fault) => fault.retryAfter === 30);
});

test("no wait is shorter than Retry-After", () => {
  for (let failures = 1; failures < 6; failures++) {
    assert.ok(waitAfter(DEFAULT_RETRY, failures, 7) >= 7);
  }
  assert.equal(waitAfter(DEFAULT_RETRY, 6, null), null);
  const waits = Array.from({ length: 50 }, () => backoff(DEFAULT_RETRY, 3));
  assert.ok(new Set(waits).size > 40);
  assert.ok(waits.every((wait) => wait >= 1 && wait <= 2));
});

test("nothing that listens is unreachable", async () => {
  await assert.rejects(new Client({ url: "http://127.0.0.1:9", retry: FAST }).status(), Unreachable);
});

test("a slow answer is given up", async (t) => {
  const played = await play(t, () => ({ never: true }));
  await assert.rejects(client(played, { timeout: 0.1, retry: { attempts: 1 } }).status(), /within 0.1 s/);
});

test("all pages are read once", async (t) => {
  const played = await play(t, listed);
  const trades = await client(played).trades(BASE, COUNTER, { order: "asc", from: new Date(5) }).toArray();
  assert.deepEqual(trades.map((one) => one.pagingToken), ["1-0", "2-0", "3-0", "4-0", "5-0", "6-0"]);
  assert.deepEqual(played.requests.map((one) => one.parameters.cursor), [undefined, "2-0", "4-0"]);
  assert.ok(played.requests.every((one) => one.parameters.order === "asc" && one.parameters.from === "1970-01-01T00:00:00.005Z"));
});

test("a proxy may drop the link", async (t) => {
  const played = await play(t, (asked) => ({ ...listed(asked), headers: {} }));
  assert.equal((await client(played).trades(BASE, COUNTER).toArray()).length, 6);
});

test("reading goes on behind a cursor", async (t) => {
  const played = await play(t, listed);
  const [first] = await client(played).trades(BASE, COUNTER, { cursor: "4-0" }).toArray(1);
  assert.equal(first.pagingToken, "5-0");
});

test("the cursor of a link", () => {
  assert.equal(cursorOfLink('<?x=1>; rel="prev", <?base=native&cursor=a%2Bb>; rel="next"'), "a+b");
  assert.equal(cursorOfLink(null), null);
  assert.equal(cursorOfLink('<?x=1>; rel="next"'), null);
});

test("a broken stream goes on behind the last whole event", async (t) => {
  const begin = event("position", "0.0.0.0.0", { position: "0.0.0.0.0" });
  const played = await play(
    t,
    inTurn(
      stream(begin, tradeEvent(1), tradeEvent(2), tradeEvent(3).slice(0, -1)),
      problem(503, "Service Unavailable", "away"),
      { body: "retry: 1\n: away\n\n", kind: "text/event-stream" },
      stream(tradeEvent(3), tradeEvent(4)),
    ),
  );
  const events = await take(client(played).stream(["trades"]), 5);
  assert.deepEqual(events.map((one) => one.position), [0, 1, 2, 3, 4].map((number) => `${number}.0.0.0.0`));
  assert.deepEqual(played.requests.slice(0, 4).map((one) => one.headers["last-event-id"]), [undefined, "2.0.0.0.0", "2.0.0.0.0", "2.0.0.0.0"]);
});

test("a refusal ends the stream", async (t) => {
  const played = await play(t, () => problem(400, "Bad Request", "topics: …", [FAULT]));
  await assert.rejects(take(client(played).stream(["x"]), 1), BadRequest);
});

test("a lost connection is an error when asked for", async () => {
  await assert.rejects(take(new Client({ url: "http://127.0.0.1:9", retry: FAST }).stream(["trades"], { giveUpAfter: 0.05 }), 1), Unreachable);
});

test("a signal ends the stream", async (t) => {
  const played = await play(t, () => ({ ...stream(tradeEvent(1)), cut: true }));
  const ending = new AbortController();
  const seen = [];
  for await (const one of client(played).stream(["trades"], { signal: ending.signal })) {
    seen.push(one);
    ending.abort();
  }
  assert.equal(seen.length, 1);
});

test("an event that cannot be read is no lost connection", async (t) => {
  const played = await play(t, () => stream(event("trade", "7.0.0.0.0", { paging_token: "7-0" }), tradeEvent(8)));
  await assert.rejects(take(client(played).stream(["trades"]), 1), UnexpectedAnswer);
});

test("events of later versions are passed over", async (t) => {
  const played = await play(t, () => stream(event("novel", "7.0.0.0.0", {}), tradeEvent(8)));
  const [first] = await take(client(played).stream(["trades"]), 1);
  assert.equal(first.position, "8.0.0.0.0");
});

test("after a reset the trades since are read from the list once", async (t) => {
  const reset = event("reset", null, { detail: "no longer kept" });
  const played = await play(t, (asked) => {
    if (asked.path.endsWith("/trades")) {
      return listed(asked);
    }
    return asked.headers["last-event-id"] === "2.0.0.0.0"
      ? stream(reset, event("position", "5.0.0.0.0", { position: "5.0.0.0.0" }), tradeEvent(6), tradeEvent(7))
      : stream(tradeEvent(1), tradeEvent(2));
  });
  const trades = await take(client(played).followTrades(BASE, COUNTER), 7);
  assert.deepEqual(trades.map((one) => one.pagingToken), [1, 2, 3, 4, 5, 6, 7].map((number) => `${number}-0`));
});

test("a position that is not kept is an error for who has read nothing", async (t) => {
  const played = await play(t, () => stream(event("reset", null, { detail: "no longer kept" })));
  await assert.rejects(take(client(played).followTrades(BASE, COUNTER, { after: "1.0.0.0.0" }), 1), PositionNotKept);
});

test("events are the same however the bytes are cut", () => {
  const text = '\ufeff: comment\r\nid: 1.0.0.0.0\revent: reset\ndata: {"detail":\ndata: "é"}\r\n\r\nevent: overflow\ndata:{"detail": ""}\n\nid: 9\n';
  const bytes = new TextEncoder().encode(text);
  for (let size = 1; size <= bytes.length; size++) {
    const parser = new EventParser(null, readEvent);
    const found = [];
    for (let begin = 0; begin < bytes.length; begin += size) {
      found.push(...parser.feed(bytes.slice(begin, begin + size)));
    }
    assert.deepEqual(found.map((one) => [one.kind, one.position, one.data.detail]), [["reset", "1.0.0.0.0", "é"], ["overflow", "1.0.0.0.0", ""]]);
  }
});
