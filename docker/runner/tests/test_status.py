import contextlib
import io
import os
import time
from unittest import mock

from runner import status, supervisor, web
from runner.state import State
from runner.status import Report
from runner.tests.folders import InFolder


def process(name, state="RUNNING", group="app", start=1, exitstatus=0):
    return {
        "name": name,
        "statename": state,
        "group": group,
        "start": start,
        "exitstatus": exitstatus,
        "description": "described",
    }


class StatusTest(InFolder):
    def report(self, *processes):
        with mock.patch.object(supervisor, "processes", lambda _: list(processes)):
            return Report(self.folder)

    def report_state(self, name, line, health="well", age=0):
        self.write("status/" + name, "%s\n%s\t10\n" % (line, health))
        os.utime("status/" + name, (time.time() - age, time.time() - age))

    def test_a_program_is_as_it_says(self):
        self.report_state("ingester", "catching-up\ttrades: live")
        self.report_state("aggregator", "degraded\twindows: old", "unwell")
        report = self.report(process("aggregator"), process("ingester"))
        self.assertEqual(
            report.text(), "  ingester    catching-up  trades: live\n  aggregator  degraded     windows: old\n"
        )
        self.assertFalse(report.is_well())

    def test_a_report_is_valid_for_a_time(self):
        self.report_state("ingester", "running\ttrades: live", age=8)
        self.assertTrue(self.report(process("ingester")).is_well())
        self.report_state("ingester", "running\ttrades: live", age=15)
        report = self.report(process("ingester"))
        self.assertRegex(report.text(), r"ingester  silent  for 15 s; before that running: trades: live")
        self.assertFalse(report.is_well())

    def test_what_readers_do_not_need_does_not_keep_it_from_being_ready(self):
        self.report_state("ingester", "running\t")
        report = self.report(process("ingester"), process("db-cleaner"))
        self.assertTrue(report.is_ready())
        self.assertFalse(report.is_well())

    def test_a_degraded_program_does_its_work(self):
        self.report_state("ingester", "degraded\ta record that cannot be read", "unwell")
        self.assertTrue(self.report(process("ingester")).is_ready())
        self.report_state("ingester", "stalled\tno Horizon answers", "unwell")
        self.assertFalse(self.report(process("ingester")).is_ready())

    def test_a_program_that_waits_for_its_next_start_says_why(self):
        self.write("starts/ingester", "4 %.3f\n" % (time.monotonic() + 12))
        self.write("reasons/ingester", "HORIZON_URL: expected a Horizon of the network\n")
        text = self.report(process("ingester")).text()
        self.assertRegex(text, r"ingester  restarting  in 1[23] s; it ended: HORIZON_URL: expected a Horizon of the network")

    def test_one_whose_reason_is_not_known_waits_all_the_same(self):
        self.write("starts/ingester", "4 %.3f\n" % (time.monotonic() + 12))
        self.assertRegex(self.report(process("ingester")).text(), r"^  ingester  restarting  in 1[23] s\n$")

    def test_the_reason_is_shown_until_it_works_again(self):
        self.write("reasons/ingester", "out of memory\n")
        self.assertIn("starting  it ended: out of memory", self.report(process("ingester")).text())
        self.report_state("ingester", "running\ttrades: live")
        self.assertNotIn("memory", self.report(process("ingester")).text())

    def test_a_full_disk_is_named(self):
        with mock.patch.object(status.ending, "free_room", lambda _: 1):
            report = self.report()
        self.assertIn("disk  full  disk full: 1 MiB free in", report.text())
        self.assertFalse(report.is_well())

    def test_an_included_database_that_hangs_is_silent(self):
        self.write("postgres.port", "29000\n")
        self.write("served", "")
        with mock.patch.object(status.database, "complaint", lambda host, port: "has not answered"):
            report = self.report(process("postgres", group="postgres"))
        self.assertEqual(report.text(), "  postgres  silent  has not answered\n")
        self.assertFalse(report.is_well())

    def nginx(self, status):
        with mock.patch.object(web, "status", lambda address, path: status), mock.patch.object(
            supervisor, "processes", lambda _: [process("nginx", group="nginx")]
        ):
            return Report(os.path.join(self.folder, "run"))

    def test_nginx_serves_also_where_a_limit_refuses_us(self):
        self.write("run/address", "http://127.0.0.1:8000\n")
        self.write("www/markets.json", '{"generated_at": %d, "pairs": [{}, {}]}' % (time.time() * 1000))
        for status in (200, 429):
            report = self.nginx(status)
            self.assertIn("nginx  running  markets.json: 2 pairs, ", report.text())
            self.assertTrue(report.has_pairs())
        for status in (404, 503):
            report = self.nginx(status)
            self.assertEqual(report.text(), "  nginx  starting  no markets.json yet (%d)\n" % status)
            self.assertFalse(report.has_pairs())

    def test_nginx_that_has_answered_is_not_asked_again(self):
        self.write("www/markets.json", '{"generated_at": %d, "pairs": [{}]}' % (time.time() * 1000))
        with mock.patch.object(web, "status", side_effect=AssertionError("asked")), mock.patch.object(
            supervisor, "processes", lambda _: [process("nginx", group="nginx")]
        ):
            self.write("run/address", "http://127.0.0.1:8000\n")
            self.assertTrue(Report(os.path.join(self.folder, "run"), nginx_answered=True).has_pairs())

    def test_nginx_has_no_pairs_without_a_file(self):
        self.assertFalse(self.nginx(200).has_pairs())

    def test_a_supervisord_that_does_not_answer_is_not_well(self):
        with mock.patch.object(supervisor, "processes", side_effect=supervisor.NoAnswer("gone")):
            report = Report(self.folder)
        self.assertEqual(report.text(), "  supervisord is starting or stopping (gone)\n")
        self.assertFalse(report.is_well() or report.is_ready())

    def test_a_boot_that_is_done_and_programs_that_never_ran_are_not_shown(self):
        report = self.report(process("boot", "EXITED", "boot"), process("sandbox", "STOPPED", "sandbox", start=0))
        self.assertEqual(report.text(), "")
        report = self.report(process("ingester", "STOPPED", start=0))
        self.assertEqual(report.text(), "  ingester  waiting  for the database\n")

    def test_what_follows_api_servers_is_shown_only_when_it_fails(self):
        for state, start, shown in (("STOPPED", 0, ""), ("RUNNING", 1, ""), ("FATAL", 1, "  api-servers  fatal  ")):
            report = self.report(process("api-servers", state, "api-servers", start=start))
            self.assertEqual(report.text()[: len("  api-servers  fatal  ")], shown)


class AloneTest(InFolder):
    def test_a_program_alone_in_a_container_is_shown(self):
        with mock.patch.dict(os.environ, TICKER_HOME=self.folder), mock.patch.object(status, "in_image", return_value=True):
            state = State("ingester")
            state.take()
            self.addCleanup(state.release)
            for text, line, code in (
                ("running\ttrades: live\nwell\t10\n", "ingester  running  trades: live\n", 0),
                ("stalled\ttrades\nunwell\t10\n", "ingester  stalled  trades\n", 1),
            ):
                self.write("ingester/run/status/ingester", text)
                said = io.StringIO()
                with contextlib.redirect_stdout(said):
                    self.assertEqual(status.show_all(), code)
                self.assertEqual(said.getvalue(), line)
