"""Trials in chunks over threads: kernels release the interpreter, chunks change no number."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from trialrun.errors import RequestError

Progress = Callable[[int, int], None]
"""Told (trials done, trials in all), from the thread that asked for the rehearsal."""

_WORK_A_SECOND = 4_000_000
"""Subjects simulated a second, roughly: a chunk lasts about that long."""


def run_chunks(
    work: Callable[[int, int], None],
    trials: int,
    *,
    subjects: int,
    workers: int = 1,
    chunk: int | None = None,
    progress: Progress | None = None,
) -> None:
    """
    Do all trials.

    Args:
        work: does the trials from the first up to, not including, the second number.
        trials: how many in all.
        subjects: of a trial, from which a chunk's size is guessed.
        workers: threads.
        chunk: trials at a time; None for about a second's.
        progress: told after each chunk.
    Raises:
        RequestError: workers or chunk is below 1.
    """
    for name, value in (("trials", trials), ("workers", workers), ("chunk", chunk)):
        if value is not None and value < 1:
            raise RequestError(f"{name} is {value}, must be at least 1")
    size = chunk or max(1, min(_WORK_A_SECOND // subjects, -(-trials // (4 * workers))))
    done = 0
    if progress is not None:
        progress(done, trials)
    with ThreadPoolExecutor(workers) as pool:
        waiting: dict[Future[None], int] = {}
        for first in range(0, trials, size):
            last = min(first + size, trials)
            waiting[pool.submit(work, first, last)] = last - first
        try:
            for future in as_completed(waiting):
                future.result()
                done += waiting[future]
                if progress is not None:
                    progress(done, trials)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
