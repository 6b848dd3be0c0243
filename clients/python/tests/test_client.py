import asyncio
import itertools
import sys
import threading
import types
import unittest
from datetime import datetime, timezone
from decimal import Decimal
from unittest import mock

from stellar_ticker import (
    ApiError,
    AsyncClient,
    BadRequest,
    Client,
    MarketNotFound,
    NotFound,
    PositionNotKept,
    Retry,
    TooManyRequests,
    Unavailable,
    UnexpectedAnswer,
    Unreachable,
    to_dataframe,
)
from stellar_ticker._events import EventParser, read_event
from stellar_ticker._models import read_trade
from stellar_ticker._pages import cursor_of_link
from tests.played import BASE, COUNTER, Answer, PlayedServer, event, problem, stream, trade, trade_event

FAST = Retry(attempts=4, first_wait=0.001, longest_wait=5.0)
FAULT = {"field": "interval", "value": "7m", "expected": "1m, 5m"}


def listed(path, parameters, headers):
    """Three pages of two trades."""
    cursor = int(parameters.get("cursor", "0-0").split("-")[0])
    items = [trade(number) for number in (cursor + 1, cursor + 2)]
    following = "%d-0" % (cursor + 2) if cursor < 4 else None
    link = {"Link": '<?limit=1000&cursor=%s>; rel="next"' % following} if following else {}
    return Answer({"items": items, "next_cursor": following}, headers=link)


def in_turn(*answers):
    """Each answer once; the last one again and again."""
    left = list(answers)
    return lambda *_: left.pop(0) if len(left) > 1 else left[0]


class Played(unittest.TestCase):
    def play(self, answer, **options):
        server = PlayedServer(answer)
        server.__enter__()
        self.addCleanup(server.__exit__)
        client = Client(server.url, **{"retry": FAST, **options})
        self.addCleanup(client.close)
        return server, client


class KeyTest(Played):
    def test_each_request_carries_the_key_where_one_is_given(self):
        for key, header in ((None, None), ("sticker_x", "Bearer sticker_x")):
            server, client = self.play(in_turn(Answer({"items": [], "next_cursor": None})), key=key)
            self.assertEqual(list(client.trades(BASE, COUNTER)), [])
            [(_, _, headers)] = server.requests
            self.assertEqual(headers.get("Authorization"), header)

            async def ask(url=server.url, key=key):
                async with AsyncClient(url, retry=FAST, key=key) as other:
                    return [found async for found in other.trades(BASE, COUNTER)]

            self.assertEqual(asyncio.run(ask()), [])
            self.assertEqual(server.requests[-1][2].get("Authorization"), header)


class AnswersTest(Played):
    def test_decimals_whole_numbers_and_times_are_exact(self):
        _, client = self.play(lambda *_: Answer({"items": [trade(1, "0.12345678901234567890123", new_member=1)], "next_cursor": None}))

        read = next(iter(client.trades(BASE, COUNTER)))

        self.assertEqual(Decimal("0.12345678901234567890123"), read.price)
        self.assertEqual(Decimal("922337203685.4775807"), read.base_amount)
        self.assertEqual(9223372036854775807, read.price_n)
        self.assertEqual(datetime(2026, 3, 1, 12, 0, 1, 123456, timezone.utc), read.stored_at)

    def test_a_member_that_may_be_null_may_be_missing_in_an_older_server(self):
        older = trade(1)
        for name in ("base_account", "counter_offer_id", "liquidity_pool_fee_bp", "base_account_directory", "warnings"):
            del older[name]
        _, client = self.play(lambda *_: Answer({"items": [older], "next_cursor": None}))

        read = next(iter(client.trades(BASE, COUNTER)))

        self.assertEqual([None] * 5, [read.base_account, read.counter_offer_id, read.liquidity_pool_fee_bp, read.base_account_directory, read.warnings])

    def test_an_answer_of_another_service_is_no_answer(self):
        for body in (b"<html>", b"[]", {"items": []}, {"items": [{}], "next_cursor": None}, {"items": [trade(1, "dear")], "next_cursor": None}):
            with self.subTest(body=body):
                _, client = self.play(lambda *_, body=body: Answer(body))
                with self.assertRaises(UnexpectedAnswer):
                    list(client.trades(BASE, COUNTER))

    def test_times_without_a_zone_are_refused(self):
        server, client = self.play(listed)
        with self.assertRaises(ValueError):
            client.trades(BASE, COUNTER, from_=datetime(2026, 1, 1))
        list(client.trades(BASE, COUNTER, from_=datetime(2026, 1, 1, tzinfo=timezone.utc), to=5))
        self.assertEqual("2026-01-01T00:00:00Z", server.requests[0][1]["from"])
        self.assertEqual("5", server.requests[0][1]["to"])

    def test_the_servers_time_is_taken_for_now(self):
        _, client = self.play(listed)
        list(client.trades(BASE, COUNTER))
        self.assertEqual(datetime(2020, 11, 29, 12, tzinfo=timezone.utc), client.server_time().replace(microsecond=0))

    def test_a_market_is_found_by_name(self):
        found = {"assets": [], "markets": [{"base": BASE, "counter": COUNTER, "trade_count": 1}]}
        server, client = self.play(in_turn(Answer(found), Answer({"assets": [], "markets": []})))
        self.assertEqual((BASE, COUNTER), client.find_market("XLM/USDC"))
        with self.assertRaises(MarketNotFound):
            client.find_market("XLM/NOPE")
        self.assertEqual((BASE, COUNTER), client.find_market(BASE + "/" + COUNTER))
        self.assertEqual(2, len(server.requests))


