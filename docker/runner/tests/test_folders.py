import grp
import os
import pwd
import types
from unittest import mock

from runner import folders, users
from runner.state import State
from runner.tests.folders import InFolder

OWN = types.SimpleNamespace(pw_uid=os.getuid(), pw_gid=os.getgid(), gr_gid=os.getgid())


class FoldersTest(InFolder):
    def mode(self, *names):
        return os.stat(os.path.join(self.folder, "up", *names)).st_mode & 0o7777

    def test_only_root_writes_into_the_run_folder_itself(self):
        with mock.patch.dict(os.environ, {"TICKER_HOME": self.folder}), mock.patch.object(users, "are_used", return_value=True):
            with mock.patch.object(grp, "getgrnam", return_value=OWN), mock.patch.object(pwd, "getpwnam", return_value=OWN):
                with mock.patch.object(os, "chown") as given:
                    folders.prepare(State("up"))
        given.assert_any_call(os.path.join(self.folder, "up", "run"), 0, OWN.gr_gid)
        self.assertEqual(self.mode("run") & 0o022, 0)
        self.assertEqual(self.mode("run", "api"), 0o750)
        self.assertEqual(self.mode("run", "status"), 0o3770)

    def test_the_exchange_has_a_journal_of_its_own_and_sockets_that_nginx_reaches(self):
        with mock.patch.dict(os.environ, {"TICKER_HOME": self.folder}), mock.patch.object(users, "are_used", return_value=True):
            with mock.patch.object(grp, "getgrnam", return_value=OWN), mock.patch.object(pwd, "getpwnam", return_value=OWN):
                with mock.patch.object(os, "chown"):
                    folders.prepare(State("up"), with_journal=True, with_exchange=True)
        self.assertEqual(self.mode("exchange"), 0o700)
        self.assertEqual(self.mode("run", "exchange"), 0o1771)

    def test_the_archive_is_made_where_it_is_a_folder(self):
        archive = os.path.join(self.folder, "archive")
        for address, made in (("", False), ("s3://bucket", False), (archive, True)):
            with mock.patch.dict(os.environ, {"TICKER_HOME": self.folder, "ARCHIVE_URL": address}):
                folders.prepare(State("up"))
            self.assertEqual(os.path.isdir(archive), made, address)
            for name in ("archiver", "archiver-commands"):
                self.assertEqual(os.path.isdir(os.path.join(self.folder, "up", name)), address != "", (name, address))

    def test_the_folder_of_uploads_is_made_for_json_generator(self):
        public = os.path.join(self.folder, "public")
        for address, made in (("s3://bucket", False), (public, True)):
            with mock.patch.dict(os.environ, {"TICKER_HOME": self.folder, "PUBLISH_URL": address}), mock.patch.object(users, "give") as given:
                folders.prepare(State("up"))
            self.assertEqual(os.path.isdir(public), made, address)
            self.assertEqual(mock.call(public, "json-generator", 0o755) in given.mock_calls, made, address)
