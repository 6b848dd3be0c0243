import os
import re
import unittest

from runner import commands, preflight
from runner.machine import ROOT


class ComposeTest(unittest.TestCase):
    def setUp(self):
        with open(os.path.join(ROOT, "docker-compose.yml")) as file:
            self.text = file.read()

    def test_each_container_runs_what_the_image_knows(self):
        known = {*commands.COMMANDS, *commands.OF_IMAGE} - set(commands.OF_CLONE)
        asked = set(re.findall(r"^ +command: (?!postgres )(\S+)", self.text, re.MULTILINE))
        self.assertGreater(len(asked), 5)
        self.assertEqual(asked - known, set())

    def test_the_split_runs_every_program(self):
        for program in commands.ALL_PROGRAMS:
            if program != "json-generator":  # beside nginx, in web
                self.assertIn("command: %s\n" % program, self.text)

    def test_containers_that_check_their_room_have_it(self):
        sizes = re.findall(r"tmpfs: \[\"/data:\S*size=(\d+)([mg])\"\]", self.text)
        self.assertTrue(sizes)
        for number, unit in sizes:
            # Some of it is in use before the check.
            self.assertGreaterEqual(int(number) * {"m": 1, "g": 1024}[unit], 2 * preflight.FIRST_ROOM)

    def service(self, name):
        """Returns the lines of a service."""
        return re.search(r"^  %s:.*\n((?:    .*\n|\n)+)" % name, self.text, re.MULTILINE).group(1)

    def test_all_who_need_the_archive_know_where_it_is(self):
        for name in ("archiver", "db-cleaner", "api-1"):
            self.assertRegex(self.service(name), r"<<: \[.*\*archive, \*bucket\]", name)
            self.assertRegex(self.service(name), r"volumes: .*\"archive:/archive", name)
        # Else db-cleaner would drop days that are not archived.
        self.assertIn("ARCHIVE_REQUIRED: ${ARCHIVE_REQUIRED:-true}", self.text)

    def test_each_optional_setting_reaches_its_program(self):
        for program, names in (
            ("event-publisher", tuple("EVENTS_KAFKA_" + name for name in ("URL", "PREFIX", "CLIENT", "SECURITY_PROTOCOL", "SASL_MECHANISM", "USER", "PASSWORD", "CA"))),
            ("api-1", ("DATABASE_READ_URL", "REPLICA_MAX_LAG")),
            ("web", ("PUBLISH_URL",)),
        ):
            for name in names:
                self.assertIn("%s: ${%s:-}" % (name, name), self.service(program))
        self.assertRegex(self.service("web"), r"<<: .*\*bucket")
        for name in ("ticker", "ticker-with-database"):
            self.assertRegex(self.service(name), r"<<: \[.*\*options, \*bucket\]", name)

    def test_the_files_that_monitoring_mounts_exist(self):
        mounted = re.findall(r"- \./(\S+?):/\S+:ro$", self.text, re.MULTILINE)
        self.assertGreater(len(mounted), 3)
        for path in mounted:
            self.assertTrue(os.path.exists(os.path.join(ROOT, path)), path)

    def test_prometheus_looks_for_each_container_of_a_program(self):
        with open(os.path.join(ROOT, "docker", "monitoring", "prometheus-compose.yml")) as file:
            names = set(re.search(r"names: \[(.*)\]", file.read()).group(1).split(", "))
        of_ticker = set(re.findall(r"^  ([a-z0-9-]+):(?= |\n)(?:(?!^  [a-z]).*\n)*?    (?:image: stellar-ticker|<<: \*(?:program|api))$", self.text, re.MULTILINE))
        self.assertEqual(names - of_ticker - {"api-2"}, set())
        self.assertEqual(of_ticker - names - {"migrate"}, set())