class DataFrameTest(unittest.TestCase):
    """With a stand-in: an example of the README runs with the real one."""

    def test_each_member_is_a_column_exact_or_as_a_float(self):
        items = [read_trade(trade(1, "0.1")), read_trade(trade(2, "0.25"))]
        pandas = types.SimpleNamespace(DataFrame=dict)
        with mock.patch.dict(sys.modules, {"pandas": pandas}):
            self.assertEqual([Decimal("0.1"), Decimal("0.25")], to_dataframe(items)["price"])
            self.assertEqual([0.1, 0.25], to_dataframe(items, exact=False)["price"])
            self.assertEqual([1, 2], to_dataframe(items, exact=False)["ledger"])
            self.assertEqual({}, to_dataframe([]))

    def test_without_pandas_the_message_says_what_to_install(self):
        with mock.patch.dict(sys.modules, {"pandas": None}), self.assertRaisesRegex(ImportError, r"stellar-ticker\[pandas\]"):
            to_dataframe([])


class ErrorsTest(Played):
    def test_a_wrong_parameter_is_named_with_what_was_expected(self):
        server, client = self.play(lambda *_: problem(400, "Bad Request", "interval: …", [FAULT]))
        with self.assertRaises(BadRequest) as caught:
            list(client.candles(BASE, COUNTER, "7m"))
        self.assertEqual(("interval", "7m", "1m, 5m"), (caught.exception.field, caught.exception.value, caught.exception.expected))
        self.assertEqual(1, len(server.requests))

    def test_a_market_that_never_traded_is_not_found(self):
        _, client = self.play(lambda *_: problem(404, "Not Found", "expected a market that has traded"))
        with self.assertRaises(NotFound) as caught:
            client.market(BASE, COUNTER)
        self.assertEqual((404, (), None), (caught.exception.status, caught.exception.faults, caught.exception.field))

    def test_an_error_page_of_a_proxy_is_an_error_too(self):
        _, client = self.play(lambda *_: Answer(b"<h1>Bad Gateway</h1>", 502, kind="text/html"))
        with self.assertRaises(Unavailable) as caught:
            client.status()
        self.assertEqual("<h1>Bad Gateway</h1>", caught.exception.detail)

    def test_a_fault_of_the_ticker_is_not_repeated(self):
        server, client = self.play(lambda *_: problem(500, "Server Error", "a fault"))
        with self.assertRaises(ApiError):
            client.status()
        self.assertEqual(1, len(server.requests))

    def test_what_is_away_for_now_is_asked_again(self):
        busy = problem(429, "Too Many Requests", "…", headers={"Retry-After": "0"})
        server, client = self.play(in_turn(busy, problem(503, "Service Unavailable", "…"), Answer(b'{"items"', cut=True), listed("", {}, {})))
        self.assertEqual("1-0", next(iter(client.trades(BASE, COUNTER))).paging_token)
        self.assertGreaterEqual(len(server.requests), 4)

    def test_all_attempts_are_bounded(self):
        server, client = self.play(lambda *_: problem(503, "Service Unavailable", "away"))
        with self.assertRaises(Unavailable):
            client.status()
        self.assertEqual(4, len(server.requests))

    def test_an_hour_of_retry_after_is_left_to_the_caller(self):
        server, client = self.play(lambda *_: problem(429, "Too Many Requests", "…", headers={"Retry-After": "3600"}))
        with self.assertRaises(TooManyRequests) as caught:
            client.status()
        self.assertEqual((3600.0, 1), (caught.exception.retry_after, len(server.requests)))

    def test_a_date_to_ask_again_is_compared_with_the_servers_clock(self):
        _, client = self.play(lambda *_: problem(503, "Service Unavailable", "…", headers={"Retry-After": "Sun, 29 Nov 2020 12:00:30 GMT"}))
        with self.assertRaises(Unavailable) as caught:
            client.status()
        self.assertEqual(30.0, caught.exception.retry_after)

    def test_no_wait_is_shorter_than_retry_after(self):
        retry = Retry()
        for failures in range(1, 6):
            self.assertGreaterEqual(retry.wait(failures, 7.0), 7.0)
        self.assertIsNone(retry.wait(6, None))
        waits = {retry.backoff(3) for _ in range(50)}
        self.assertGreater(len(waits), 40)
        self.assertTrue(all(1.0 <= wait <= 2.0 for wait in waits))

    def test_nothing_that_listens_is_unreachable(self):
        with Client("http://127.0.0.1:9", retry=FAST) as client, self.assertRaises(Unreachable):
            client.status()

    def test_a_slow_answer_is_given_up(self):
        released = threading.Event()
        self.addCleanup(released.set)
        _, client = self.play(lambda *_: Answer({}, await_event=released), timeout=0.1, retry=Retry(attempts=1))
        with self.assertRaises(Unreachable):
            client.status()


