import os

from runner.settings import Settings
from runner.tests.folders import InFolder


class SettingsTest(InFolder):
    def test_a_demo_asks_its_own_sandbox(self):
        environment = {"TICKER_PORT": "8100"}
        settings = Settings("demo", self.folder, environment)

        self.assertEqual(settings.faults, [])
        self.assertEqual(environment["HORIZON_URL"], "http://127.0.0.1:8101")
        self.assertEqual(environment["TOML_TRUSTED_ORIGINS"], "https://*.sandbox.example=http://127.0.0.1:8101")
        self.assertEqual(environment["METRICS_PORT"], "8102")
        self.assertEqual((environment["WITH_POSTGRES"], environment["WITH_SANDBOX"]), ("true", "true"))

    def test_a_demo_has_subscriptions_and_signs_sign_ins_by_a_key_of_its_own(self):
        environment = {"TICKER_PORT": "8100"}
        settings = Settings("demo", self.folder, environment)
        self.assertIn("webhook-sender", environment["PROGRAMS"].split())
        self.assertEqual(environment["AUTH_HOME_DOMAIN"], "localhost:8100")
        self.assertEqual(environment["AUTH_SIGNING_KEY_FILE"], os.path.join(self.folder, "demo", "signing-key"))
        self.assertEqual(settings.demo_key, environment["AUTH_SIGNING_KEY_FILE"])

        given = {"SUBSCRIPTIONS": "false", "AUTH_HOME_DOMAIN": "a.example", "AUTH_SIGNING_KEY": "S"}
        settings = Settings("demo", self.folder, given)
        self.assertNotIn("webhook-sender", given["PROGRAMS"].split())
        self.assertNotIn("AUTH_SIGNING_KEY_FILE", given)
        self.assertEqual((given["AUTH_HOME_DOMAIN"], settings.demo_key), ("a.example", None))
        self.assertIsNone(Settings("up", self.folder, {"DATABASE_URL": "x"}).demo_key)

    def test_a_demo_names_the_assets_of_its_sandbox(self):
        environment = {"USD_REFERENCE": "USD:ISSUER"}
        Settings("demo", self.folder, environment)

        usdc = environment["QUOTE_RANKING"].split(",")[0]
        self.assertTrue(usdc.startswith("USDC:G"))
        self.assertIn(usdc, environment["VERIFIED_ISSUERS"].split(","))
        self.assertEqual(environment["USD_REFERENCE"], "USD:ISSUER")

    def test_an_up_has_neither_a_sandbox_nor_its_settings(self):
        environment = {"DATABASE_URL": "postgresql://db/ticker"}
        settings = Settings("up", self.folder, environment)

        self.assertNotIn("HORIZON_URL", environment)
        self.assertNotIn("QUOTE_RANKING", environment)
        self.assertEqual((environment["WITH_POSTGRES"], environment["WITH_SANDBOX"]), ("false", "false"))
        self.assertEqual(environment["WITH_API_SERVERS"], "false")
        self.assertEqual([name for name, _, _ in settings.listeners()], ["TICKER_PORT", "METRICS_PORT"])

    def test_what_the_user_set_stays_and_an_empty_value_is_none(self):
        environment = {"ORDERBOOK_INTERVAL": "1m", "BACKFILL_DAYS": ""}
        Settings("demo", self.folder, environment)

        self.assertEqual(environment["ORDERBOOK_INTERVAL"], "1m")
        self.assertEqual(environment["BACKFILL_DAYS"], "7")

    def test_the_publisher_of_events_runs_with_an_address_of_kafka_only(self):
        for given, runs in (({}, False), ({"EVENTS_KAFKA_URL": " "}, False), ({"EVENTS_KAFKA_URL": "kafka:9092"}, True), ({"EVENTS_KAFKA_URL_FILE": "url"}, True)):
            with self.subTest(given):
                environment = {"DATABASE_URL": "postgresql://db/ticker", **given}
                Settings("up", self.folder, environment)
                self.assertEqual("event-publisher" in environment["PROGRAMS"].split(), runs)

    def test_the_sender_of_webhooks_runs_with_subscriptions_only(self):
        for given, runs in (({}, False), ({"SUBSCRIPTIONS": "false"}, False), ({"SUBSCRIPTIONS": "true"}, True)):
            with self.subTest(given):
                environment = {"DATABASE_URL": "postgresql://db/ticker", **given}
                Settings("up", self.folder, environment)
                self.assertEqual("webhook-sender" in environment["PROGRAMS"].split(), runs)

    def test_a_demo_has_an_exchange_unless_it_is_off_or_replays(self):
        for given, runs in (({}, True), ({"EXCHANGE": "off"}, False), ({"SANDBOX_REPLAY": "golden"}, False)):
            with self.subTest(given):
                environment = dict(given)
                settings = Settings("demo", self.folder, environment)
                self.assertEqual((settings.with_exchange, settings.faults), (runs, []))
                self.assertEqual(environment["WITH_EXCHANGE"], str(runs).lower())
                self.assertEqual(environment["EXCHANGE"], "on" if runs else "off")

    def test_an_up_has_no_exchange(self):
        environment = {"DATABASE_URL": "postgresql://db/ticker"}
        Settings("up", self.folder, environment)
        self.assertEqual((environment["EXCHANGE"], environment["WITH_EXCHANGE"]), ("off", "false"))

    def test_as_many_gateways_start_as_wanted(self):
        environment = {"EXCHANGE_GATEWAYS": "3"}
        Settings("demo", self.folder, environment)
        started = [environment["WITH_EXCHANGE_GATEWAY_%d" % number] for number in (2, 3, 4)]
        self.assertEqual(started, ["true", "true", "false"])
        off = {"EXCHANGE_GATEWAYS": "3", "EXCHANGE": "off"}
        Settings("demo", self.folder, off)
        self.assertEqual(off["WITH_EXCHANGE_GATEWAY_2"], "false")

    def test_an_exchange_that_cannot_be_is_refused(self):
        for kind, given, fault in (
            ("demo", {"EXCHANGE": "yes"}, 'EXCHANGE: expected on or off, found "yes"'),
            ("demo", {"EXCHANGE": "on", "SANDBOX_REPLAY": "golden"}, "EXCHANGE: expected off with SANDBOX_REPLAY"),
            ("up", {"EXCHANGE": "on"}, "EXCHANGE: expected off, because only a demo has an exchange"),
            ("demo", {"EXCHANGE_GATEWAYS": "5"}, 'EXCHANGE_GATEWAYS: expected a number from 1 to 4, found "5"'),
        ):
            with self.subTest(given):
                [found] = Settings(kind, self.folder, {"DATABASE_URL": "postgresql://db/ticker", **given}).faults
                self.assertIn(fault, found)

    def test_all_faults_are_reported_at_once(self):
        for port in ("http", "0", "65536", "-1", "080", "123456"):
            with self.subTest(port):
                faults = Settings("demo", self.folder + "$", {"TICKER_PORT": port, "TICKER_BIND": "a b"}).faults
                self.assertEqual(
                    faults,
                    [
                        'TICKER_HOME: expected a path without any of $ ` " \\, found "%s$"' % self.folder,
                        'TICKER_PORT: expected a port number from 1 to 65535, found "%s"' % port,
                        'TICKER_BIND: expected an address such as 127.0.0.1 or 0.0.0.0, found "a b"',
                    ],
                )

    def test_files_are_found_from_where_the_command_was_given(self):
        self.write("replay.ndjson", "")
        files = ("DATABASE_URL_FILE", "S3_ACCESS_KEY_FILE", "S3_SECRET_KEY_FILE", "PUBLISH_URL", "ARCHIVE_URL")
        environment = {"SANDBOX_REPLAY": "replay.ndjson", "SANDBOX_FAULTS": "7", **dict.fromkeys(files, " some/file")}
        settings = Settings("demo", self.folder, environment)

        self.assertEqual(settings.faults, [])
        self.assertEqual(environment["SANDBOX_REPLAY"], os.path.join(self.folder, "replay.ndjson"))
        for name in files:
            self.assertEqual(environment[name], os.path.join(self.folder, "some/file"), name)
        self.assertEqual(environment["SANDBOX_FAULTS"], "7")

    def test_nginx_has_a_limit_also_where_none_is_set(self):
        environment = {"TRUSTED_PROXIES": "10.0.0.1, fd00::/8"}
        Settings("up", self.folder, environment)
        self.assertEqual((environment["CONNECTION_LIMIT"], environment["RATE_LIMIT"]), ("512", "0"))
        self.assertEqual(environment["TRUSTED_PROXIES"], "10.0.0.1, fd00::/8")

    def test_white_space_around_a_value_is_none_of_it(self):
        environment = {"CONNECTION_LIMIT": "0 ", "RATE_LIMIT": " ", "TICKER_BIND": " ::1", "TICKER_PORT": " 8100 "}
        settings = Settings("up", self.folder, environment)
        self.assertEqual((environment["CONNECTION_LIMIT"], environment["RATE_LIMIT"]), ("0", "0"))
        self.assertEqual((settings.bind, settings.port, environment["TICKER_PORT"], settings.faults), ("::1", 8100, "8100", []))

    def test_a_replay_that_is_not_there_is_named(self):
        [fault] = Settings("demo", self.folder, {"SANDBOX_REPLAY": "/absent.ndjson"}).faults
        self.assertIn('SANDBOX_REPLAY: expected a file of trades', fault)

    def test_the_address_is_one_that_can_be_opened_here(self):
        for bind, url in (("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")):
            self.assertEqual(Settings("up", self.folder, {"TICKER_BIND": bind}).url(), url)

    def test_what_kubernetes_sets_is_ignored_with_a_warning(self):
        environment = {"TICKER_PORT": "tcp://10.0.0.1:8000"}
        settings = Settings("demo", self.folder, environment)

        self.assertEqual((settings.port, environment["TICKER_PORT"], settings.faults), (8000, "8000", []))
        [warning] = settings.warnings
        self.assertIn('TICKER_PORT: ignored "tcp://10.0.0.1:8000"', warning)
        self.assertIn("enableServiceLinks: false", warning)

    def test_ports_that_the_user_did_not_set_are_known(self):
        self.assertEqual(Settings("demo", self.folder, {"SANDBOX_PORT": "9000"}).defaults, ["TICKER_PORT", "METRICS_PORT"])

    def test_a_source_or_database_at_a_port_of_the_run_is_named(self):
        for name, value, port in (
            ("HORIZON_URL", "http://127.0.0.1:8000", "TICKER_PORT"),
            ("HORIZON_URL", "https://horizon.stellar.org, http://localhost:8002/", "METRICS_PORT"),
            ("HORIZON_URL", "http://[::1]:8000", "TICKER_PORT"),
            ("DATABASE_URL", "postgresql://ticker:p@localhost:8002/ticker", "METRICS_PORT"),
            ("DATABASE_URL", "jdbc:postgresql://127.0.0.1:8000/ticker?user=u", "TICKER_PORT"),
        ):
            with self.subTest(value):
                faults = Settings("up", "/home", {name: value}).faults
                self.assertEqual(len(faults), 1, faults)
                self.assertRegex(faults[0], '%s: expected another port than %s, found "80' % (name, port))
        default = {"TICKER_PORT": "5432", "DATABASE_URL": "postgresql://u:p@127.0.0.1/ticker"}
        self.assertEqual(len(Settings("up", "/home", default).faults), 1)

    def test_others_at_the_same_port_are_no_fault(self):
        for environment in (
            {"HORIZON_URL": "http://horizon:8000,http://10.0.0.7:8002"},
            {"HORIZON_URL": "http://127.0.0.1:8001"},
            {"HORIZON_URL": "http://127.0.0.1:x"},
            {"DATABASE_URL": "postgresql://u:p@127.0.0.1:5432/ticker"},
            {"DATABASE_URL": "postgresql://u:p@db:8000/ticker"},
        ):
            with self.subTest(environment):
                self.assertEqual(Settings("up", "/home", environment).faults, [])
        self.assertEqual(Settings("demo", "/home", {}).faults, [])

    def test_nginx_alone_needs_the_database_that_all_share(self):
        settings = Settings("web", self.folder, {})
        self.assertEqual(settings.faults, ['DATABASE_URL: expected the address of the PostgreSQL that all programs share, found ""'])
        environment = {"DATABASE_URL": "postgresql://db/ticker"}
        self.assertEqual(Settings("web", self.folder, environment).faults, [])
        self.assertEqual((environment["PROGRAMS"], environment["WITH_POSTGRES"]), ("json-generator", "false"))

    def test_what_is_no_server_of_the_api_is_refused(self):
        for servers, faults in (("api-1:8010, [::1]:80", 0), ("api-1", 1), ("api-1:0;", 1), ("a:1,b", 1)):
            self.assertEqual(len(Settings("up", self.folder, {"API_SERVERS": servers}).faults), faults, servers)
        self.assertEqual(len(Settings("up", self.folder, {"METRICS_BIND": "a b"}).faults), 1)

    def test_archiver_belongs_to_a_run_with_an_archive(self):
        self.assertNotIn("archiver", self.programs({}))
        self.assertEqual(self.programs({"ARCHIVE_URL": "s3://bucket/prefix"})[-1], "archiver")
        environment = {"ARCHIVE_URL": "archive"}
        self.assertIn("archiver", self.programs(environment))
        self.assertEqual(environment["ARCHIVE_URL"], os.path.join(os.getcwd(), "archive"))

    def test_a_bucket_stays_as_it_is(self):
        environment = {"ARCHIVE_URL": "s3://days", "PUBLISH_URL": "s3://public/all"}
        Settings("up", self.folder, environment)
        self.assertEqual((environment["ARCHIVE_URL"], environment["PUBLISH_URL"]), ("s3://days", "s3://public/all"))

    def programs(self, environment):
        Settings("demo", self.folder, environment)
        return environment["PROGRAMS"].split()
