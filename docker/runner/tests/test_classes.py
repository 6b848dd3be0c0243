from runner import classes
from runner.tests.folders import InFolder


class ClassesTest(InFolder):
    def test_the_class_path_has_all_jars_in_the_same_order_each_time(self):
        for name in ("migrate.jar", "lib/z.jar", "lib/a.jar", "aggregator.jar", "lib/notes.txt"):
            self.write(name, "")
        names = [path[len(self.folder) + 1 :] for path in classes.class_path(self.folder).split(":")]
        self.assertEqual(names, ["aggregator.jar", "migrate.jar", "lib/a.jar", "lib/z.jar"])

    def test_the_main_class_follows_from_the_program(self):
        self.assertEqual(classes.main_class("json-generator"), "org.stellarticker.jsongenerator.Main")

    def test_lists_are_merged_without_what_holds_in_one_only(self):
        first = ["# a comment\n", "java/lang/Object id: 0\n", "app/A id: 7\n", "@lambda-proxy app/A run\n"]
        second = ["java/lang/Object id: 0\n", "app/B id: 7\n", "app/Own id: 8 super: 0 source: own.jar\n"]
        self.assertEqual(
            classes.merge([first, second]),
            ["java/lang/Object\n", "app/A\n", "@lambda-proxy app/A run\n", "app/B\n"],
        )
