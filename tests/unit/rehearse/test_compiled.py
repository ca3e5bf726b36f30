import os
import subprocess
import sys

PROGRAM = """
import os
from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.philox import philox

@kernel
def first_word():
    return philox(0, 0, 0, 0, 0, 0)[0]

print(hex(first_word()), os.environ["NUMBA_CACHE_DIR"])
"""


def compiled(folder, cache):
    program = folder / "program.py"
    program.write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, "-W", "error", program],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_compiled_code_is_kept_below_the_users_cache(tmp_path):
    first, folder = compiled(tmp_path, tmp_path)
    assert first == "0x6627e8d5"
    assert folder.startswith(str(tmp_path / "trialrun" / "numba"))
    assert compiled(tmp_path, tmp_path) == [first, folder]


def test_a_cache_that_can_not_be_written_is_replaced_for_the_process(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    first, folder = compiled(tmp_path, blocked)
    assert first == "0x6627e8d5"
    assert not folder.startswith(str(tmp_path / "file"))
    assert not os.path.exists(folder)  # noqa: PTH110 - cleared away at its end
