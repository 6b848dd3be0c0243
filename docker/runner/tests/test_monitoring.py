"""The files of docker/monitoring. Whether programs give the metrics that they name is a test of e2e, with a running demo."""

import json
import os
import re
import shutil
import subprocess
import unittest

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "monitoring")


def read(name):
    with open(os.path.join(FOLDER, name)) as file:
        return file.read()


@unittest.skipUnless(shutil.which("promtool"), "promtool is not installed; docker/machine.sh test-tools does it")
class RulesTest(unittest.TestCase):
    def promtool(self, *words):
        done = subprocess.run(["promtool", *words], cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_the_rules_are_valid(self):
        self.assertIn("SUCCESS: %d rules found" % len(alerts()), self.promtool("check", "rules", "alerts.yml"))
        self.promtool("check", "config", "prometheus.yml")
        self.promtool("check", "config", "prometheus-compose.yml")

    def test_the_rules_raise_what_they_should(self):
        self.promtool("test", "rules", "alerts_test.yml")


def alerts():
    return re.findall(r"(?m)^ +- alert: (\w+)$", read("alerts.yml"))


class AlertsTest(unittest.TestCase):
    def test_each_alert_is_tested_both_ways(self):
        tests = read("alerts_test.yml")
        for name in alerts():
            self.assertRegex(tests, r"\{eval_time: \w+, alertname: %s\}" % name, "a case without the alert")
            self.assertRegex(tests, r"alertname: %s\n +exp_alerts:" % name, "a case with the alert")


class DashboardTest(unittest.TestCase):
    FILE = "dashboard.json"

    def setUp(self):
        self.panels = json.loads(read(self.FILE))["panels"]

    def test_panels_do_not_overlap(self):
        taken = set()
        for panel in self.panels:
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(taken & cells, panel["title"])
            taken |= cells
        self.assertEqual(len({panel["id"] for panel in self.panels}), len(self.panels))

    def test_each_panel_asks_for_the_chosen_instance(self):
        for panel in self.panels:
            for target in panel.get("targets", []):
                self.assertRegex(target["expr"], r'instance=~"\$instance"', panel["title"])
            self.assertTrue(panel["type"] == "row" or panel["targets"], panel["title"])

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed; docker/machine.sh test-tools does it")
    def test_each_expression_is_valid(self):
        import tempfile

        rules = [{"record": "panel:%d_%s" % (panel["id"], target["refId"]), "expr": target["expr"]} for panel in self.panels for target in panel.get("targets", [])]
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            json.dump({"groups": [{"name": "dashboard", "rules": rules}]}, file)  # JSON is YAML
            file.flush()
            done = subprocess.run(["promtool", "check", "rules", file.name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)


class ExchangeDashboardTest(DashboardTest):
    FILE = "exchange-dashboard.json"

    def test_it_is_a_dashboard_of_its_own(self):
        self.assertNotEqual(json.loads(read(self.FILE))["uid"], json.loads(read("dashboard.json"))["uid"])
