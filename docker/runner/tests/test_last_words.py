from runner import last_words
from runner.tests.folders import InFolder


class LastWordsTest(InFolder):
    def told(self, log):
        self.write("log/ingester.log", log)
        return last_words.of("ingester", "log")

    def test_a_program_s_own_words_on_its_settings_go_before_errors(self):
        log = "2026-11-28T10:00:00Z ERROR something\ningester: HORIZON_URL: expected an address\nException at\n"
        self.assertEqual(self.told(log), "HORIZON_URL: expected an address")

    def test_the_same_words_are_told_once(self):
        self.assertEqual(self.told("FATAL: no room\n" * 3), "no room")

    def test_without_any_error_the_last_lines_are_told(self):
        self.assertEqual(self.told("one\ntwo\n"), "one\n  two")
        self.assertEqual(self.told(""), "its log is empty")

    def test_a_missing_log_is_told(self):
        self.assertEqual(last_words.of("ingester", "log"), "there is no log of it")
