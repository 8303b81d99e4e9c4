"""Search by meaning for many visitors: one thread holds the model and all signs, and answers one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, TimeoutError

from citydesk.archive import Archive
from citydesk.errors import CitydeskError
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.search import Hit, Wish, search
from nlp.encode import Encoder

PATIENCE_SECONDS = 30.0  # the first question waits for the model


class ByMeaning:
    """The model is read with the first question that needs it: who never asks pays nothing."""

    def __init__(self, open_archive: Callable[[], Archive], make_encoder: Callable[[], Encoder]) -> None:
        """Answer from an archive, whose connection stays in the one thread."""
        self._open, self._make = open_archive, make_encoder
        self._worker = ThreadPoolExecutor(1, "by-meaning")
        self._held: Meanings | None = None

    def search(self, question: str, wish: Wish) -> list[Hit]:
        """Return what answers a question by meaning, or by both. Raise CitydeskError where it takes too long."""
        try:
            return self._worker.submit(self._search, question, wish).result(PATIENCE_SECONDS)
        except TimeoutError:
            raise CitydeskError("too many ask by meaning; ask again in a minute, or by words") from None

    def close(self) -> None:
        """End the thread; what waits is not answered."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _search(self, question: str, wish: Wish) -> list[Hit]:
        if self._held is None:
            self._held = Meanings(archive=self._open(), encoder=self._make())
        return search(self._held.archive, question, wish, self._held)
