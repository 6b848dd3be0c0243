import grp
import os
import pwd
import re
import types
import unittest
from unittest import mock

from runner import users
from runner.errors import WRONG_SETTING, CommandError
from runner.machine import ROOT

USER = types.SimpleNamespace(pw_uid=10005, pw_gid=10000)


class UsersTest(unittest.TestCase):
    def test_outside_of_the_image_nothing_switches(self):
        self.assertFalse(users.are_used())
        self.assertEqual(users.switch_to("ingester"), [])

    def test_in_the_image_only_root_with_its_capabilities_switches(self):
        with mock.patch.object(users, "in_image", return_value=True), mock.patch.object(os, "getuid", return_value=0):
            with mock.patch.object(users, "missing_capabilities", return_value=[]):
                self.assertTrue(users.are_used())
            with mock.patch.object(users, "missing_capabilities", return_value=["SETUID"]):
                self.assertFalse(users.are_used())
        with mock.patch.object(users, "in_image", return_value=True), mock.patch.object(os, "getuid", return_value=1000):
            self.assertFalse(users.are_used())

    def test_a_program_gets_its_own_user_and_no_privileges(self):
        with mock.patch.object(users, "are_used", return_value=True), mock.patch.object(pwd, "getpwnam", return_value=USER) as asked:
            self.assertEqual(
                users.switch_to("ingester"),
                ["--reuid=10005", "--regid=10000", "--init-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"],
            )
            asked.assert_called_with("ticker-ingester")
            users.switch_to("postgres")
            asked.assert_called_with("postgres")

    def test_a_secret_is_copied_to_where_programs_may_read_it(self):
        from runner.state import State
        from runner.tests.folders import InFolder

        class Folder(InFolder):
            def runTest(self):
                pass

        folder = Folder()
        folder.setUp()
        self.addCleanup(folder.doCleanups)
        folder.write("secret", "postgresql://a:b@c/d")
        given = {"TICKER_HOME": folder.folder, "DATABASE_URL_FILE": os.path.join(folder.folder, "secret")}
        group = types.SimpleNamespace(gr_gid=os.getgid())
        with mock.patch.dict(os.environ, given), mock.patch.object(users, "are_used", return_value=True):
            with mock.patch.object(grp, "getgrnam", return_value=group), mock.patch.object(os, "chown"):
                os.makedirs(State("up").file("run"))
                users.share_secrets(State("up").file("run", "secrets"))
            copy = os.environ["DATABASE_URL_FILE"]
        self.assertEqual(copy, State("up").file("run", "secrets", "DATABASE_URL_FILE").replace(State("up").home, folder.folder))
        self.assertEqual(folder.read(copy), "postgresql://a:b@c/d")
        self.assertEqual(os.stat(copy).st_mode & 0o777, 0o640)

    def test_each_file_that_a_setting_names_is_shared(self):
        with open(os.path.join(ROOT, "docs", "configuration.md"), encoding="utf-8") as reference:
            named = set(re.findall(r"\b[A-Z0-9_]+_FILE\b", reference.read()))
        of_nginx = {"TLS_CERT_FILE", "TLS_KEY_FILE"}  # root starts it
        self.assertEqual(named - of_nginx - set(users.SHARED_FILES), set())

    def test_a_secret_that_is_missing_is_named(self):
        given = {"DATABASE_URL_FILE": "/nonexistent/secret"}
        group = types.SimpleNamespace(gr_gid=os.getgid())
        with mock.patch.dict(os.environ, given), mock.patch.object(users, "are_used", return_value=True):
            with mock.patch.object(grp, "getgrnam", return_value=group), mock.patch.object(os, "chown"):
                with self.assertRaises(CommandError) as refusal:
                    users.share_secrets_alone()
        self.assertEqual(refusal.exception.code, WRONG_SETTING)
        self.assertIn("DATABASE_URL_FILE: expected a file that can be read, found /nonexistent/secret", str(refusal.exception))
