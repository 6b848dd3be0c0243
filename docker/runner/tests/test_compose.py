import os
import re
import unittest

from runner import commands
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
