"""Takes webhooks of the ticker: verifies each with the reference library of Standard Webhooks, and handles each once.

    python receiver.py PORT SECRET
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    handled = set()  # a real receiver keeps these ids where its other data is, for a day

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            # Also refuses what is older than five minutes, so that nobody can send an old message again.
            message = self.server.webhook.verify(body, dict(self.headers))
        except WebhookVerificationError as refused:
            self.answer(400, str(refused))
            return
        # A message may come twice, with the same id.
        if self.headers["webhook-id"] not in self.handled:
            self.handled.add(self.headers["webhook-id"])
            print(self.headers["webhook-id"], message["type"], json.dumps(message["data"]), flush=True)
        self.answer(204, "")

    def answer(self, status, text):
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format, *arguments):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
    server.webhook = Webhook(sys.argv[2])
    print("listening on", server.server_address[1], flush=True)
    server.serve_forever()