class PagesTest(Played):
    def test_all_pages_are_read_once(self):
        server, client = self.play(listed)
        tokens = [one.paging_token for one in client.trades(BASE, COUNTER, order="asc")]
        self.assertEqual(["%d-0" % number for number in range(1, 7)], tokens)
        self.assertEqual([None, "2-0", "4-0"], [parameters.get("cursor") for _, parameters, _ in server.requests])
        self.assertTrue(all(parameters["order"] == "asc" for _, parameters, _ in server.requests))

    def test_a_proxy_may_drop_the_link(self):
        def without_link(*request):
            answer = listed(*request)
            answer.headers.clear()
            return answer

        _, client = self.play(without_link)
        self.assertEqual(6, len(list(client.trades(BASE, COUNTER))))

    def test_reading_goes_on_behind_a_cursor(self):
        _, client = self.play(listed)
        self.assertEqual("5-0", next(iter(client.trades(BASE, COUNTER, cursor="4-0"))).paging_token)

    def test_the_cursor_of_a_link(self):
        self.assertEqual("a+b", cursor_of_link('<?x=1>; rel="prev", <?base=native&cursor=a%2Bb>; rel="next"'))
        self.assertIsNone(cursor_of_link(None))
        self.assertIsNone(cursor_of_link('<?x=1>; rel="next"'))


