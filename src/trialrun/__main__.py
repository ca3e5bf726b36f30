"""Let ``python -m trialrun`` do what the ``trialrun`` command does."""

from trialrun.cli import main

if __name__ == "__main__":
    main()
