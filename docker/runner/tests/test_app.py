import os
import tempfile
import unittest
from unittest import mock

from runner import app
from runner.state import State


class CopiedProgramsTest(unittest.TestCase):
    def copied(self, kind):
        """Copies a build for a run of the kind, and returns what the run has."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        dist = os.path.join(folder.name, "dist")
        for libraries in ("lib", "lib-bench"):
            os.makedirs(os.path.join(dist, libraries))
        for jar in ("ingester.jar", "bench.jar", "lib/core.jar", "lib-bench/core.jar"):
            open(os.path.join(dist, jar), "w").close()
        environment = {"TICKER_HOME": os.path.join(folder.name, "home"), "TICKER_DIST": dist}
        with mock.patch.dict(os.environ, environment):
            state = State(kind)
            os.makedirs(state.path)
            app.prepare(state, with_postgres=False)
        return {name: sorted(os.listdir(os.path.join(state.file("app"), name))) for name in os.listdir(state.file("app")) if name.startswith("lib")}

    def test_run_has_the_libraries_of_the_programs(self):
        self.assertEqual(self.copied("demo"), {"lib": ["core.jar"]})

    def test_benchmarks_have_their_own_libraries_too(self):
        self.assertEqual(self.copied("bench"), {"lib": ["core.jar"], "lib-bench": ["core.jar"]})


if __name__ == "__main__":
    unittest.main()
