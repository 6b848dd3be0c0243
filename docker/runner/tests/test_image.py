import os
import re
from unittest import mock

from runner import image, version
from runner.machine import ROOT
from runner.tests.folders import InFolder


class ImageTest(InFolder):
    def options(self, engine):
        paths = {"MAVEN_REPOSITORY": "repository", "MAVEN_SETTINGS": "settings.xml", "TRUST_STORE": "cacerts", "NPM_SETTINGS": "npmrc", "AUTHORITIES": "authorities.crt"}
        with mock.patch.multiple(image, **{name: os.path.join(self.folder, path) for name, path in paths.items()}):
            return " ".join(image.options(engine)).replace(self.folder, "HERE")

    def test_a_machine_without_mavens_files_passes_none_on(self):
        said = self.options("docker")
        self.assertNotIn("--secret", said)
        self.assertNotIn("--build-context", said)

    def test_mavens_cache_settings_and_authorities_are_passed_on(self):
        os.mkdir("repository")
        self.write("settings.xml", "<settings/>")
        self.write("cacerts", "store")
        said = self.options("docker")
        self.assertIn("--build-context maven-repository=HERE/repository", said)
        self.assertIn("--secret id=maven-settings,src=HERE/settings.xml", said)
        self.assertIn("--secret id=cacerts,src=HERE/cacerts", said)

    def test_npms_settings_and_authorities_are_passed_on(self):
        self.write("npmrc", "fund=false")
        self.write("authorities.crt", "certificates")
        said = self.options("docker")
        self.assertIn("--secret id=npmrc,src=HERE/npmrc", said)
        self.assertIn("--secret id=authorities,src=HERE/authorities.crt", said)

    def test_podman_needs_the_format_that_has_a_health_check(self):
        self.assertIn("--format docker", self.options("podman"))
        self.assertNotIn("--format", self.options("docker"))

    def test_the_label_names_the_version_of_the_pom(self):
        with open(os.path.join(ROOT, "Dockerfile")) as file:
            labelled = re.search(r'image\.version="([^"]+)"', file.read()).group(1)
        self.assertTrue(version.text().startswith("Stellar Ticker %s (" % labelled), version.text())

    def test_the_demo_of_the_build_takes_no_port_that_is_always_the_same(self):
        """A build by podman uses the host's network, where a ticker may run at the usual ports."""
        with open(os.path.join(ROOT, "docker", "prepare.sh")) as file:
            script = file.read()
        self.assertLess(script.index("TICKER_PORT="), script.index("ticker demo"))
        self.assertNotRegex(script, r":80\d\d\b")
