"""A server that plays what a test says."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

BASE, COUNTER = "native", "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN"
DATE = "Sun, 29 Nov 2020 12:00:00 GMT"


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client may go away."""


class PlayedServer:
    """Answers by a function of the path, the parameters and the headers, which gives an Answer; keeps the requests."""

    def __init__(self, answer):
        played = self
        self.requests = []
        self.changes = []  # method, path and body of each request that is no GET

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.command != "GET":
                    played.changes.append((self.command, parts.path, json.loads(body) if body else None))
                request = (parts.path, dict(parse_qsl(parts.query)), {**self.headers, ":method": self.command})
                played.requests.append(request)
                answer(*request).send(self)

            do_POST = do_PATCH = do_DELETE = do_GET

            def log_message(self, *_):
                pass

            def date_time_string(self, timestamp=None):
                return DATE

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Answer:
    def __init__(self, body, status=200, headers=(), kind="application/json", cut=False, await_event=None):
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.status, self.headers, self.kind, self.cut, self.await_event = status, dict(headers), kind, cut, await_event

    def send(self, handler):
        if self.await_event:
            self.await_event.wait(10)
        handler.send_response(self.status)
        if self.status == 204:
            handler.end_headers()
            return
        handler.send_header("Content-Type", self.kind)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        # One that is cut promises more than it sends.
        handler.send_header("Content-Length", str(len(self.body) + (100 if self.cut else 0)))
        handler.end_headers()
        handler.wfile.write(self.body)
        if self.cut:
            handler.close_connection = True


def problem(status, title, detail, faults=(), headers=()):
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if faults:
        body.update(faults=list(faults), **faults[0])
    return Answer(body, status, headers, "application/problem+json")


def trade(number, price="0.1", **other):
    return {
        "paging_token": "%d-0" % number, "ledger": number, "ledger_close_time": "2026-03-01T12:00:00Z", "type": "orderbook",
        "base": BASE, "counter": COUNTER, "base_amount": "922337203685.4775807", "counter_amount": "0.0000001", "price": price,
        "price_n": "9223372036854775807", "price_d": "3", "base_is_seller": True, "base_account": None, "base_offer_id": None,
        "counter_account": None, "counter_offer_id": "4826907375090810881", "liquidity_pool_id": None, "liquidity_pool_fee_bp": None,
        "ingested_from": "stream", "stored_at": "2026-03-01T12:00:01.123456Z", "base_account_directory": None,
        "counter_account_directory": None, "warnings": [], **other,
    }


def event(kind, position, data):
    head = "" if position is None else "id: %s\n" % position
    return ("%sevent: %s\ndata: %s\n\n" % (head, kind, json.dumps(data))).encode()


def trade_event(number):
    return event("trade", "%d.0.0.0.0" % number, trade(number))


def stream(*events, cut=True):
    return Answer(b"retry: 1\n\n" + b"".join(events), kind="text/event-stream", cut=cut)
