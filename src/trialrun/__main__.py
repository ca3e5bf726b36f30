"""Let ``python -m trialrun`` do what the ``trialrun`` command does."""

import sys

from trialrun.cli import main

if __name__ == "__main__":
    sys.exit(main())
