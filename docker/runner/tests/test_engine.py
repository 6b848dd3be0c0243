import subprocess
import unittest
from unittest import mock

from runner import engine
from runner.errors import CommandError

UNLIMITED = engine.resource.RLIM_INFINITY


def answering(*names):
    """Fakes clients of which only the named ones have an engine behind them."""

    def run(command, **_):
        if command[0] not in (*names, "docker"):
            raise FileNotFoundError(command[0])
        return subprocess.CompletedProcess(command, 0 if command[0] in names else 1)

    return mock.patch.object(engine.subprocess, "run", run)


class EngineTest(unittest.TestCase):
    def test_the_first_engine_that_answers_is_used_not_the_first_client(self):
        with answering("podman", "buildah"):
            self.assertEqual(engine.find().name, "podman")
        with answering("docker", "podman"):
            self.assertEqual(engine.find().name, "docker")
        with answering():
            self.assertIsNone(engine.find())

    def test_only_buildah_runs_no_containers(self):
        self.assertTrue(engine.Engine("podman").can_run())
        self.assertFalse(engine.Engine("buildah").can_run())

    def test_what_is_installed_must_answer(self):
        with answering(), mock.patch.object(engine, "configure"), mock.patch.object(engine.machine, "need_engine") as install:
            with self.assertRaisesRegex(CommandError, "no container engine answers"):
                engine.need()
            install.assert_called_once()

    def test_an_ordinary_machine_needs_no_settings(self):
        text = engine.configuration(has_systemd=True, one_cgroup_hierarchy=True, limits=(1048576, UNLIMITED))
        self.assertEqual(text, "")

    def test_podman_gets_what_the_machine_lacks(self):
        text = engine.configuration(has_systemd=False, one_cgroup_hierarchy=False, limits=(20000, 32768))
        self.assertEqual(
            text,
            '[containers]\ndefault_ulimits = ["nofile=20000:20000", "nproc=32768:32768"]\n'
            '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n',
        )

    def test_settings_of_the_user_stay(self):
        environment = {"CONTAINERS_CONF": "/etc/mine.conf"}
        engine.configure(environment)
        self.assertEqual(environment, {"CONTAINERS_CONF": "/etc/mine.conf"})
        self.assertEqual(engine.build_options(environment), [])

    def test_a_failed_command_says_what_the_engine_said(self):
        with self.assertRaisesRegex(CommandError, "sh -c failed: no such thing"):
            engine.Engine("sh").output("-c", "echo no such thing >&2; exit 3")
