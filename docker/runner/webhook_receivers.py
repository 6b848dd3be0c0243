"""Prepares what the sample receivers of webhooks need of PyPI and npm; prints for each where it is, or why it is not."""

import os

from runner import client_tests, npm
from runner.machine import ROOT

RECEIVERS = os.path.join(ROOT, "samples", "webhooks")


def prepare():
    interpreter, fault = client_tests.python_with(os.path.join(RECEIVERS, "requirements.txt"), "receivers")
    print("python\t%s\t%s" % (interpreter or "", fault or ""))
    fault = npm.fault(RECEIVERS)
    print("node\t%s\t%s" % ("" if fault else "node", fault or ""))


if __name__ == "__main__":
    prepare()
