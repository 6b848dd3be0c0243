import socket
import unittest

from runner import ports
from runner.errors import BUSY, WRONG_SETTING


class PortsTest(unittest.TestCase):
    def test_a_port_in_use_is_named_and_one_that_is_free_is_not(self):
        with socket.socket() as taken, socket.socket() as free:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            busy = taken.getsockname()[1]
            faults = ports.faults([("TICKER_PORT", "127.0.0.1", busy), ("METRICS_PORT", "127.0.0.1", port)])

        [(code, text)] = faults
        self.assertEqual(code, BUSY)
        self.assertIn("TICKER_PORT: expected a free port, but 127.0.0.1:%d" % busy, text)

    def test_what_is_no_name_of_a_host_is_a_wrong_setting(self):
        for address in ("a..b", "x" * 64 + ".example"):
            [(code, text)] = ports.faults([("TICKER_PORT", address, 8000)])
            self.assertEqual(code, WRONG_SETTING)
            self.assertIn('TICKER_BIND: expected an address of this machine, found "%s"' % address, text)

    def test_an_address_of_another_machine_is_a_wrong_setting(self):
        [(code, text)] = ports.faults([("TICKER_PORT", "192.0.2.1", 8000)])
        self.assertEqual(code, WRONG_SETTING)
        self.assertIn('TICKER_BIND: expected an address of this machine, found "192.0.2.1"', text)

