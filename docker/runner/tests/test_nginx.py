import os
import resource
import shutil
import socket
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from runner import nginx
from runner.tests.folders import InFolder

TEMPLATE = "@USER@\n#brotli# load_module @MODULES@/m.so;\n    #brotli# brotli_static on;\nlisten @LISTEN@;\n"


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
        words = nginx.words(environment, "/modules", as_root=True, files=2048)
        self.assertEqual(words["LISTEN"], "[::1]:8000")
        self.assertEqual(words["USER"], "user root root;")
        self.assertEqual(words["WORKER_CONNECTIONS"], "1024")
        self.assertEqual(words["TRUSTED_PROXIES"], "set_real_ip_from 10.0.0.1; set_real_ip_from fd00::/8;")

    def test_a_worker_opens_no_more_files_than_it_may(self):
        self.assertLessEqual(nginx.open_files(), resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        self.assertLessEqual(nginx.open_files(), 2 * nginx.CONNECTIONS)

    def test_the_product_s_template_is_filled_whole(self):
        path = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "nginx.conf")
        environment = {"TICKER_BIND": "::1", "TICKER_PORT": "8000", "CONNECTION_LIMIT": "7", "RATE_LIMIT": "60", "TRUSTED_PROXIES": ""}
        with open(path) as file:
            words = nginx.words(environment, "/modules", as_root=True, files=2048)
            text = nginx.render(file.read(), words, {"brotli", *nginx.LIMITS})
        self.assertNotRegex(text, r"(?m)^[^#]*@[A-Z_]+@")
        self.assertRegex(text, r"(?m)^ *limit_conn by_address 7;")
        self.assertRegex(text, r"(?m)^ *limit_req zone=rate_by_address burst=60 nodelay;")


@unittest.skipUnless(shutil.which("nginx"), "nginx is not installed")
class RateLimitTest(InFolder):
    """nginx itself, with the product's template."""

    def setUp(self):
        super().setUp()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = "http://127.0.0.1:%d" % free.getsockname()[1]
        environment = {
            "TICKER_BIND": "127.0.0.1",
            "TICKER_PORT": self.address.rpartition(":")[2],
            "CONNECTION_LIMIT": "7",
            "RATE_LIMIT": "1",
            "TRUSTED_PROXIES": "127.0.0.1",
        }
        path = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "nginx.conf")
        with open(path) as file:
            words = nginx.words(environment, "/modules", as_root=os.getuid() == 0, files=2048)
            self.write("run/nginx.conf", nginx.render(file.read(), words, set(nginx.LIMITS)))
        self.write("www/markets.json", "{}")
        os.makedirs("run/nginx")
        command = ["nginx", "-e", "stderr", "-p", "./", "-c", "nginx.conf"]
        process = subprocess.Popen(command, cwd="run", stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        deadline = time.monotonic() + 10
        while self.status("192.0.2.1") is None:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

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
