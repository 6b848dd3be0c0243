import os
import time
from unittest import mock

from runner import serving, status
from runner.tests.folders import InFolder


class ServingTest(InFolder):
    def setUp(self):
        super().setUp()
        self.write("www/markets.json", "{}")
        os.mkdir("run")
        serving.prepare("run", self.folder)
        self.publish()

    def publish(self):
        """As json-generator does, on a clock that was set back by a day."""
        self.write("www/new", "{}")
        then = os.stat(self.folder).st_mtime - 86400
        os.utime("www/new", (then, then))
        os.rename("www/new", "www/markets.json")

    def looks(self, ready, pairs):
        report = mock.Mock(is_ready=lambda: ready, has_pairs=lambda: pairs)
        with mock.patch.object(status, "Report", return_value=report) as made:
            looked = serving.look("run", self.folder)
        self.made = made
        return looked

    def test_nginx_is_not_asked_again_once_it_serves_pairs(self):
        for pairs, answered in ((False, False), (True, False), (True, True)):
            self.looks(ready=False, pairs=pairs)
            self.made.assert_called_once_with("run", nginx_answered=answered)

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
        serving.prepare("run", self.folder)
        self.assertFalse(self.looks(ready=True, pairs=True))
        self.publish()
        self.assertTrue(self.looks(ready=True, pairs=True))

    def test_without_a_file_it_does_not_serve(self):
        os.remove("www/markets.json")
        serving.prepare("run", self.folder)
        self.assertFalse(self.looks(ready=True, pairs=True))

    def test_after_three_minutes_pairs_are_enough(self):
        later = time.monotonic() + serving.START_LIMIT + 10
        with mock.patch("time.monotonic", lambda: later):
            self.assertTrue(self.looks(ready=False, pairs=True))
