from runner.errors import CommandError
from runner.testing import Selection, long_groups
from runner.tests.folders import InFolder


class SelectionTest(InFolder):
    def test_without_options_neither_long_tests_nor_soaks_run(self):
        self.assertEqual(Selection([]).options(), ["-DexcludedGroups=long | soak"])
        self.assertTrue(Selection([]).is_whole())

    def test_long_adds_the_long_ones(self):
        self.assertEqual(Selection(["--long"]).options(), ["-DexcludedGroups=soak | short"])
        self.assertTrue(Selection(["--long"]).is_whole())

    def test_groups_run_alone(self):
        self.assertEqual(Selection(["--long", "faults"]).options(), ["-Dgroups=long & (faults)", "-DexcludedGroups=soak | short"])
        self.assertFalse(Selection(["--long", "faults"]).is_whole())
        self.assertEqual(Selection(["--soak"]).options(), ["-Dgroups=soak", "-DexcludedGroups="])

    def test_what_is_not_known_is_refused(self):
        for options, expected in {
            ("--fast",): "test does not know '--fast': it takes nothing, --long [GROUP...] or --soak",
            ("--soak", "x"): "test does not know '--soak x'",
            ("--long", "sing"): "test --long has no group 'sing'; there are ",
        }.items():
            with self.subTest(options), self.assertRaises(CommandError) as refusal:
                Selection(list(options))
            self.assertIn(expected, str(refusal.exception))

    def test_groups_are_those_that_tests_name(self):
        self.write("e2e/src/test/java/org/AIT.java", '    @Test\n    @Tag("long")\n    @Tag("kills")\n@Tag("soak")')
        self.assertEqual(long_groups(self.folder), ["kills"])
        self.assertEqual(long_groups(), sorted({"faults", "kills"} | set(long_groups())))
