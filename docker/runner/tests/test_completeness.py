import unittest

from runner.completeness import read


def health(percent, since=None, at=None):
    return {"complete_from": since, "complete_percent": percent, "complete_at": at}


class CompletenessTest(unittest.TestCase):
    def test_the_text_says_since_when_and_until_when(self):
        whole = read(health(100.0, "2026-11-21T10:00:00Z"))
        self.assertEqual((whole.is_whole, whole.text), (True, "for all seven days"))
        self.assertFalse(read(health(99.9, "2026-11-21T10:00:00Z")).is_whole)
        self.assertEqual(
            read(health(42.5, "2026-11-25T12:00:59.5Z", "2026-11-28T18:30:00Z")).text,
            "complete since 2026-11-25 12:00 UTC (42.5 % of seven days are stored); for all seven days about 2026-11-28 18:30 UTC",
        )
        self.assertEqual(
            read(health(0.0)).text, "not complete yet for any time (0.0 % of seven days are stored); the backfill is running"
        )
        self.assertIsNone(read({}))
