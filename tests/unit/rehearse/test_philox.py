import numpy as np
import pytest

from trialrun.rehearse.compiled import kernel
from trialrun.rehearse.philox import philox, philox_block

# Known answers that Salmon et al. publish with Random123 (kat_vectors, philox4x32 10).
KNOWN = [
    (
        (0, 0, 0, 0, 0, 0),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF,) * 6,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@kernel
def words_of(c0, c1, c2, c3, k0, k1):
    return philox(c0, c1, c2, c3, k0, k1)


@pytest.mark.parametrize(("counter_and_key", "words"), KNOWN)
def test_words_are_the_published_ones(counter_and_key, words):
    assert words_of(*counter_and_key) == words


def test_a_block_is_drawn_as_one_by_one():
    @kernel
    def block(words):
        philox_block(words.shape[1], 5, 2, 11, 12, words[0], words[1], words[2], words[3])

    words = np.zeros((4, 37), dtype=np.uint32)
    block(words)
    for subject in range(37):
        assert tuple(words[:, subject]) == words_of(subject, 5, 2, 0, 11, 12)
