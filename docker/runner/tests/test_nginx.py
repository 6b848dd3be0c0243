import os
import resource

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
