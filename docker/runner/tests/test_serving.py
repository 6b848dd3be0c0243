import os
from unittest import mock

from runner import serving, status
from runner.tests.folders import InFolder


class ServingTest(InFolder):
    def setUp(self):
        super().setUp()
        self.write("run/address", "http://127.0.0.1:8000\n")
        self.write("www/markets.json", "{}")
        self.age("run/address", 10)
        self.age("www/markets.json", 5)

    def age(self, name, seconds):
        then = os.stat(self.folder).st_mtime - seconds
        os.utime(name, (then, then))

    def looks(self, ready, pairs):
        report = mock.Mock(is_ready=lambda: ready, has_pairs=lambda: pairs)
        with mock.patch.object(status, "Report", lambda _: report):
            return serving.look("run", self.folder)

    def test_it_serves_once_all_that_readers_need_works_and_there_are_pairs(self):
        self.assertFalse(self.looks(ready=False, pairs=True))
        self.assertFalse(self.looks(ready=True, pairs=False))
        self.assertFalse(serving.has_begun("run"))
        self.assertTrue(self.looks(ready=True, pairs=True))
        self.assertTrue(serving.has_begun("run"))

    def test_from_then_on_it_has_served(self):
        self.looks(ready=True, pairs=True)
        self.assertTrue(self.looks(ready=False, pairs=False))

    def test_a_file_of_the_run_before_does_not_count(self):
        self.age("www/markets.json", 20)
        self.assertFalse(self.looks(ready=True, pairs=True))

    def test_after_three_minutes_pairs_are_enough(self):
        self.age("run/address", serving.START_LIMIT + 10)
        self.assertTrue(self.looks(ready=False, pairs=True))
