import http.server
import json
import os
import resource
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
import unittest
from unittest import mock
import urllib.error
import urllib.request

from runner import nginx, tls
from runner.settings import MOST_GATEWAYS
from runner.tests.folders import InFolder

CERTIFICATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tls")
TEMPLATE = "@USER@\n#brotli# load_module @MODULES@/m.so;\n    #brotli# brotli_static on;\nlisten @LISTEN@;\n"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class RenderTest(InFolder):
    def test_a_mark_is_taken_off_only_where_its_line_counts(self):
        words = {"USER": "", "MODULES": "/modules", "LISTEN": "127.0.0.1:8000"}
        self.assertEqual(
            nginx.render(TEMPLATE, words, set()),
            "\n#brotli# load_module /modules/m.so;\n    #brotli# brotli_static on;\nlisten 127.0.0.1:8000;\n",
        )
        self.assertEqual(
            nginx.render(TEMPLATE, words, {"brotli"}),
            "\nload_module /modules/m.so;\n    brotli_static on;\nlisten 127.0.0.1:8000;\n",
        )

    def test_the_words_are_nginx_s(self):
        environment = {"TICKER_BIND": "::1", "TICKER_PORT": "8000", "CONNECTION_LIMIT": "7", "RATE_LIMIT": "60", "TRUSTED_PROXIES": "10.0.0.1, fd00::/8"}
        words = nginx.words(environment, [], "/modules", as_root=True, files=2048)
        self.assertEqual(words["LISTEN"], "[::1]:8000")
        self.assertEqual(words["USER"], "user root root;")
        self.assertEqual(words["WORKER_CONNECTIONS"], "1820")
        self.assertEqual(words["TRUSTED_PROXIES"], "set_real_ip_from 10.0.0.1; set_real_ip_from fd00::/8;")

    def test_queries_go_to_the_socket_or_to_the_servers_of_the_setting(self):
        environment = {"TICKER_BIND": "0.0.0.0", "TICKER_PORT": "8000", "CONNECTION_LIMIT": "0", "RATE_LIMIT": "0", "TRUSTED_PROXIES": ""}
        words = nginx.words(environment, [], "", as_root=False, files=2048)
        self.assertEqual((words["API_SERVERS"], words["NEXT_SERVER"]), ("server unix:api/graphql-server.sock;", "off"))
        outside = dict(environment, API_SERVERS="api-1:8010, api-2:8010")
        words = nginx.words(outside, ["10.0.0.1:8010", "10.0.0.2:8010"], "", as_root=False, files=2048)
        self.assertEqual(
            words["API_SERVERS"].split("\n        "),
            ["server 10.0.0.1:8010 max_fails=1 fail_timeout=5s;", "server 10.0.0.2:8010 max_fails=1 fail_timeout=5s;"],
        )
        self.assertEqual(words["NEXT_SERVER"], "error")
        words = nginx.words(outside, [], "", as_root=False, files=2048)
        self.assertEqual((words["API_SERVERS"], words["NEXT_SERVER"]), ("server 127.0.0.1:9 down;", "off"))

    def test_a_worker_opens_no_more_files_than_it_may(self):
        self.assertLessEqual(nginx.open_files(), resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        self.assertLessEqual(nginx.open_files(), 2 * nginx.CONNECTIONS)

    def test_the_product_s_template_is_filled_whole(self):
        path = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "nginx.conf")
        environment = {"TICKER_BIND": "::1", "TICKER_PORT": "8000", "CONNECTION_LIMIT": "7", "RATE_LIMIT": "60", "TRUSTED_PROXIES": ""}
        with open(path) as file:
            words = nginx.words(environment, [], "/modules", as_root=True, files=2048)
            text = nginx.render(file.read(), words, {"brotli", *nginx.LIMITS})
        self.assertNotRegex(text, r"(?m)^[^#]*@[A-Z_]+@")
        self.assertRegex(text, r"(?m)^ *limit_conn by_address 7;")
        self.assertRegex(text, r"(?m)^ *limit_req zone=rate_by_address burst=60 nodelay;")


