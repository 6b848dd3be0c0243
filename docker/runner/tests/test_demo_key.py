import base64
import os

from runner import demo_key
from runner.tests.folders import InFolder


class DemoKeyTest(InFolder):
    def test_a_seed_is_written_as_stellar_writes_it(self):
        known = "SC4CGETADVYTCR5HEAVZRB3DZQY5Y4J7RFNJTRA6ESMHIPEZUSTE2QDK"
        self.assertEqual(demo_key.seed(base64.b32decode(known)[1:33]), known)

    def test_the_key_stays_and_nobody_else_reads_it(self):
        path = os.path.join(self.folder, "signing-key")
        demo_key.keep(path)
        with open(path) as file:
            first = file.read()
        self.assertRegex(first, "^S[A-Z2-7]{55}\n$")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        demo_key.keep(path)
        with open(path) as file:
            self.assertEqual(file.read(), first)
