"""Seconds that a piece of work takes, by the clock and of all cores: the second says more on a busy machine."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Seconds of one piece of work; `cores` adds those of all threads and of child processes that have ended."""

    clock: float
    cores: float


def timed(work: Callable[[], Result]) -> tuple[Result, Took]:
    """Do the work; return what it returns and how long it took."""
    clock, cores = time.perf_counter(), _of_all_cores()
    result = work()
    return result, Took(clock=time.perf_counter() - clock, cores=_of_all_cores() - cores)


def _of_all_cores() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
