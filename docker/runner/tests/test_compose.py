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
        for program in commands.PROGRAMS:
            if program != "json-generator":  # beside nginx, in web
                self.assertIn("command: %s\n" % program, self.text)
