"""Starts, stops and watches a run of Stellar Ticker: the commands of `./ticker`, and what supervisord runs.

Standard library only, Python 3.9 or later. In the order of a run:

  commands        the commands of `./ticker`
  start           starts a run, until markets.json shows pairs or the run has failed
  settings, preflight, ports    what is checked before anything starts
  build, app      the programs, built and copied into the run's folder
  state           the folder of a run, its lock and its processes
  supervised      what supervisord starts: postgres, boot, program, nginx, crash_loop_listener
  ending          why a run ended
  status          the state of each program
"""
