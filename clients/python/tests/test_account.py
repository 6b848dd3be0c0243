import asyncio
import itertools
from datetime import datetime, timezone

from stellar_ticker import ApiError, AsyncClient, TooManyRequests, Unavailable, UnexpectedAnswer
from tests.account import ANSWERS
from tests.played import Answer, event, problem, stream
from tests.test_client import FAST, Played, in_turn

NOON = datetime(2026, 11, 30, 12, tzinfo=timezone.utc)
MILLIS, MILLIS_TEXT = 1796040000005, "2026-11-30T12:00:00.005000Z"


class AccountTest(Played):
    def setUp(self):
        self.server, self.client = self.play(self.answer, key="sticker_x")
        self.account = self.client.account

    def answer(self, path, parameters, headers):
        status, body = ANSWERS[headers[":method"], path.replace("/api/v1", "")]
        return Answer(b"" if body is None else body, status)

    def test_keys_are_listed_created_rotated_and_revoked(self):
        self.assertEqual(("alice", 7), (self.account.me().name, self.account.me().key.id))
        self.assertEqual([("bot", ("read", "subscribe"))], [(key.name, key.scopes) for key in self.account.keys()])
        self.assertEqual([(12, 1)], [(minute.used, minute.refused) for minute in self.account.usage()])
        self.assertEqual("sticker_new", self.account.create_key("bot", ["read"], expires_at=NOON).key)
        self.assertEqual("sticker_next", self.account.rotate_key(7, "2h").key)
        self.account.revoke_key(7)
        self.assertEqual(
            [
                ("POST", "/api/v1/keys", {"name": "bot", "scopes": ["read"], "expires_at": "2026-11-30T12:00:00Z"}),
                ("POST", "/api/v1/keys/7/rotate", {"overlap": "2h"}),
                ("DELETE", "/api/v1/keys/7", None),
            ],
            self.server.changes,
        )
        self.assertTrue(all(headers["Authorization"] == "Bearer sticker_x" for _, _, headers in self.server.requests))

    def test_subscriptions_are_made_changed_and_deleted(self):
        wanted = {"base": "native", "counter": "USDC:G"}
        self.assertEqual("whsec_c2Vj", self.account.subscribe("trade", wanted, "https://example.com/hook", ordered=True, name="large").secret)
        self.account.subscribe("gap", {})
        one = next(iter(self.account.subscriptions()))
        self.assertEqual((3, "100", "it floods us"), (one.id, one.filter.minimum_base_amount, one.pause_reason))
        self.assertEqual((9007199254740993, "answered 500"), (one.dropped, one.endpoint.problem))
        self.assertEqual(NOON, self.account.subscription(3).paused_at)
        self.account.change_subscription(3, active=False, ends_at="never")
        self.assertEqual("whsec_bmV3", self.account.rotate_secret(3).secret)
        self.account.test_subscription(3)
        self.account.delete_subscription(3)
        path = "/api/v1/subscriptions"
        delivery = {"type": "webhook", "url": "https://example.com/hook", "ordered": True}
        self.assertEqual(
            [
                ("POST", path, {"type": "trade", "filter": wanted, "delivery": delivery, "name": "large"}),
                ("POST", path, {"type": "gap", "filter": {}, "delivery": {"type": "stream"}}),
                ("PATCH", path + "/3", {"active": False, "ends_at": None}),
                ("POST", path + "/3/secret", None),
                ("POST", path + "/3/test", None),
                ("DELETE", path + "/3", None),
            ],
            self.server.changes,
        )

    def test_no_text_of_an_answer_shows_a_secret(self):
        for answer, secret in (
            (self.account.create_key("bot", ["read"]), "sticker_new"),
            (self.account.rotate_key(7), "sticker_next"),
            (self.account.subscribe("gap", {}), "whsec_c2Vj"),
            (self.account.rotate_secret(3), "whsec_bmV3"),
        ):
            self.assertIn("datetime", repr(answer))
            self.assertNotIn(secret, repr(answer))

    def test_the_times_in_a_body_are_texts(self):
        self.account.create_key("bot", expires_at=MILLIS, quota_per_minute=5)
        self.account.subscribe("gap", {}, ends_at=MILLIS)
        self.account.change_subscription(3, ends_at=MILLIS)
        self.account.change_subscription(3, ends_at="2026-12-01T00:00:00Z")
        self.assertEqual(
            [MILLIS_TEXT, MILLIS_TEXT, MILLIS_TEXT, "2026-12-01T00:00:00Z"], [body.get("expires_at", body.get("ends_at")) for _, _, body in self.server.changes]
        )
        self.assertEqual(5, self.server.changes[0][2]["quota_per_minute"])

    def test_messages_are_listed_and_replayed(self):
        delivery = next(iter(self.account.deliveries(3, state="dead", from_=NOON)))
        self.assertEqual((17, "msg_3_trade-1", "0.1"), (delivery.id, delivery.webhook_id, delivery.payload["data"]["price"]))
        self.assertEqual([None], [attempt.status for attempt in delivery.attempts])
        self.assertEqual({"state": "dead", "from": "2026-11-30T12:00:00Z", "limit": "200"}, self.server.requests[-1][1])
        self.account.replay(3, delivery.id)
        self.account.replay(3, from_=NOON, to=MILLIS)
        self.assertEqual([{"delivery_id": "17"}, {"from": "2026-11-30T12:00:00Z", "to": MILLIS_TEXT}], [body for _, _, body in self.server.changes])
        self.assertEqual(["trades_stored"], [one.type for one in self.account.events("trades_stored", "native", "USDC:G")])
        self.assertEqual([3], [one.subscription_id for one in self.account.delivered(state="dead")])

    def test_the_calls_are_the_same_with_asyncio(self):
        async def ask():
            async with AsyncClient(self.server.url, retry=FAST, key="sticker_x") as client:
                made = await client.account.subscribe("gap", {})
                await client.account.delete_subscription(3)
                listed = [one.id async for one in client.account.subscriptions()]
                return made.id, listed, len(await client.account.keys())

        self.assertEqual((3, [3], 1), asyncio.run(ask()))

    def test_every_call_of_one_client_is_one_of_the_other(self):
        async def names():
            async with AsyncClient(self.server.url) as client:
                return {name for name in dir(client.account) if not name.startswith("_")}

        self.assertEqual({name for name in dir(self.account) if not name.startswith("_")}, asyncio.run(names()))


