"""`python3 docker/runner COMMAND`, for people by `./ticker`, for supervisord by its configuration."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from runner.commands import main  # noqa: E402 the path first

if __name__ == "__main__":
    main(sys.argv[1:])
