"""
Named random streams: the same seed and name give the same numbers, wherever they are drawn.

A stream's key is the study's seed with a digest of its name. Kernels take the key and count
(Philox 4x32, Salmon et al. 2011, SC'11); frames are drawn with a NumPy generator of that key.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np


def stream_key(seed: int, *names: str | int) -> tuple[int, int]:
    """
    Return the two 32-bit words that key a stream.

    Args:
        seed: of the study, from 0 to 2**63 - 1.
        names: what the stream is for, such as "enrolment", "CHN".

    >>> stream_key(1, "enrolment") == stream_key(1, "enrolment")
    True
    >>> stream_key(1, "enrolment") == stream_key(2, "enrolment")
    False
    """
    text = "\x1f".join([str(seed), *(str(name) for name in names)])
    digest = sha256(text.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """
    Return a NumPy generator for a named stream.

    Args:
        seed: of the study, from 0 to 2**63 - 1.
        names: what the stream is for, such as "laboratory", 17.

    >>> float(stream(7, "age").random()) == float(stream(7, "age").random())
    True
    """
    text = "\x1f".join([str(seed), *(str(name) for name in names)])
    key = int.from_bytes(sha256(text.encode()).digest()[:16], "little")
    return np.random.Generator(np.random.Philox(key=key))
