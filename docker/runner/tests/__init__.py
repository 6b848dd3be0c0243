"""Tests of the runner: `python3 docker/runner/tests/run_all.py`, which `./ticker test` runs and counts."""
