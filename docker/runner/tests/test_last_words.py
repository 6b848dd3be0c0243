import os

from runner import last_words
from runner.tests.folders import InFolder


class LastWordsTest(InFolder):
    def reason(self, log):
        self.write("log/ingester.log", "FATAL: of the run before\n")
        start = last_words.position("ingester", "log")
        with open("log/ingester.log", "a") as file:
            file.write(log)
        return last_words.since(start)

    def test_a_program_s_own_words_on_its_settings_go_before_errors(self):
        log = "2026-11-28T10:00:00Z ERROR something\ningester: HORIZON_URL: expected an address\nException at\n"
        self.assertEqual(self.reason(log), "HORIZON_URL: expected an address")

    def test_repeated_words_are_given_once(self):
        self.assertEqual(self.reason("FATAL: no room\n" * 3), "no room")

    def test_without_an_error_the_last_lines_are_given(self):
        self.assertEqual(self.reason("one\ntwo\n"), "one\n  two")
        self.assertEqual(self.reason(""), "its log is empty")

    def test_a_missing_log_is_named(self):
        self.assertEqual(last_words.since(last_words.position("ingester", "log")), "it has no log")

    def test_after_a_rotation_the_new_log_counts_whole(self):
        self.write("log/ingester.log", "FATAL: old\n")
        start = last_words.position("ingester", "log")
        os.rename("log/ingester.log", "log/ingester.log.1")
        self.write("log/ingester.log", "FATAL: new, of the same length or not\n")
        self.assertEqual(last_words.since(start), "new, of the same length or not")

    def test_json_is_understood(self):
        reason = self.reason('{"level":"INFO","formattedMessage":"starting"}\n{"level":"ERROR","formattedMessage":"a fault ends it"}\n')
        self.assertEqual(reason, "ERROR a fault ends it")
        reason = self.reason('{"level":"ERROR","formattedMessage":"ingester: HORIZON_URL: expected an address"}\n')
        self.assertEqual(reason, "HORIZON_URL: expected an address")
