import socket
import threading
import unittest
from unittest import mock

from runner import database


class DatabaseTest(unittest.TestCase):
    def listening(self, answer):
        """A server that sends the answer to the first message; None: it accepts the connection and sends nothing."""
        server = socket.socket()
        self.addCleanup(server.close)
        server.bind(("127.0.0.1", 0))
        server.listen()
        if answer is not None:

            def serve():
                link, _ = server.accept()
                with link:
                    link.recv(8)
                    link.sendall(answer)

            thread = threading.Thread(target=serve)
            thread.start()
            self.addCleanup(thread.join)
        return server.getsockname()[1]

    def test_one_that_answers_is_well(self):
        self.assertIsNone(database.complaint("127.0.0.1", self.listening(b"N")))

    def test_one_that_hangs_is_named(self):
        with mock.patch.object(database, "LIMIT", 0.1):
            self.assertIn("has not answered", database.complaint("127.0.0.1", self.listening(None)))

    def test_what_is_no_postgresql_is_named(self):
        self.assertIn("is no PostgreSQL", database.complaint("127.0.0.1", self.listening(b"HTTP/1.1")))

    def test_one_that_is_absent_is_named(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.assertEqual(database.complaint("127.0.0.1", port), "no PostgreSQL at 127.0.0.1:%d (Connection refused)" % port)

    def test_addresses(self):
        for url, expected in {
            "postgresql://ticker:secret@db_1.example:6432/ticker": [("db_1.example", 6432)],
            "jdbc:postgresql://127.0.0.1:29000/ticker?user=a&password=b@c": [("127.0.0.1", 29000)],
            "jdbc:postgresql://[::1]/ticker": [("::1", 5432)],
            "postgresql://a:b@db-1,db-2:6432,[::1]/ticker": [("db-1", 5432), ("db-2", 6432), ("::1", 5432)],
            "postgres://db": [("db", 5432)],
            "mysql://db": [],
        }.items():
            self.assertEqual(database.addresses(url), expected)

    def test_of_several_hosts_one_that_answers_is_enough(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            absent = ("127.0.0.1", free.getsockname()[1])
        self.assertIsNone(database.complaint_of_all([absent, ("127.0.0.1", self.listening(b"N"))]))
        self.assertEqual(database.complaint_of_all([absent, absent]).count("Connection refused"), 2)
