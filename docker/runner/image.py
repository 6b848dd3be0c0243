"""Builds the container image `stellar-ticker` with the engine of this machine."""

import os
import subprocess

from runner import base_image, version
from runner import engine as engines
from runner.errors import UNAVAILABLE, CommandError
from runner.machine import ROOT

NAME = "stellar-ticker"
MAVEN_REPOSITORY = os.path.expanduser("~/.m2/repository")
MAVEN_SETTINGS = os.path.expanduser("~/.m2/settings.xml")
# Trusted authorities in Java's own form, as Debian keeps them for all JDKs.
TRUST_STORE = "/etc/ssl/certs/java/cacerts"
NPM_SETTINGS = os.path.expanduser("~/.npmrc")
# The same authorities as Debian keeps them for all others.
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


def build(run):
    """Builds the image; runs it in the foreground afterwards when asked to."""
    engine = engines.need()
    if run and not engine.can_run():
        raise CommandError(UNAVAILABLE, "buildah builds images and runs none: install docker or podman for --run")
    base_image.provide(engine)
    print("building the image %s with %s" % (NAME, engine.name), flush=True)
    ran = subprocess.run(engine.command(*options(engine.name)), env=environment(), check=False)
    if ran.returncode != 0:
        raise CommandError(1, "%s could not build the image (exit code %d)" % (engine.name, ran.returncode))
    print("built the image %s" % NAME, flush=True)
    if run:
        os.execvp(engine.name, engine.command("run", "--rm", "-p", "127.0.0.1:8000:8000", "-v", NAME + ":/data", NAME))


def options(engine):
    """Returns the engine's options for the build."""
    found = ["build", "-t", NAME, "-f", os.path.join(ROOT, "Dockerfile")]
    if engine != "docker":
        # Only this format has a health check. The host's network also works where no bridge can be made.
        found += ["--format", "docker", "--network", "host", "--layers", *engines.build_options()]
    found += ["--build-arg", "COMMIT=" + (version.commit() or "commit unknown").replace("commit ", "", 1)]
    # What this machine has of Maven's: its cache, its mirrors, and the authorities that it trusts.
    if os.path.isdir(MAVEN_REPOSITORY):
        found += ["--build-context", "maven-repository=" + MAVEN_REPOSITORY]
    if os.path.isfile(MAVEN_SETTINGS):
        found += ["--secret", "id=maven-settings,src=" + MAVEN_SETTINGS]
    if os.path.isfile(TRUST_STORE):
        found += ["--secret", "id=cacerts,src=" + TRUST_STORE]
    # And of npm's.
    if os.path.isfile(NPM_SETTINGS):
        found += ["--secret", "id=npmrc,src=" + NPM_SETTINGS]
    if os.path.isfile(AUTHORITIES):
        found += ["--secret", "id=authorities,src=" + AUTHORITIES]
    return [*found, ROOT]


def environment():
    return dict(os.environ, DOCKER_BUILDKIT="1")
