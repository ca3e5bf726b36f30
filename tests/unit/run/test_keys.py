"""What a step's key is made of."""

from pathlib import Path

import trialrun
from trialrun.run import keys


def test_every_file_of_the_package_counts():
    """A file that the code reads and the key leaves out would keep old results alive."""
    root = Path(trialrun.__file__).parent
    files = [path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {path.suffix for path in files} - {".typed"} == keys._CODE
