import os
import subprocess
from unittest import mock

from runner import classes
from runner.errors import CommandError
from runner.tests.folders import InFolder


class ClassesTest(InFolder):
    def test_the_class_path_has_all_jars_in_the_same_order_each_time(self):
        for name in ("migrate.jar", "lib/z.jar", "lib/a.jar", "aggregator.jar", "lib/notes.txt"):
            self.write(name, "")
        names = [path[len(self.folder) + 1 :] for path in classes.class_path(self.folder).split(":")]
        self.assertEqual(names, ["aggregator.jar", "migrate.jar", "lib/a.jar", "lib/z.jar"])

    def test_the_main_class_follows_from_the_program(self):
        self.assertEqual(classes.main_class("json-generator"), "org.stellarticker.jsongenerator.Main")

    def test_graphql_server_has_an_archive_of_its_own(self):
        own, shared = os.path.join(self.folder, "own.jsa"), os.path.join(self.folder, "shared.jsa")
        graphql, ingester = classes.main_class("graphql-server"), classes.main_class("ingester")
        with mock.patch.object(classes, "OWN", {graphql: own}), mock.patch.object(classes, "SHARED", shared):
            self.assertEqual(classes.options(graphql)[0], "-cp")
            self.write("own.jsa", "")
            self.write("shared.jsa", "")
            self.assertEqual(classes.options(graphql)[0], "-XX:SharedArchiveFile=" + own)
            self.assertEqual(classes.options(ingester)[0], "-XX:SharedArchiveFile=" + shared)

    def test_each_archive_is_made_of_the_lists_of_its_programs(self):
        graphql = classes.main_class("graphql-server")
        for name in (graphql + "-1", classes.main_class("ingester") + "-2", "org.stellarticker.daemon.SettingsCheck-3"):
            self.write("lists/" + name, name + "\n")
        made = {}

        def dump(command, **_):
            words = dict(word.split("=", 1) for word in command if "=" in word)
            made[words["-XX:SharedArchiveFile"]] = (self.read(words["-XX:SharedClassListFile"]).split(), "-XX:+AOTClassLinking" in command)
            return mock.Mock(returncode=0)

        with mock.patch.object(classes, "OWN", {graphql: self.folder + "/own.jsa"}), mock.patch.object(classes, "SHARED", self.folder + "/shared.jsa"):
            with mock.patch.object(classes, "java", return_value="java"), mock.patch.object(subprocess, "run", dump):
                classes.make_archives(self.folder + "/lists")
        self.assertEqual(made[self.folder + "/own.jsa"], ([graphql + "-1"], True))
        self.assertEqual(made[self.folder + "/shared.jsa"], (["org.stellarticker.daemon.SettingsCheck-3", "org.stellarticker.ingester.Main-2"], False))

    def test_an_archive_needs_a_list(self):
        with self.assertRaises(CommandError):
            classes.make_archives(self.folder)

    def test_lists_are_merged_without_what_holds_in_one_only(self):
        first = ["# a comment\n", "java/lang/Object id: 0\n", "app/A id: 7\n", "@lambda-proxy app/A run\n"]
        second = ["java/lang/Object id: 0\n", "app/B id: 7\n", "app/Own id: 8 super: 0 source: own.jar\n"]
        self.assertEqual(
            classes.merge([first, second]),
            ["java/lang/Object\n", "app/A\n", "@lambda-proxy app/A run\n", "app/B\n"],
        )
