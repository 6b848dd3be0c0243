"""Starts, stops, watches and reports a run of Stellar Ticker: all that `./ticker` does, and what supervisord runs.

Standard library only, Python 3.9 and later. Read in the order of a run:

  commands        what `./ticker` understands
  start           a run from its settings to its first pairs, or to the reason why there are none
  settings, preflight, ports    what is checked before anything starts
  build, app      the programs, built and copied into the run's folder
  state           the folder of a run, its lock, its processes, its end
  supervised      what supervisord starts: postgres, boot, program, nginx, crash_loop_listener
  status          how a run is
"""
