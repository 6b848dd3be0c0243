"""`python3 docker/runner COMMAND`, called by `./ticker` and by supervisord."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from runner.commands import main  # noqa: E402 needs the path above

if __name__ == "__main__":
    main(sys.argv[1:])
