import unittest

from runner import program


class ProgramTest(unittest.TestCase):
    def test_a_copy_of_a_gateway_is_the_same_program_with_a_number(self):
        self.assertEqual(program.of_copy("exchange-gateway-3"), ("exchange-gateway", "3"))
        self.assertEqual(program.of_copy("exchange-gateway"), ("exchange-gateway", None))
        self.assertEqual(program.of_copy("graphql-server"), ("graphql-server", None))
