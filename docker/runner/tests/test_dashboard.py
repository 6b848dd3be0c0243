import os
import subprocess
import tempfile
import urllib.error
import urllib.request
from unittest import mock

from runner import dashboard, nginx
from runner.errors import CommandError
from runner.tests.folders import InFolder
from runner.tests.test_nginx import WithNginx

# What the clients send that poll today.
POLLERS = {
    "curl": {"User-Agent": "curl/7.88.1", "Accept": "*/*"},
    "CoinMarketCap": {"Accept": "application/json", "Accept-Encoding": "gzip"},
    "CoinGecko": {"Accept": "application/json, text/plain, */*"},
    "Go": {"User-Agent": "Go-http-client/1.1", "Accept-Encoding": "gzip"},
    "Python's urllib": {"User-Agent": "Python-urllib/3.12"},
    "Python's requests": {"User-Agent": "python-requests/2.32", "Accept": "*/*"},
    "Java's HttpURLConnection": {"Accept": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"},
    "Java's HttpURLConnection, later": {"Accept": "text/html, image/gif, image/jpeg, */*; q=0.2"},
    "axios": {"Accept": "application/json, text/plain, */*"},
}
BROWSERS = {
    "Chromium": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7",
    "Firefox": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Safari": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}
# Accept, and whether it prefers HTML.
PREFERENCES = [
    ("text/html", True),
    ("TEXT/HTML", True),
    ("text/html; charset=utf-8", True),
    ("text/html;q=0.9, application/json;q=0.8", True),
    ("application/json;q=0.85,text/html;q=0.9", True),
    ("text/html;q=0.85, application/json;q=0.8", True),
    ("text/html;level=1;q=0.5, application/*;q=0.4", True),
    ("text/html, */*;q=0.01", True),
    ("text/html;q=0.8, application/json;q=0.85", False),
    ("text/html;q=0.8, application/json;q=0.80", False),
    ("text/html, application/json", False),
    ("application/json, text/html;q=0.9", False),
    ("text/html;q=0.9, */*", False),
    ("text/html;q=0", False),
    ("text/html;q=0.000, */*;q=0", False),
    ("image/png", False),
    ("x-text/htmlish", False),
    ("", False),
]


class WithPages(WithNginx):
    """nginx with a dashboard beside it."""

    MARKS = {"dashboard"}

    def setUp(self):
        app = self.enterContext(tempfile.TemporaryDirectory())
        os.makedirs(os.path.join(app, "pages", "dashboard", "assets"))
        for name, text in {"index.html": "<!doctype html>", "theme.js": "1", "assets/index-1a2b.js": "2", "assets/a.woff2": "3"}.items():
            with open(os.path.join(app, "pages", "dashboard", name), "w") as file:
                file.write(text)
        if os.getuid() == 0:
            os.chmod(app, 0o755)
        self.SETTINGS = {"APP_HOME": app}
        super().setUp()

    def raw(self, path, headers):
        """Returns (status, headers, body) without following a redirect, with these headers alone."""

        class NoRedirect(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
        opener.addheaders = []
        try:
            with opener.open(urllib.request.Request(self.address + path, headers=headers)) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, refusal.read()


class RootTest(WithPages):
    def test_pollers_get_the_file_byte_for_byte(self):
        self.write("www/markets.json", '{\n    "pairs": []\n}\n')
        plain = self.raw("/markets.json", {})
        for name, headers in POLLERS.items():
            status, answered, body = self.raw("/", headers)
            self.assertEqual((status, body), (200, b'{\n    "pairs": []\n}\n'), name)
            for header in ("Content-Type", "ETag", "Last-Modified", "Cache-Control", "Content-Length", "Access-Control-Allow-Origin"):
                self.assertEqual(answered[header], plain[1][header], name + ": " + header)
            self.assertIn("Accept", answered.get_all("Vary"), name)

    def test_a_compressed_file_stays_the_same_bytes_and_varies_by_both_headers(self):
        self.write("www/markets.json.gz", "made ahead")
        status, headers, body = self.raw("/", {"Accept": "*/*", "Accept-Encoding": "gzip"})
        self.assertEqual((status, headers["Content-Encoding"], body), (200, "gzip", b"made ahead"))
        self.assertEqual(sorted(headers.get_all("Vary")), ["Accept", "Accept-Encoding"])

    def test_browsers_are_sent_to_the_dashboard(self):
        for name, accept in BROWSERS.items():
            for path in ("/", "/?utm_source=x"):
                status, headers, _ = self.raw(path, {"Accept": accept})
                self.assertEqual((status, headers["Location"]), (302, "/dashboard/"), name)
                self.assertEqual(headers["Vary"], "Accept", name)
                self.assertEqual(headers["Cache-Control"], "no-store", name)

    def test_the_weights_of_accept_decide(self):
        for accept, prefers_html in PREFERENCES:
            status, _, _ = self.raw("/", {"Accept": accept} if accept else {})
            self.assertEqual(status, 302 if prefers_html else 200, accept)

    def test_other_addresses_stay_json_for_browsers(self):
        for path in ("/markets.json", "/markets.json/"):
            status, headers, _ = self.raw(path, {"Accept": BROWSERS["Chromium"]})
            self.assertEqual((status, headers["Vary"]), (200, None), path)

    def test_other_methods_are_answered_as_before(self):
        request = urllib.request.Request(self.address + "/", b"{}", {"Accept": BROWSERS["Firefox"]})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)
        refused.exception.close()
        self.assertEqual(refused.exception.code, 405)


class PagesTest(WithPages):
    def test_each_page_is_the_one_file_with_a_strict_policy(self):
        for path in ("/dashboard/", "/dashboard/market/native/USDC:GA", "/dashboard/status"):
            status, headers, body = self.raw(path, {})
            self.assertEqual((status, headers["Content-Type"], body), (200, "text/html", b"<!doctype html>"), path)
            self.assertEqual(headers["Cache-Control"], "no-cache", path)
            policy = headers.get_all("Content-Security-Policy")
            self.assertEqual(len(policy), 1)
            self.assertIn("script-src 'self'", policy[0])
            self.assertNotIn("unsafe", policy[0])
            self.assertIn("default-src 'none'", policy[0])

    def test_files_with_a_hash_are_kept_for_ever(self):
        for path, kind in {"/dashboard/assets/index-1a2b.js": "text/javascript", "/dashboard/assets/a.woff2": "font/woff2"}.items():
            status, headers, _ = self.raw(path, {})
            self.assertEqual((status, headers["Content-Type"]), (200, kind))
            self.assertEqual(headers["Cache-Control"], "public, max-age=31536000, immutable")

    def test_a_missing_file_is_no_page(self):
        self.assertEqual(self.raw("/dashboard/assets/old-1.js", {})[0], 404)

    def test_the_address_without_a_slash_leads_there(self):
        status, headers, _ = self.raw("/dashboard", {})
        self.assertEqual((status, headers["Location"]), (301, "/dashboard/"))


class WithoutTest(WithNginx):
    MARKS = {"no-dashboard"}

    def test_everything_else_works(self):
        self.assertEqual(self.fetch("/", Accept=BROWSERS["Chromium"])[2], b"{}")
        status, _, body = self.fetch("/dashboard/")
        self.assertEqual(status, 404)
        self.assertIn(b"Node 20", body)


class BuildTest(InFolder):
    def setUp(self):
        super().setUp()
        self.write("source/src/main.tsx", "1")
        self.write("source/package-lock.json", "{}")
        self.enterContext(mock.patch.multiple(dashboard, FOLDER=os.path.join(self.folder, "source"), LOG=os.path.join(self.folder, "log")))
        self.packages = self.enterContext(mock.patch("runner.npm.fault", return_value=None))
        self.code = 0
        self.npm = self.enterContext(mock.patch("subprocess.run", side_effect=self.answer))
        self.say = self.enterContext(mock.patch("builtins.print"))

    def answer(self, command, **_):
        if self.code == 0:
            self.write("source/target/site/index.html", "built")
        return subprocess.CompletedProcess(command, self.code)

    def said(self):
        return " ".join(str(call.args[0]) for call in self.say.call_args_list)

    def test_it_is_built_once_and_again_when_a_source_is_newer(self):
        dashboard.build_if_older("dist")
        self.assertEqual(self.read("dist/pages/dashboard/index.html"), "built")
        dashboard.build_if_older("dist")
        self.assertEqual(self.npm.call_count, 1, "nothing is newer")
        os.utime("source/src/main.tsx", (2**31, 2**31))
        dashboard.build_if_older("dist")
        self.assertEqual(self.npm.call_count, 2)

    def test_without_packages_the_build_says_why_and_goes_on(self):
        self.packages.return_value = "Node is missing or too old"
        dashboard.build_if_older("dist")
        self.assertFalse(os.path.exists("dist"))
        self.assertIn("Node is missing or too old; building goes on without the dashboard", self.said())

    def test_a_source_that_cannot_be_built_is_a_fault(self):
        self.code = 1
        with self.assertRaises(CommandError):
            dashboard.build_if_older("dist")


class MarkTest(InFolder):
    def test_pages_are_served_where_they_are_built(self):
        with mock.patch.dict(os.environ, {"APP_HOME": self.folder}):
            self.assertFalse(nginx.has_dashboard())
            self.write("pages/dashboard/index.html", "")
            self.assertTrue(nginx.has_dashboard())
