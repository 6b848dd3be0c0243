import os
import threading
import time
from http.server import ThreadingHTTPServer
from unittest import mock

from runner import api_servers, nginx
from runner.machine import ROOT
from runner.tests.folders import InFolder
from runner.tests.test_nginx import Api, WithNginx


class Names:
    """Plays the name service: addresses by name."""

    def __init__(self, **known):
        self.known = known

    def __call__(self, host, port, type):
        if host not in self.known:
            raise OSError(-2, "Name or service not known")
        return [(2, type, 6, "", (address, port)) for address in self.known[host]]


class AddressesTest(InFolder):
    def test_each_address_of_each_name_is_found_in_a_fixed_order(self):
        names = Names(a=["10.0.0.2", "10.0.0.1"], b=["fd00::1", "10.0.0.1"])
        self.assertEqual(
            api_servers.addresses(["a:8010", "b:8010"], names),
            (["10.0.0.1:8010", "10.0.0.2:8010", "[fd00::1]:8010"], {}),
        )

    def test_a_name_that_is_not_known_keeps_no_other_from_answering(self):
        found, unknown = api_servers.addresses(["gone:8010", "a:8010"], Names(a=["10.0.0.1"]))
        self.assertEqual((found, unknown), (["10.0.0.1:8010"], {"gone:8010": "Name or service not known"}))

    def test_an_address_needs_no_name_service(self):
        self.assertEqual(api_servers.addresses(["127.0.0.1:8010", "[::1]:8011"]), (["127.0.0.1:8010", "[::1]:8011"], {}))


class FollowedTest(InFolder):
    def setUp(self):
        super().setUp()
        self.reloads = 0
        self.is_up = True
        self.names = Names(a=["10.0.0.1"])
        self.write("nginx.conf", "10.0.0.1:8010")
        self.now = 0.0
        self.followed = api_servers.Followed(["a:8010", "b:8010"], " ".join, self.reload, self.names, lambda: self.now)

    def reload(self):
        self.reloads += self.is_up
        return self.is_up

    def test_nginx_reads_its_configuration_again_only_when_an_address_changed(self):
        self.followed.look()
        self.assertEqual(self.reloads, 0)
        self.names.known["a"] = ["10.0.0.7"]
        self.followed.look()
        self.followed.look()
        self.assertEqual((self.read("nginx.conf"), self.reloads), ("10.0.0.7:8010", 1))

    def test_a_name_service_that_is_away_changes_nothing(self):
        self.names.known = {}
        self.followed.look()
        self.assertEqual((self.read("nginx.conf"), self.reloads), ("10.0.0.1:8010", 0))

    def test_a_server_that_starts_again_keeps_its_address_meanwhile(self):
        self.names.known["b"] = ["10.0.0.2"]
        self.followed.look()
        del self.names.known["a"]
        self.now = api_servers.KEPT
        self.followed.look()
        self.names.known["a"] = ["10.0.0.1"]
        self.followed.look()
        self.assertEqual((self.read("nginx.conf"), self.reloads), ("10.0.0.1:8010 10.0.0.2:8010", 1))

    def test_a_server_that_stays_away_is_left_out_in_the_end(self):
        self.names.known["b"] = ["10.0.0.2"]
        self.followed.look()
        del self.names.known["a"]
        self.now = api_servers.KEPT + 1
        self.followed.look()
        self.assertEqual((self.read("nginx.conf"), self.reloads), ("10.0.0.2:8010", 2))

    def test_an_nginx_that_is_just_starting_is_asked_again(self):
        self.names.known["a"] = ["10.0.0.7"]
        self.is_up = False
        self.followed.look()
        self.is_up = True
        self.followed.look()
        self.assertEqual(self.reloads, 1)


class NginxFollowsTest(WithNginx):
    SETTINGS = {"API_SERVERS": "api:8010"}

    def test_nginx_finds_an_api_server_that_came_later_and_elsewhere(self):
        self.assertEqual(self.fetch("/healthz")[0], 503)
        names = Names()
        server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        followed = api_servers.Followed(["api:%d" % server.server_port], nginx.configuration, api_servers._reload, names)
        self.look(followed)
        self.assertEqual(self.fetch("/healthz")[0], 503)
        names.known["api"] = ["127.0.0.1"]
        self.look(followed)
        deadline = time.monotonic() + 10
        while self.fetch("/healthz")[0] != 200:
            self.assertLess(time.monotonic(), deadline, self.read("nginx.log"))
            time.sleep(0.05)

    def look(self, followed):
        """Lets it look as in a run: in the run folder, with the run's settings."""
        os.chdir("run")
        settings = mock.patch.dict(os.environ, {**self.environment, "APP_HOME": ROOT})
        with settings, mock.patch.object(nginx, "cache_folder", return_value=nginx.CACHE):
            followed.look()
        os.chdir(self.folder)
