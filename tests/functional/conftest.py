"""Let the tests of this folder import the small trials that acceptance tests break."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "acceptance"))
