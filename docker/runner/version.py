"""Finds the version of the product and, in a clone, the commit."""

import os
import re
import subprocess

from runner.machine import ROOT


def text():
    """Returns a text such as `Stellar Ticker 0.1.0 (commit 092a95f, with changes)`."""
    return "Stellar Ticker %s (%s)" % (_product(), commit() or "commit unknown")


def commit():
    """Returns the commit, or None outside a clone. The image has it in a file, written at build time."""
    try:
        with open(os.path.join(ROOT, "COMMIT")) as file:
            return "commit " + file.read().strip()
    except OSError:
        pass
    if not os.path.exists(os.path.join(ROOT, ".git")):
        return None
    found = _git("rev-parse", "--short=12", "HEAD")
    if not found:
        return None
    return "commit " + found + (", with changes" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _product():
    try:
        with open(os.path.join(ROOT, "pom.xml")) as pom:
            found = re.search(r"<artifactId>stellar-ticker</artifactId>\s*<version>([^<]+)</version>", pom.read())
    except OSError:
        return "of unknown version"
    return found.group(1) if found else "of unknown version"


def _git(*words):
    try:
        asked = subprocess.run(
            ["git", "-C", ROOT, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
        )
    except OSError:
        return ""
    return asked.stdout.strip()
