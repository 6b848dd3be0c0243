import os

from runner import base_image
from runner.tests.folders import InFolder

LISTING = """\
Debian\tDebian\thttp://mirror.example/debian
Debian\tDebian Backports\thttp://mirror.example/debian
Other\tDebian\thttp://other.example/debian
Debian\tDebian\thttp://second.example/debian
Debian\tDebian-Security\thttp://mirror.example/debian-security
"""


class BaseImageTest(InFolder):
    def test_mirrors_are_those_of_apt(self):
        self.assertEqual(
            base_image.sites(LISTING),
            {"Debian": "http://mirror.example/debian", "Debian-Security": "http://mirror.example/debian-security"},
        )
        self.assertEqual(base_image.sites(""), {})

    def test_the_image_gets_updates_from_the_same_mirrors(self):
        self.assertEqual(
            base_image.sources(base_image.sites(LISTING)),
            "deb http://mirror.example/debian trixie main\n"
            "deb http://mirror.example/debian trixie-updates main\n"
            "deb http://mirror.example/debian-security trixie-security main\n",
        )

    def test_manuals_go_and_copyrights_stay(self):
        self.write("doc/a/copyright", "mine")
        self.write("doc/a/README", "long")
        self.write("doc/b/changelog", "longer")
        base_image.empty(os.path.join(self.folder, "doc"))
        self.assertEqual(os.listdir("doc"), ["a"])
        self.assertEqual(os.listdir("doc/a"), ["copyright"])