@unittest.skipUnless(shutil.which("nginx"), "nginx is not installed")
class WithNginx(InFolder):
    """nginx itself, with the product's template."""

    SETTINGS = {}
    MARKS = set()

    def setUp(self):
        super().setUp()
        environment = {
            "TICKER_BIND": "127.0.0.1",
            "TICKER_PORT": str(free_port()),
            "CONNECTION_LIMIT": "7",
            "RATE_LIMIT": "1",
            "TRUSTED_PROXIES": "127.0.0.1",
            "TLS_PORT": str(free_port()),
            "TLS_CERT_FILE": os.path.join(self.folder, "served.pem"),
            "TLS_KEY_FILE": os.path.join(self.folder, "served.key"),
            **self.SETTINGS,
        }
        self.environment = environment
        self.serve_with("one")
        self.address = "http://127.0.0.1:" + environment["TICKER_PORT"]
        self.tls_port = int(environment["TLS_PORT"])
        path = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "nginx.conf")
        with open(path) as file:
            words = nginx.words(environment, self.addresses(), "/modules", as_root=os.getuid() == 0, files=2048)
            self.write("run/nginx.conf", nginx.render(file.read(), words, self.MARKS))
        self.write("www/markets.json", "{}")
        os.makedirs("run/nginx")
        command = ["nginx", "-e", "stderr", "-p", "./", "-c", "nginx.conf"]
        with open("nginx.log", "w") as log:
            process = subprocess.Popen(command, cwd="run", stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        deadline = time.monotonic() + 10
        while not self.listens():
            self.assertIsNone(process.poll(), self.read("nginx.log"))
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def addresses(self):
        """Returns where the API servers of the setting are at first."""
        return []

    def listens(self):
        """Whether nginx serves; it writes its number once all of its ports are open."""
        return os.path.exists("run/nginx/pid")

    def serve_with(self, name):
        """Puts a certificate and its key where nginx reads them."""
        for kind in ("pem", "key"):
            shutil.copy(os.path.join(CERTIFICATES, "%s.%s" % (name, kind)), "served." + kind)

    def fetch(self, path, data=None, **headers):
        """Returns (status, headers, body)."""
        address = path if "://" in path else self.address + path
        request = urllib.request.Request(address, data, {name.replace("_", "-"): value for name, value in headers.items()})
        context = ssl.create_default_context(cafile="served.pem")
        context.check_hostname = False
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
        try:
            with opener.open(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, refusal.read()


class RateLimitTest(WithNginx):
    MARKS = set(nginx.LIMITS)

    def status(self, client):
        request = urllib.request.Request(self.address + "/markets.json", headers={"X-Forwarded-For": client})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return None

    def is_one_client(self, first, second):
        """Whether the second is refused once the first has used up what a client may ask."""
        while self.status(first) != 429:
            pass
        return self.status(second) == 429

    def test_all_addresses_of_64_bits_of_ipv6_are_one_client(self):
        self.assertTrue(self.is_one_client("2001:db8:0:a::1", "2001:db8:0:a:ffff::2"))
        self.assertFalse(self.is_one_client("2001:db8:0:a::1", "2001:db8:0:b::1"))

    def test_each_address_of_ipv4_is_a_client_however_it_is_written(self):
        self.assertFalse(self.is_one_client("198.51.100.1", "198.51.100.2"))
        self.assertFalse(self.is_one_client("::ffff:198.51.100.3", "::ffff:198.51.100.4"))
        self.assertTrue(self.is_one_client("::ffff:198.51.100.5", "198.51.100.5"))


class Api(http.server.BaseHTTPRequestHandler):
    """Plays graphql-server: answers how often it was asked, and for whom."""

    protocol_version = "HTTP/1.1"
    asked = 0

    def do_GET(self):
        Api.asked += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.dumps({"number": Api.asked, "client": self.headers["X-Real-IP"]}).encode()
        self.send_response(400 if "fault" in self.path else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if "no-store" in self.path:
            self.send_header("Cache-Control", "no-store")
        if "page" in self.path:
            self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PATCH = do_DELETE = do_GET

    def address_string(self):
        return "nginx"

    def log_message(self, *_):
        pass


class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class WithApi(WithNginx):
    def setUp(self):
        super().setUp()
        Api.asked = 0
        os.mkdir("run/api")
        server = UnixServer("run/api/graphql-server.sock", Api)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)

    def number(self, path, data=None, **headers):
        """Returns which request of all it was that the answer was made for."""
        return json.loads(self.fetch(path, data, **headers)[2])["number"]


class CacheTest(WithApi):
    def test_an_answer_to_get_is_shared_for_a_second(self):
        began = time.monotonic()
        first = self.number("/graphql?query=a")
        again = self.number("/graphql?query=a")
        if time.monotonic() - began < 0.9:
            self.assertEqual(again, first)
        self.assertNotEqual(self.number("/graphql?query=b"), first)
        deadline = time.monotonic() + 10
        while self.number("/graphql?query=a") == first:
            self.assertLess(time.monotonic(), deadline, "an answer that never ends")
            time.sleep(0.05)
        self.assertGreater(time.monotonic() - began, 0.5)

    def test_what_may_not_be_shared_is_not(self):
        self.assertNotEqual(self.number("/graphql", b"{}"), self.number("/graphql", b"{}"), "POST")
        self.assertNotEqual(self.number("/graphql?no-store"), self.number("/graphql?no-store"), "Cache-Control")
        self.assertNotEqual(self.number("/graphql?fault"), self.number("/graphql?fault"), "a failure")
        self.assertNotEqual(self.number("/graphql?key", Authorization="a"), self.number("/graphql?key", Authorization="a"))
        self.assertNotEqual(self.number("/api/v1/price", Authorization="a"), self.number("/api/v1/price", Authorization="a"))
        self.assertNotEqual(self.number("/healthz"), self.number("/healthz"))


class StreamAwayTest(WithNginx):
    """There is no API server."""

    MARKS = {"rate-limit"}
    SETTINGS = {"RATE_LIMIT": "3"}

    def test_an_event_source_is_given_a_stream_that_ends(self):
        for path in ("/api/v1/stream?topics=trades", "/api/v1/stream/?topics=trades"):
            status, headers, body = self.fetch(path, Accept="text/event-stream")
            self.assertEqual((status, headers["Content-Type"]), (200, "text/event-stream"))
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertTrue(body.startswith(b"retry: 2000\n: ") and body.endswith(b"\n\n"), body)
            self.assertEqual(headers["Access-Control-Allow-Origin"], "*")

    def test_others_are_given_a_problem(self):
        status, headers, body = self.fetch("/api/v1/stream?topics=trades")
        self.assertEqual((status, headers["Content-Type"]), (503, "application/problem+json"))
        self.assertEqual((json.loads(body)["status"], headers["Retry-After"]), (503, "5"))

    def test_an_event_source_with_too_many_requests_comes_back_too(self):
        replies = [self.fetch("/api/v1/stream?topics=trades", Accept="text/event-stream") for _ in range(6)]
        self.assertEqual({status for status, _, _ in replies}, {200})
        self.assertEqual(self.fetch("/api/v1/stream?topics=trades")[0], 429)


class StreamTest(WithApi):
    def test_a_stream_is_found_with_a_slash_at_the_end(self):
        for path in ("/api/v1/stream?topics=trades", "/api/v1/stream/?topics=trades", "/api/v1/subscriptions/3/stream"):
            # The form of an address below /api/v1 is shared for a second; a stream is not.
            self.assertNotEqual(self.number(path), self.number(path), path)

    def test_an_event_source_reaches_the_api(self):
        self.assertGreater(self.number("/api/v1/stream?topics=trades", Accept="text/event-stream"), 0)
        self.assertEqual(self.fetch("/api/v1/stream?fault", Accept="text/event-stream")[0], 400)


class CacheWithLimitTest(WithApi):
    MARKS = {"rate-limit"}
    SETTINGS = {"RATE_LIMIT": "5"}

    def test_a_shared_answer_counts_for_the_limit_of_its_client(self):
        statuses = [self.fetch("/graphql?query=a", X_Forwarded_For="198.51.100.1")[0] for _ in range(10)]
        self.assertEqual((statuses[0], statuses[-1]), (200, 429))
        self.assertEqual(self.fetch("/graphql?query=a", X_Forwarded_For="198.51.100.2")[0], 200)


class KeysTest(WithApi):
    def test_methods_that_change_something_reach_the_api(self):
        for method in ("PATCH", "DELETE", "POST"):
            request = urllib.request.Request(self.address + "/api/v1/keys/1", b"{}" if method != "DELETE" else None, method=method)
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                self.assertEqual(answer.status, 200, method)

    def test_the_journal_takes_a_megabyte_and_other_addresses_do_not(self):
        self.assertEqual(self.fetch("/api/v1/journal", b"x" * 1_000_000)[0], 200)
        for path, size in (("/api/v1/journal", 1_100_000), ("/api/v1/keys", 70_000)):
            status, headers, body = self.fetch(path, b"x" * size)
            self.assertEqual((status, headers["Content-Type"]), (413, "application/problem+json"), path)
            self.assertEqual(json.loads(body)["status"], 413)

    def test_pages_of_other_origins_may_send_a_key_and_read_its_quota(self):
        request = urllib.request.Request(self.address + "/markets.json", method="OPTIONS")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            self.assertIn("Authorization", answer.headers["Access-Control-Allow-Headers"])
        self.assertIn("X-RateLimit-Remaining", self.fetch("/markets.json")[1]["Access-Control-Expose-Headers"])


class Fallen(Api):
    """Plays a gateway that is killed with a request that it has read."""

    requests = []

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        Fallen.requests.append(self.command)
        self.close_connection = True

    do_POST = do_PATCH = do_DELETE = do_GET


class WithGateways(WithNginx):
    MARKS = {"exchange"}

    def gateway(self, name, handler=Api):
        """Starts a server that plays a gateway; returns what ends it."""
        os.makedirs("run/exchange", exist_ok=True)
        path = os.path.join("run/exchange", name)
        server = UnixServer(path, handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

        def end():
            server.shutdown()
            server.server_close()
            os.unlink(path)

        return end

    def command(self, method, token="token"):
        """Returns (status, headers, body) of a command."""
        data = None if method == "DELETE" else b"{}"
        request = urllib.request.Request(self.address + "/api/v3/orders", data, {"Authorization": "Bearer " + token}, method=method)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, refusal.read()


class ExchangeTest(WithGateways):
    SETTINGS = {"EXCHANGE_GATEWAYS": "2"}

    def order(self):
        request = urllib.request.Request(self.address + "/api/v3/order", b"{}", {"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code

    def test_orders_reach_whichever_gateway_runs(self):
        end_first = self.gateway("gateway.sock")
        self.assertEqual([self.order() for _ in range(5)], [200] * 5)
        end_second = self.gateway("gateway-2.sock")
        end_first()
        self.assertEqual([self.order() for _ in range(5)], [200] * 5)
        end_second()

    def test_a_cancellation_that_a_gateway_may_have_got_is_not_sent_to_another(self):
        self.check_that_it_is_sent_once("DELETE")

    def test_an_order_that_a_gateway_may_have_got_is_not_sent_to_another(self):
        self.check_that_it_is_sent_once("POST")

    def test_an_amendment_that_a_gateway_may_have_got_is_not_sent_to_another(self):
        self.check_that_it_is_sent_once("PATCH")

    def check_that_it_is_sent_once(self, method):
        ends = [self.gateway("gateway.sock", Fallen), self.gateway("gateway-2.sock", Fallen)]
        Fallen.requests = []
        status, headers, body = self.command(method)
        self.assertEqual((status, headers["Content-Type"]), (503, "application/problem+json"))
        self.assertIn("the exchange does not answer", json.loads(body)["detail"])
        self.assertEqual(Fallen.requests, [method])
        for end in ends:
            end()

    def test_a_command_that_the_first_gateway_did_not_get_is_sent_to_the_second(self):
        self.check_that_one_gateway_is_enough("gateway-2.sock")

    def test_a_command_that_the_second_gateway_did_not_get_is_sent_to_the_first(self):
        self.check_that_one_gateway_is_enough("gateway.sock")

    def check_that_one_gateway_is_enough(self, name):
        end = self.gateway(name)
        for method in ("DELETE", "PATCH", "POST"):
            # Some of them find the other one first, which is not there.
            statuses = {self.command(method, "token-%d" % number)[0] for number in range(10)}
            self.assertEqual(statuses, {200}, method)
        end()

    def test_a_delete_that_is_refused_is_answered_by_the_gateway(self):
        end = self.gateway("gateway.sock")
        request = urllib.request.Request(self.address + "/api/v3/order/fault", method="DELETE")
        with self.assertRaises(urllib.error.HTTPError) as refusal, urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request):
            pass
        with refusal.exception:
            self.assertEqual((refusal.exception.code, refusal.exception.headers["Content-Type"]), (400, "application/json"))
        end()

    def test_requests_of_one_token_reach_one_gateway_and_those_of_many_both(self):
        def named(number):
            class Named(Api):
                def do_POST(self):
                    self.rfile.read(int(self.headers.get("Content-Length") or 0))
                    self.send_response(200)
                    self.send_header("Content-Length", "1")
                    self.end_headers()
                    self.wfile.write(number)

            return Named

        ends = [self.gateway("gateway.sock", named(b"1")), self.gateway("gateway-2.sock", named(b"2"))]
        found = [{self.command("POST", "token-%d" % number)[2] for _ in range(4)} for number in range(20)]
        self.assertEqual([len(of_one) for of_one in found], [1] * 20)
        self.assertEqual(set().union(*found), {b"1", b"2"})
        for end in ends:
            end()

    def test_without_a_gateway_the_answer_is_a_problem_that_says_so(self):
        for path, data in (("/api/v3/order", b"{}"), ("/api/v3/instruments", None), ("/api/v3/stream", None)):
            status, headers, body = self.fetch(path, data)
            self.assertEqual((status, headers["Content-Type"]), (503, "application/problem+json"), path)
            self.assertIn("the exchange does not answer", json.loads(body)["detail"])
            self.assertTrue(headers["Retry-After"])

    def test_public_answers_are_shared_for_a_second_and_an_account_s_never(self):
        end = self.gateway("gateway.sock")
        first, second = (json.loads(self.fetch("/api/v3/depth")[2])["number"] for _ in range(2))
        self.assertEqual(second, first)
        own = {"Authorization": "Bearer token"}
        first, second = (json.loads(self.fetch("/api/v3/accounts/me", **own)[2])["number"] for _ in range(2))
        self.assertEqual(second, first + 1)
        end()

    def test_a_large_body_is_a_problem(self):
        end = self.gateway("gateway.sock")
        status, headers, _ = self.fetch("/api/v3/order", b"x" * 1_000_000)
        self.assertEqual((status, headers["Content-Type"]), (413, "application/problem+json"))
        end()


class MostGatewaysTest(WithGateways):
    SETTINGS = {"EXCHANGE_GATEWAYS": str(MOST_GATEWAYS)}

    def test_one_gateway_is_enough_for_each_command(self):
        for method in ("DELETE", "PATCH", "POST"):
            end = self.gateway("gateway-%d.sock" % MOST_GATEWAYS)
            statuses = [self.command(method, "token-%d" % number)[0] for number in range(10)]
            self.assertEqual(statuses, [200] * 10, method)
            end()

    def test_a_cancellation_that_the_last_gateway_may_have_got_is_sent_once(self):
        end = self.gateway("gateway-%d.sock" % MOST_GATEWAYS, Fallen)
        Fallen.requests = []
        self.assertEqual(self.command("DELETE")[0], 503)
        self.assertEqual(Fallen.requests, ["DELETE"])
        end()

    def test_without_a_gateway_a_cancellation_is_refused_by_a_problem_that_says_so(self):
        for number in range(4):
            status, headers, body = self.command("DELETE", "token-%d" % number)
            self.assertEqual((status, headers["Content-Type"]), (503, "application/problem+json"))
            self.assertIn("the exchange does not answer", json.loads(body)["detail"])


class NoExchangeTest(WithNginx):
    MARKS = {"no-exchange"}

    def test_there_is_no_such_address_without_an_exchange(self):
        status, headers, body = self.fetch("/api/v3/instruments")
        self.assertEqual((status, headers["Content-Type"], json.loads(body)["status"]), (404, "application/problem+json", 404))


class HeadersTest(WithApi):
    def test_all_answers_carry_security_headers(self):
        for path in ("/markets.json", "/graphql?query=a", "/healthz", "/missing", "/favicon.ico", "/markets.json?%00"):
            _, headers, _ = self.fetch(path)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff", path)
            self.assertEqual(headers["Referrer-Policy"], "no-referrer", path)
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"], path)
            self.assertEqual(headers.get_all("Content-Security-Policy"), [headers["Content-Security-Policy"]], path)

    def test_a_page_s_own_policy_stays_the_only_one(self):
        self.assertEqual(self.fetch("/graphiql/page")[1].get_all("Content-Security-Policy"), ["default-src 'self'"])


class TlsTest(WithApi):
    MARKS = {"tls"}

    def secure(self, path, **headers):
        return self.fetch("https://127.0.0.1:%d%s" % (self.tls_port, path), **headers)

    def certificate(self):
        return tls.served("127.0.0.1", self.tls_port, 5)

    def test_both_ports_serve_the_same(self):
        self.assertEqual(self.secure("/markets.json")[2], self.fetch("/markets.json")[2])

    def test_the_client_behind_a_trusted_proxy_is_known_with_tls_too(self):
        answer = self.secure("/graphql?query=a", X_Forwarded_For="203.0.113.9, 127.0.0.1")
        self.assertEqual(json.loads(answer[2])["client"], "203.0.113.9")

    def test_a_plain_request_to_the_port_of_tls_is_refused_in_json(self):
        status, headers, body = self.fetch("http://127.0.0.1:%d/" % self.tls_port)
        self.assertEqual((status, json.loads(body)), (400, {"error": "expected HTTPS at this port"}))
        self.assertEqual(headers["Content-Type"], "application/json")

    def test_a_client_of_tls_1_2_is_served_with_forward_secrecy(self):
        context = ssl.create_default_context(cafile="served.pem")
        context.check_hostname = False
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with socket.create_connection(("127.0.0.1", self.tls_port)) as plain, context.wrap_socket(plain) as link:
            self.assertEqual(link.version(), "TLSv1.2")
            self.assertIn("ECDHE", link.cipher()[0])

    def test_reload_serves_the_new_certificate_and_ends_no_request(self):
        from runner import reload

        self.assertEqual(self.certificate(), tls.first_certificate("served.pem"))
        old = tls.first_certificate("served.pem")
        self.serve_with("other")
        self.assertEqual(self.certificate(), old, "not before the reload")
        self.reload_with(reload)
        self.assertEqual(self.certificate(), tls.first_certificate("served.pem"))
        self.assertNotEqual(self.certificate(), old)

    def test_reload_refuses_a_certificate_without_its_key_and_changes_nothing(self):
        from runner import reload
        from runner.errors import CommandError

        old = self.certificate()
        shutil.copy(os.path.join(CERTIFICATES, "other.pem"), "served.pem")
        with self.assertRaises(CommandError) as refused:
            self.reload_with(reload)
        self.assertEqual(refused.exception.code, 78)
        self.assertIn("expected the private key of the certificate", str(refused.exception))
        self.assertEqual(self.certificate(), old)

    def reload_with(self, reload):
        settings = {
            "TLS_PORT": str(self.tls_port),
            "TICKER_BIND": "127.0.0.1",
            "TLS_CERT_FILE": os.path.join(self.folder, "served.pem"),
            "TLS_KEY_FILE": os.path.join(self.folder, "served.key"),
        }
        state = mock.Mock(path=self.folder, file=lambda *names: os.path.join(self.folder, *names), is_up=lambda: True, holder=lambda: 1)
        environment = [("%s=%s" % item).encode() for item in settings.items()]
        with mock.patch("runner.reload.running", return_value=[state]), mock.patch("runner.reload.environment", return_value=environment):
            with mock.patch("builtins.print"):
                reload.all_runs()


class CacheFolderTest(InFolder):
    def test_each_run_has_its_own_and_takes_it_away(self):
        one, other = nginx.cache_folder("/a/run", self.folder), nginx.cache_folder("/b/run", self.folder)
        self.assertNotEqual(one, other)
        self.assertEqual(os.stat(one).st_mode & 0o777, 0o700)
        self.assertEqual(nginx.cache_folder("/a/run", self.folder), one)
        nginx.remove_cache("/a/run", self.folder)
        self.assertEqual(os.listdir(self.folder), [os.path.basename(other)])

    def test_without_such_memory_it_is_in_the_run_folder(self):
        self.write("file", "")
        self.assertEqual(nginx.cache_folder("/a/run", os.path.join(self.folder, "file")), nginx.CACHE)

    def test_a_link_that_another_left_there_is_not_followed(self):
        path = nginx.cache_folder("/a/run", self.folder)
        os.rmdir(path)
        os.symlink("/tmp", path)
        self.assertEqual(nginx.cache_folder("/a/run", self.folder), nginx.CACHE)
