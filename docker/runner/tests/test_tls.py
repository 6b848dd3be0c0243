import datetime
import os
import shutil
import unittest

from runner import tls
from runner.settings import Settings
from runner.tests.folders import InFolder

FILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tls")


def file(name):
    return os.path.join(FILES, name)


class FaultsTest(InFolder):
    def fault(self, certificate, key):
        faults = tls.faults(certificate, key)
        self.assertEqual(len(faults), 1, faults)
        self.assertNotIn("\n", faults[0])
        return faults[0]

    def test_a_certificate_and_its_key_are_no_fault(self):
        self.assertEqual(tls.faults(file("one.pem"), file("one.key")), [])
        self.assertEqual(tls.faults(file("ended.pem"), file("one.key")), [])

    def test_another_key_is_named(self):
        for key in ("other.key", "rsa.key"):
            self.assertEqual(
                self.fault(file("one.pem"), file(key)),
                'TLS_KEY_FILE: expected the private key of the certificate in "%s", found that of another in "%s"' % (file("one.pem"), file(key)),
            )

    def test_a_chain_may_follow_the_certificate(self):
        with open(file("one.pem")) as one, open(file("other.pem")) as other:
            self.write("chain.pem", "a comment\n" + one.read() + other.read())
        self.assertEqual(tls.faults("chain.pem", file("one.key")), [])
        self.assertEqual(tls.first_certificate("chain.pem"), tls.first_certificate(file("one.pem")))

    def test_what_is_missing_or_something_else_is_named(self):
        self.write("text", "no certificate\n")
        self.assertRegex(self.fault("missing.pem", file("one.key")), r'TLS_CERT_FILE: .* found none that can be read at "missing\.pem" \(No such file')
        self.assertRegex(self.fault(file("one.pem"), self.folder), r"TLS_KEY_FILE: .*Is a directory")
        self.assertRegex(self.fault("text", file("one.key")), r'TLS_CERT_FILE: expected a certificate .* found none in "text"')
        self.assertRegex(self.fault(file("one.pem"), "text"), r'TLS_KEY_FILE: expected a private key \(PEM\), found none in "text"')
        self.assertRegex(self.fault(file("one.pem"), file("password.key")), r"TLS_KEY_FILE: expected a private key without a password")
        self.assertRegex(self.fault("$a", file("one.key")), r"TLS_CERT_FILE: expected a path without a \$")

    def test_a_damaged_certificate_is_named(self):
        with open(file("one.pem")) as whole:
            lines = whole.read().splitlines()
        self.write("damaged.pem", "\n".join([lines[0], lines[1][::-1], *lines[2:]]) + "\n")
        self.assertRegex(self.fault("damaged.pem", file("one.key")), r"TLS_CERT_FILE: expected a certificate and its key that OpenSSL accepts")


class WarningsTest(unittest.TestCase):
    def test_only_a_certificate_near_its_end_is_warned_of(self):
        self.assertEqual(tls.warnings(file("one.pem")), [])
        self.assertRegex(tls.warnings(file("ended.pem"))[0], r"ended on 2020-01-02; clients refuse it")
        day = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.timezone.utc)
        self.assertRegex(tls.warnings(file("ended.pem"), day)[0], r"ends on 2020-01-02; after renewing it, \./ticker reload")
        self.assertRegex(tls.warnings(file("ended.pem"), day.replace(year=2019))[0], r"begins on 2020-01-01")


class SettingsTest(InFolder):
    def settings(self, **environment):
        return Settings("up", self.folder, {"TICKER_PORT": "8100", **environment})

    def test_without_its_settings_there_is_no_tls(self):
        self.assertIsNone(self.settings().tls_port)
        self.assertIsNone(self.settings(TLS_PORT=" ").tls_port)

    def test_all_three_are_needed(self):
        self.assertEqual(self.settings(TLS_PORT="8443").faults, ["TLS_CERT_FILE: expected a value, because TLS_PORT is set"])
        self.assertEqual(
            self.settings(TLS_CERT_FILE="a", TLS_KEY_FILE="b").faults, ["TLS_PORT: expected a value, because TLS_CERT_FILE, TLS_KEY_FILE is set"]
        )

    def test_relative_files_are_the_caller_s(self):
        shutil.copy(file("one.pem"), "one.pem")
        shutil.copy(file("one.key"), "one.key")
        settings = self.settings(TLS_PORT="8443", TLS_CERT_FILE="one.pem", TLS_KEY_FILE="one.key")
        self.assertEqual((settings.faults, settings.warnings, settings.tls_port), ([], [], 8443))
        self.assertEqual(settings.environment["TLS_CERT_FILE"], os.path.join(self.folder, "one.pem"))
        self.assertIn(("TLS_PORT", "127.0.0.1", 8443), settings.listeners())

    def test_faults_of_port_and_files_are_named_together(self):
        faults = self.settings(TLS_PORT="eight", TLS_CERT_FILE=file("one.pem"), TLS_KEY_FILE=file("other.key")).faults
        self.assertEqual([fault.partition(":")[0] for fault in faults], ["TLS_PORT", "TLS_KEY_FILE"])
