import json
import os
import signal
import subprocess
import sys
import time

from runner import earlier_logs, log_writer
from runner.log_lines import as_json
from runner.log_writer import RotatedFile
from runner.tests.folders import InFolder


class JsonTest(InFolder):
    def entry(self, program, line):
        entry = json.loads(as_json(program, line, now=12.5))
        self.assertEqual((entry.pop("timestamp"), entry.pop("loggerName")), (12500, program))
        return entry["level"], entry["formattedMessage"]

    def test_each_process_s_own_form_is_understood(self):
        for line, expected in {
            "2026/11/28 15:28:01 [warn] 7#7: low": ("WARN", "7#7: low"),
            "nginx: [emerg] no port": ("ERROR", "no port"),
            "2026-11-28 15:28:01,123 INFO spawned: 'boot' with pid 7": ("INFO", "spawned: 'boot' with pid 7"),
            "2026-11-28 15:28:01,123 CRIT uncaptured": ("ERROR", "uncaptured"),
            "2026-11-28 15:28:01.123 UTC [7] ingester FATAL:  no room": ("ERROR", "no room"),
            "2026-11-28 15:28:01.123 UTC [7]  LOG:  ready": ("INFO", "ready"),
            "ingester: started": ("INFO", "ingester: started"),
            'a "quoted" \\ line': ("INFO", 'a "quoted" \\ line'),
            "{not json": ("INFO", "{not json"),
        }.items():
            with self.subTest(line):
                self.assertEqual(self.entry("x", line), expected)

    def test_a_line_that_is_an_object_stays(self):
        self.assertEqual(as_json("x", '{"level":"INFO"}'), '{"level":"INFO"}')


class WriterTest(InFolder):
    def written(self, lines, **environment):
        writer = log_writer.start("nginx", "log", env=dict(os.environ, **environment))
        writer.communicate(lines)
        self.assertEqual(writer.returncode, 0)
        return self.read("log")

    def test_lines_are_appended(self):
        self.assertEqual(self.written(b"one\ntwo\n"), "one\ntwo\n")

    def test_ordinary_alarms_of_supervisord_are_left_out(self):
        ordinary = b"2026-11-28 15:28:01,123 CRIT Supervisor is running as root.  Privileges were not dropped\n\n"
        ordinary += b"2026-11-28 15:28:01,123 CRIT Server 'unix_http_server' running without any HTTP authentication checking\n"
        alarm = b"2026-11-28 15:28:01,123 CRIT uncaptured python exception\n"
        self.assertEqual(self.written(ordinary + alarm), alarm.decode())

    def test_with_json_each_is_an_object(self):
        text = self.written(b"one\n\xff\n", LOG_FORMAT="json")
        self.assertEqual([json.loads(line)["formattedMessage"] for line in text.splitlines()], ["one", "\ufffd"])

    def test_a_line_without_end_becomes_several(self):
        text = self.written(b"x" * (log_writer.LONGEST_LINE + 10))
        self.assertEqual([len(line) for line in text.splitlines()], [log_writer.LONGEST_LINE, 10])

    def test_a_writer_that_is_killed_is_replaced(self):
        writer = log_writer.start("nginx", "log")
        writer.stdin.write(b"one\n")
        writer.stdin.flush()
        self.await_that(lambda: os.path.exists("log") and self.read("log") == "one\n")
        [child] = self.children(writer.pid)
        os.kill(child, signal.SIGKILL)
        self.await_that(lambda: self.children(writer.pid) not in ([], [child]))
        writer.communicate(b"two\n")
        self.assertEqual((writer.returncode, self.read("log")), (0, "one\ntwo\n"))

    def children(self, pid):
        with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
            return [int(child) for child in file.read().split()]

    def await_that(self, condition):
        deadline = time.monotonic() + 10
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def test_the_file_is_rotated_and_bounded(self):
        file = RotatedFile("log", largest=10, backups=2)
        for number in range(7):
            file.append(b"line %d\n" % number)
        self.assertEqual(sorted(os.listdir(".")), ["log", "log.1", "log.2"])
        self.assertEqual((self.read("log"), self.read("log.1")), ("line 6\n", "line 4\nline 5\n"))

    def test_what_cannot_be_written_is_counted_and_never_a_fault(self):
        file = RotatedFile("absent/log")
        file.append(b"one\n")
        file.append(b"two\n")
        os.mkdir("absent")
        file.append(b"three\n")
        self.assertEqual(self.read("absent/log"), "(2 lines could not be written)\nthree\n")

    def test_with_json_their_number_is_an_object(self):
        file = RotatedFile("absent/log", form=lambda text: as_json("nginx", text))
        file.append(b"{}\n")
        os.mkdir("absent")
        file.append(b"{}\n")
        first = json.loads(self.read("absent/log").splitlines()[0])
        self.assertEqual(first["formattedMessage"], "(1 lines could not be written)")

    def test_a_process_s_own_output_becomes_json_to_its_last_line(self):
        program = (
            "import os, sys; sys.path.insert(0, %r)\n"
            "from runner import log_writer\n"
            "log_writer.put_before_this_process('nginx')\n"
            "os.execvp('sh', ['sh', '-c', 'echo out; echo 2026/11/28 15:28:01 [warn] err >&2'])\n"
        ) % os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        ran = subprocess.run(
            [sys.executable, "-c", program], env=dict(os.environ, LOG_FORMAT="json"), stdout=subprocess.PIPE, check=True
        )
        entries = [json.loads(line) for line in ran.stdout.splitlines()]
        self.assertEqual([(line["level"], line["formattedMessage"]) for line in entries], [("INFO", "out"), ("WARN", "err")])


class DetachedTest(InFolder):
    def test_a_pipe_behind_a_detached_command_ends_with_the_command(self):
        program = (
            "import subprocess, sys\n"
            "sys.path.insert(0, %r)\n"
            "from runner import log_writer\n"
            "writer = log_writer.start('supervisord', 'log')\n"
            "run = subprocess.Popen(['sleep', '60'], stdout=writer.stdin, stderr=writer.stdin)\n"
            "print(run.pid)\n"
        ) % os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        command = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        run = int(command.stdout.readline())
        self.addCleanup(os.kill, run, signal.SIGKILL)
        self.assertEqual(command.communicate(timeout=20), (b"", None))


class EarlierLogsTest(InFolder):
    def test_the_logs_of_the_last_runs_stay(self):
        for run in range(8):
            earlier_logs.shift(self.folder)
            self.write("log/ingester.log", "run %d\n" % run)
        self.assertEqual(sorted(os.listdir(".")), ["log", "log.1", "log.2", "log.3", "log.4", "log.5"])
        self.assertEqual(self.read("log.5/ingester.log"), "run 2\n")

    def test_a_start_without_a_line_shifts_no_logs(self):
        self.write("log.1/a.log", "wanted\n")
        earlier_logs.shift(self.folder)
        earlier_logs.shift(self.folder)
        self.assertEqual(self.read("log.1/a.log"), "wanted\n")

    def test_together_they_are_bounded_but_the_last_stays(self):
        for run in range(4):
            earlier_logs.shift(self.folder, largest=100)
            self.write("log/a.log", "x" * 90)
        self.assertEqual(sorted(os.listdir(".")), ["log", "log.1"])
