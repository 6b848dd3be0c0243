import contextlib
import io
import os
from unittest import mock

from runner import ending
from runner.tests.folders import InFolder


class EndingTest(InFolder):
    def test_the_first_reason_stays_and_takes_no_room(self):
        ending.begin(self.folder)
        self.assertIsNone(ending.read(self.folder))
        before = os.stat("ended")
        ending.record(self.folder, 1, "nginx does not start:\n  no port")
        ending.record(self.folder, 0, "by ./ticker down")

        end = ending.read(self.folder)
        self.assertEqual((end.code, end.reason), (1, "nginx does not start:\n  no port"))
        self.assertEqual((os.stat("ended").st_size, os.stat("ended").st_ino), (before.st_size, before.st_ino))

    def test_a_reason_that_cannot_be_written_is_printed_and_ends_nothing(self):
        os.mkdir("ended")
        with contextlib.redirect_stderr(io.StringIO()) as err:
            ending.record(self.folder, 1, "nginx does not start")
        self.assertIn("ended (Is a directory): nginx does not start", err.getvalue())

    def test_a_new_run_forgets_it(self):
        ending.record(self.folder, 1, "a reason")
        ending.begin(self.folder)
        self.assertIsNone(ending.read(self.folder))

    def test_on_a_full_disk_that_is_the_reason(self):
        with mock.patch.object(ending, "free_room", lambda _: 0):
            ending.record(self.folder, 1, "postgres is in a crash loop")
        end = ending.read(self.folder)
        self.assertEqual(end.code, 74)
        self.assertEqual(end.reason, "disk full: 0 MiB free in %s; postgres is in a crash loop" % self.folder)

    def test_the_text_has_the_time_and_the_day_unless_it_is_today(self):
        end = ending.Ending(74, 1_764_343_680, "disk full")
        time = end.text(now=1_764_343_690)
        self.assertRegex(time, r"^ended \d\d:\d\d: disk full$")
        self.assertRegex(end.text(now=1_764_343_680 + 200_000), r"^ended 2025-11-2\d \d\d:\d\d: disk full$")
        self.assertTrue(ending.Ending(0, 1, "by ./ticker down").text().startswith("stopped 1970-01-01"))

    def test_a_long_reason_is_truncated(self):
        ending.record(self.folder, 1, "x" * 10_000)
        self.assertEqual(os.stat("ended").st_size, ending.ROOM)
