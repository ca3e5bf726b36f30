"""Let the tests of this folder import the small trials and the ways to break them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
