import subprocess
from unittest import mock

from runner import version
from runner.tests.folders import InFolder


class VersionTest(InFolder):
    def git(self, *words):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *words], check=True, stdout=subprocess.DEVNULL)

    def test_the_text_has_version_commit_and_changes(self):
        self.write("pom.xml", "<project><artifactId>stellar-ticker</artifactId>\n  <version>1.2.3</version></project>")
        with mock.patch.object(version, "ROOT", self.folder):
            self.assertEqual(version.text(), "Stellar Ticker 1.2.3 (commit unknown)")
            self.git("init", "-q")
            self.git("add", ".")
            self.git("commit", "-qm", "first")
            self.assertRegex(version.text(), r"^Stellar Ticker 1\.2\.3 \(commit [0-9a-f]{12}\)$")
            self.write("pom.xml", "<artifactId>stellar-ticker</artifactId><version>1.2.4</version>")
            self.assertRegex(version.text(), r"^Stellar Ticker 1\.2\.4 \(commit [0-9a-f]{12}, with changes\)$")

    def test_the_image_knows_it_by_a_file(self):
        self.write("COMMIT", "0123456789ab\n")
        with mock.patch.object(version, "ROOT", self.folder):
            self.assertEqual(version.commit(), "commit 0123456789ab")