class StreamTest(Played):
    def test_a_broken_stream_goes_on_behind_the_last_whole_event(self):
        half = trade_event(3)[:-1]
        server, client = self.play(
            in_turn(
                stream(event("position", "0.0.0.0.0", {"position": "0.0.0.0.0"}), trade_event(1), trade_event(2), half),
                problem(503, "Service Unavailable", "away"),
                Answer(b"retry: 1\n: away\n\n", kind="text/event-stream"),
                stream(trade_event(3), trade_event(4)),
            )
        )
        events = list(itertools.islice(client.stream(["trades"]), 5))
        self.assertEqual(["position", "trade", "trade", "trade", "trade"], [one.kind for one in events])
        self.assertEqual(["1-0", "2-0", "3-0", "4-0"], [one.data.paging_token for one in events[1:]])
        self.assertEqual([None] + ["2.0.0.0.0"] * 3, [headers.get("Last-Event-ID") for _, _, headers in server.requests[:4]])

    def test_a_refusal_ends_the_stream(self):
        _, client = self.play(lambda *_: problem(400, "Bad Request", "topics: …", [{"field": "topics", "value": "x", "expected": "trades"}]))
        with self.assertRaises(BadRequest):
            next(client.stream(["x"]))

    def test_a_lost_connection_is_an_error_when_asked_for(self):
        with Client("http://127.0.0.1:9", retry=FAST) as client, self.assertRaises(Unreachable):
            next(client.stream(["trades"], give_up_after=0.05))

    def test_an_event_that_cannot_be_read_is_no_lost_connection(self):
        _, client = self.play(lambda *_: stream(event("trade", "7.0.0.0.0", {"paging_token": "7-0"}), trade_event(8)))
        with self.assertRaises(UnexpectedAnswer):
            next(client.stream(["trades"]))

    def test_events_of_later_versions_are_passed_over(self):
        _, client = self.play(lambda *_: stream(event("novel", "7.0.0.0.0", {}), trade_event(8)))
        self.assertEqual("8.0.0.0.0", next(client.stream(["trades"])).position)

    def test_after_a_reset_the_trades_since_are_read_from_the_list_once(self):
        reset = event("reset", None, {"detail": "no longer kept"})

        def answer(path, parameters, headers):
            if path.endswith("/trades"):
                return listed(path, parameters, headers)
            if "Last-Event-ID" in headers and headers["Last-Event-ID"] == "2.0.0.0.0":
                return stream(reset, event("position", "5.0.0.0.0", {"position": "5.0.0.0.0"}), trade_event(6), trade_event(7))
            return stream(trade_event(1), trade_event(2))

        _, client = self.play(answer)
        tokens = [one.paging_token for one in itertools.islice(client.follow_trades(BASE, COUNTER), 7)]
        self.assertEqual(["%d-0" % number for number in range(1, 8)], tokens)
        self.assertEqual(tokens, asyncio.run(self.follow(client.url, 7)))

    async def follow(self, url, count):
        async with AsyncClient(url, retry=FAST) as client:
            tokens = []
            async for one in client.follow_trades(BASE, COUNTER):
                tokens.append(one.paging_token)
                if len(tokens) == count:
                    return tokens

    def test_a_position_that_is_not_kept_is_an_error_for_who_has_read_nothing(self):
        _, client = self.play(lambda *_: stream(event("reset", None, {"detail": "no longer kept"})))
        with self.assertRaises(PositionNotKept):
            next(client.follow_trades(BASE, COUNTER, after="1.0.0.0.0"))

    def test_events_are_the_same_however_the_bytes_are_cut(self):
        data = "\ufeff: comment\r\nid: 1.0.0.0.0\revent: reset\ndata: {\"detail\":\ndata: \"é\"}\r\n\r\nevent: overflow\ndata:{\"detail\": \"\"}\n\nid: 9\n".encode()
        for size in range(1, len(data) + 1):
            parser = EventParser(None, read_event)
            found = [one for begin in range(0, len(data), size) for one in parser.feed(data[begin : begin + size])]
            self.assertEqual([("reset", "1.0.0.0.0", "é"), ("overflow", "1.0.0.0.0", "")], [(one.kind, one.position, one.data.detail) for one in found])
            self.assertEqual("1.0.0.0.0", parser.position)


class AsyncTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.answer = listed
        self.server = PlayedServer(lambda *request: self.answer(*request))
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)
        self.client = await self.enterAsyncContext(AsyncClient(self.server.url, timeout=5, retry=FAST)) if hasattr(self, "enterAsyncContext") else AsyncClient(self.server.url, timeout=5, retry=FAST)
        self.addAsyncCleanup(self.client.close)

    async def test_all_pages_are_read_once(self):
        tokens = [one.paging_token async for one in self.client.trades(BASE, COUNTER, order="asc")]
        self.assertEqual(["%d-0" % number for number in range(1, 7)], tokens)
        self.assertEqual(3, len(self.server.requests))

    async def test_errors_are_those_of_the_synchronous_client(self):
        self.answer = in_turn(problem(503, "Service Unavailable", "…", headers={"Retry-After": "0"}), problem(400, "Bad Request", "…", [FAULT]))
        with self.assertRaises(BadRequest) as caught:
            await self.client.vwap(BASE, COUNTER, 1, 2)
        self.assertEqual("interval", caught.exception.field)

    async def test_a_broken_stream_goes_on_behind_the_last_whole_event(self):
        self.answer = in_turn(stream(trade_event(1), trade_event(2)[:-1]), problem(503, "…", "…"), stream(trade_event(2)))
        kinds = []
        async for one in self.client.stream(["trades"]):
            kinds.append(one.position)
            if len(kinds) == 2:
                break
        self.assertEqual(["1.0.0.0.0", "2.0.0.0.0"], kinds)
        self.assertEqual("1.0.0.0.0", self.server.requests[2][2]["Last-Event-ID"])

    async def test_a_slow_answer_is_given_up(self):
        released = threading.Event()
        self.addCleanup(released.set)
        self.answer = lambda *_: Answer({}, await_event=released)
        async with AsyncClient(self.server.url, timeout=0.1, retry=Retry(attempts=1)) as client:
            with self.assertRaises(Unreachable):
                await client.status()