class RepeatedChangesTest(Played):
    def test_what_was_refused_for_now_is_sent_again(self):
        busy = problem(429, "Too Many Requests", "…", headers={"Retry-After": "0"})
        server, client = self.play(in_turn(busy, Answer({"subscription_id": 3}, 202)))
        client.account.test_subscription(3)
        self.assertEqual(2, len(server.requests))

    def test_what_may_be_done_already_is_not_sent_again(self):
        for answer, fault in ((problem(503, "Service Unavailable", "away"), Unavailable), (problem(409, "Conflict", "no"), ApiError)):
            server, client = self.play(lambda *_, answer=answer: answer)
            with self.assertRaises(fault):
                client.account.subscribe("gap", {})
            self.assertEqual(1, len(server.requests))
        server, client = self.play(lambda *_: problem(429, "…", "…", headers={"Retry-After": "0"}))
        with self.assertRaises(TooManyRequests):
            client.account.revoke_key(7)
        self.assertEqual(4, len(server.requests))


def message(number):
    return event("trade", str(number), {"type": "trade", "n": number})


class MessagesTest(Played):
    def test_a_broken_stream_goes_on_behind_the_last_whole_message(self):
        server, client = self.play(in_turn(stream(message(4), message(5)[:-1]), problem(503, "…", "away"), stream(message(5), event("test", "6", {}))))
        found = list(itertools.islice(client.account.messages(3, after="3"), 3))
        self.assertEqual([("4", "trade", 4), ("5", "trade", 5), ("6", "test", None)], [(one.id, one.type, one.payload.get("n")) for one in found])
        self.assertEqual(["3", "4", "4"], [headers["Last-Event-ID"] for _, _, headers in server.requests])
        self.assertEqual("/api/v1/subscriptions/3/stream", server.requests[0][0])

    def test_a_stream_that_breaks_before_its_first_message_goes_on_from_its_beginning(self):
        server, client = self.play(in_turn(stream(b"id: 3\n\n"), stream(b"id: 3\n\n", message(4))))
        self.assertEqual("4", next(client.account.messages(3)).id)
        self.assertEqual([None, "3"], [headers.get("Last-Event-ID") for _, _, headers in server.requests])

    def test_with_asyncio_too_it_goes_on_from_its_beginning(self):
        server, _ = self.play(in_turn(stream(b"id: 3\n\n"), stream(b"id: 3\n\n", message(4))))

        async def first():
            async with AsyncClient(server.url, retry=FAST) as client:
                async for one in client.account.messages(3):
                    return one.id

        self.assertEqual("4", asyncio.run(first()))
        self.assertEqual([None, "3"], [headers.get("Last-Event-ID") for _, _, headers in server.requests])

    def test_a_message_that_is_no_object_is_unexpected(self):
        for broken in (b"id: 1\nevent: trade\ndata: x\n\n", b"event: trade\ndata: {}\n\n", b"id: 1\nevent: trade\ndata: []\n\n"):
            _, client = self.play(lambda *_, broken=broken: stream(broken))
            with self.assertRaises(UnexpectedAnswer):
                next(client.account.messages(3))
