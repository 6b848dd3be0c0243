import ast
import builtins
import glob
import os
import unittest

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def bound(tree):
    """All names that a module binds anywhere: enough to find those that nobody does."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


class NamesTest(unittest.TestCase):
    def test_python_3_9_understands_all_of_it(self):
        for path in glob.glob(os.path.join(PACKAGE, "**", "*.py"), recursive=True):
            with self.subTest(os.path.relpath(path, PACKAGE)), open(path, encoding="utf-8") as source:
                ast.parse(source.read(), feature_version=(3, 9))

    def test_each_name_is_bound_and_each_import_used(self):
        modules = glob.glob(os.path.join(PACKAGE, "**", "*.py"), recursive=True)
        self.assertGreater(len(modules), 20)
        for path in modules:
            with self.subTest(os.path.relpath(path, PACKAGE)), open(path, encoding="utf-8") as source:
                tree = ast.parse(source.read())
                used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
                imports = {
                    (alias.asname or alias.name).partition(".")[0]
                    for node in ast.walk(tree)
                    if isinstance(node, (ast.Import, ast.ImportFrom))
                    for alias in node.names
                }
                self.assertEqual(used - set(bound(tree)) - set(dir(builtins)) - {"__file__"}, set(), "nobody binds these")
                self.assertEqual(imports - used, set(), "nobody uses these imports")
