import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, Client, TooManyRequests, Unavailable, UnexpectedAnswer } from "../dist/index.js";
import { BASE, COUNTER, event, inTurn, play, problem, stream } from "./played.mjs";

const FAST = { attempts: 4, firstWait: 0.001, longestWait: 5 };
const LATER = "2026-12-01T00:00:00Z";
const NOON = "2026-11-30T12:00:00Z";
const KEY = {
  id: 7, account_id: 1, name: "bot", prefix: "sticker_a1B2c3", scopes: ["read", "subscribe"], quota_per_minute: 600, created_at: NOON,
  expires_at: null, revoked_at: null, last_used_at: null, replaced_by: null,
};
const SUBSCRIPTION = {
  id: 3, name: "large", type: "trade", filter: { base: BASE, counter: COUNTER, minimum_base_amount: "100" },
  delivery: { type: "webhook", url: "https://example.com/hook", ordered: true }, active: false, paused_at: NOON,
  pause_reason: "it floods us", created_at: NOON, changed_at: NOON, ends_at: null, previous_secret_until: null,
  dropped: "9007199254740993", dropped_at: NOON,
  endpoint: { received_at: null, failing_since: NOON, problem: "answered 500", disabled_at: null },
};
const MESSAGE = {
  id: "17", webhook_id: "msg_3_trade-1", type: "trade", state: "dead", happened_at: NOON, created_at: NOON, finished_at: LATER, next_at: null,
  payload: { type: "trade", data: { price: "0.1" } },
};
const ATTEMPT = { attempt: 1, attempted_at: NOON, millis: 40, status: null, problem: "no answer within 15 seconds" };
const LOGGED = {
  position: 5, happened_at: NOON, type: "trades_stored", markets: [{ base: BASE, counter: COUNTER }], first_trade: "1-0", last_trade: "2-0", detail: "",
};
const listed = (...items) => ({ items, next_cursor: null });
const ANSWERS = {
  "GET /accounts/me": { body: { id: 1, name: "alice", stellar_account: null, created_at: NOON, key: KEY } },
  "GET /keys": { body: listed(KEY) },
  "POST /keys": { status: 201, body: { ...KEY, key: "sticker_new" } },
  "POST /keys/7/rotate": { status: 201, body: { ...KEY, id: 8, key: "sticker_next" } },
  "DELETE /keys/7": { status: 204 },
  "GET /usage": { body: listed({ key_id: 7, minute: NOON, used: 12, refused: 1 }) },
  "GET /subscriptions": { body: listed(SUBSCRIPTION) },
  "POST /subscriptions": { status: 201, body: { ...SUBSCRIPTION, secret: "whsec_c2Vj" } },
  "GET /subscriptions/3": { body: SUBSCRIPTION },
  "PATCH /subscriptions/3": { body: SUBSCRIPTION },
  "DELETE /subscriptions/3": { status: 204 },
  "POST /subscriptions/3/secret": { body: { secret: "whsec_bmV3", previous_secret_until: LATER } },
  "POST /subscriptions/3/test": { status: 202, body: { subscription_id: 3 } },
  "GET /subscriptions/3/deliveries": { body: listed({ ...MESSAGE, attempts: [ATTEMPT] }) },
  "POST /subscriptions/3/replay": { status: 202, body: { subscription_id: 3 } },
  "GET /events": { body: listed(LOGGED) },
  "GET /events/delivered": { body: listed({ subscription_id: 3, ...MESSAGE }) },
};

async function playAccount(t) {
  const played = await play(t, ({ method, path }) => ANSWERS[`${method} ${path.replace("/api/v1", "")}`]);
  const { account } = new Client({ url: played.url, retry: FAST, key: "sticker_x" });
  const changes = () => played.requests.filter(({ method }) => method !== "GET").map(({ method, path, sent }) => [method, path.replace("/api/v1", ""), sent]);
  return { played, account, changes };
}

test("keys are listed, created, rotated and revoked", async (t) => {
  const { played, account, changes } = await playAccount(t);
  const me = await account.me();
  assert.deepEqual([me.name, me.key.id], ["alice", 7]);
  assert.deepEqual((await account.keys()).map(({ name, scopes }) => [name, scopes]), [["bot", ["read", "subscribe"]]]);
  assert.deepEqual((await account.usage()).map(({ used, refused }) => [used, refused]), [[12, 1]]);
  assert.equal((await account.createKey("bot", { scopes: ["read"], expiresAt: new Date(NOON) })).key, "sticker_new");
  assert.equal((await account.rotateKey(7, "2h")).key, "sticker_next");
  await account.revokeKey(7);
  assert.deepEqual(changes(), [
    ["POST", "/keys", { name: "bot", scopes: ["read"], expires_at: "2026-11-30T12:00:00.000Z" }],
    ["POST", "/keys/7/rotate", { overlap: "2h" }],
    ["DELETE", "/keys/7", undefined],
  ]);
  assert.ok(played.requests.every(({ headers }) => headers.authorization === "Bearer sticker_x"));
});

