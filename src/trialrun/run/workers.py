"""Processes that make the files of several steps at the same time, and never outlive their run."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

Made = Future[None]
_PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


class Workers:
    """
    A pool that is started when it is first needed.

    Args:
        count: processes; with one, nothing is started and the caller makes its files itself.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=error is not None)

    def start(self, tasks: Sequence[tuple[Callable[[Path], None], Path]]) -> list[Made]:
        """
        Begin tasks, each in an empty folder of its own.

        Returns:
            One future a task, in order; none where there is nothing to gain from processes.
        """
        if self.count < 2 or len(tasks) < 2:
            return []
        if self.pool is None:
            self.pool = ProcessPoolExecutor(
                self.count,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_end_with,
                initargs=(os.getpid(),),
            )
        return [self.pool.submit(_make_in, make, folder) for make, folder in tasks]


def _make_in(make: Callable[[Path], None], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    make(folder)


def _end_with(parent: int) -> None:
    """End this process when its parent does, also where that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