test("subscriptions are made, changed and deleted", async (t) => {
  const { account, changes } = await playAccount(t);
  const filter = { base: BASE, counter: COUNTER };
  assert.equal((await account.subscribe({ type: "trade", filter, url: "https://example.com/hook", ordered: true, name: "large" })).secret, "whsec_c2Vj");
  await account.subscribe({ type: "gap", filter: {}, endsAt: Date.parse(LATER) });
  const [one] = await account.subscriptions().toArray();
  assert.deepEqual([one.id, one.filter.minimumBaseAmount, one.pauseReason, one.dropped], [3, "100", "it floods us", 9007199254740993n]);
  assert.equal((await account.subscription(3)).pausedAt.toISOString(), "2026-11-30T12:00:00.000Z");
  await account.changeSubscription(3, { active: false, endsAt: null });
  assert.equal((await account.rotateSecret(3)).secret, "whsec_bmV3");
  await account.testSubscription(3);
  await account.deleteSubscription(3);
  assert.deepEqual(changes(), [
    ["POST", "/subscriptions", { type: "trade", filter, delivery: { type: "webhook", url: "https://example.com/hook", ordered: true }, name: "large" }],
    ["POST", "/subscriptions", { type: "gap", filter: {}, delivery: { type: "stream" }, ends_at: "2026-12-01T00:00:00.000Z" }],
    ["PATCH", "/subscriptions/3", { active: false, ends_at: null }],
    ["POST", "/subscriptions/3/secret", undefined],
    ["POST", "/subscriptions/3/test", undefined],
    ["DELETE", "/subscriptions/3", undefined],
  ]);
});

test("messages are listed and replayed", async (t) => {
  const { played, account, changes } = await playAccount(t);
  const [delivery] = await account.deliveries(3, { state: "dead", from: new Date(NOON) }).toArray();
  assert.deepEqual([delivery.id, delivery.webhookId, delivery.payload.data.price, delivery.attempts[0].status], [17n, "msg_3_trade-1", "0.1", null]);
  assert.deepEqual(played.requests[0].parameters, { state: "dead", from: "2026-11-30T12:00:00.000Z", limit: "200" });
  await account.replay(3, { deliveryId: delivery.id });
  await account.replay(3, { from: NOON, to: LATER });
  await account.replay(3, { from: new Date(NOON), to: Date.parse(LATER) });
  assert.deepEqual(changes().map(([, , sent]) => sent), [{ delivery_id: "17" }, { from: NOON, to: LATER }, { from: "2026-11-30T12:00:00.000Z", to: "2026-12-01T00:00:00.000Z" }]);
  assert.deepEqual((await account.events({ type: "trades_stored", base: BASE, counter: COUNTER }).toArray()).map(({ type }) => type), ["trades_stored"]);
  assert.deepEqual((await account.delivered({ state: "dead" }).toArray()).map(({ subscriptionId }) => subscriptionId), [3]);
});

test("what was refused for now is sent again, and what may be done already is not", async (t) => {
  const busy = problem(429, "Too Many Requests", "…", [], { "Retry-After": "0" });
  const asked = async (answer) => {
    const played = await play(t, answer);
    return { played, account: new Client({ url: played.url, retry: FAST }).account };
  };
  const again = await asked(inTurn(busy, { status: 202, body: { subscription_id: 3 } }));
  await again.account.testSubscription(3);
  assert.equal(again.played.requests.length, 2);
  for (const [answer, fault] of [[problem(503, "Service Unavailable", "away"), Unavailable], [problem(409, "Conflict", "no"), ApiError]]) {
    const once = await asked(() => answer);
    await assert.rejects(once.account.subscribe({ type: "gap", filter: {} }), fault);
    assert.equal(once.played.requests.length, 1);
  }
  const refused = await asked(() => busy);
  await assert.rejects(refused.account.revokeKey(7), TooManyRequests);
  assert.equal(refused.played.requests.length, 4);
});

test("a broken stream of messages goes on behind the last whole one", async (t) => {
  const message = (number) => event("trade", String(number), { type: "trade", n: number });
  const played = await play(t, inTurn(stream(message(4), message(5).slice(0, -1)), problem(503, "…", "away"), stream(message(5), event("test", "6", {}))));
  const found = [];
  for await (const { id, type, payload } of new Client({ url: played.url, retry: FAST }).account.messages(3, { after: "3" })) {
    if (found.push([id, type, payload.n]) === 3) {
      break;
    }
  }
  assert.deepEqual(found, [["4", "trade", 4], ["5", "trade", 5], ["6", "test", undefined]]);
  assert.deepEqual(played.requests.map(({ headers }) => headers["last-event-id"]), ["3", "4", "4"]);
});

test("a stream that breaks before its first message goes on from its beginning", async (t) => {
  const begin = "id: 3\n\n";
  const played = await play(t, inTurn(stream(begin), stream(begin, event("trade", "4", {}))));
  const { value } = await new Client({ url: played.url, retry: FAST }).account.messages(3).next();
  assert.equal(value.id, "4");
  assert.deepEqual(played.requests.map(({ headers }) => headers["last-event-id"]), [undefined, "3"]);
});

test("a message that is no object is unexpected", async (t) => {
  for (const broken of ["id: 1\nevent: trade\ndata: x\n\n", "event: trade\ndata: {}\n\n", "id: 1\nevent: trade\ndata: []\n\n"]) {
    const played = await play(t, () => stream(broken));
    await assert.rejects(new Client({ url: played.url, retry: FAST }).account.messages(3).next(), UnexpectedAnswer);
  }
});
