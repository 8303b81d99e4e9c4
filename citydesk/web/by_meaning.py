"""Search by meaning for many visitors: one thread holds the model and all signs, and answers one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, TimeoutError

from citydesk.archive import Archive
from citydesk.errors import CitydeskError
from citydesk.pipeline.meanings import Meanings
from citydesk.pipeline.search import Hit, Wish, search
from nlp.encode import Encoder
from nlp.vocabulary import Vocabulary
from nlp.weights import WeightsError

PATIENCE_SECONDS = 30.0  # the first question waits for the model
PAGE_SECONDS = 4.0  # who reads a page waits no longer: what has the words is there at once


class ByMeaning:
    """The model is read with the first question that needs it: who never asks pays nothing."""

    def __init__(
        self, open_archive: Callable[[], Archive], make_encoder: Callable[[], Encoder], vocabulary: Vocabulary
    ) -> None:
        """Answer from an archive, whose connection stays in the one thread."""
        self._open, self._make, self._vocabulary = open_archive, make_encoder, vocabulary
        self._worker = ThreadPoolExecutor(1, "by-meaning")
        self._held: Meanings | None = None

    def search(self, question: str, wish: Wish, patience_seconds: float = PATIENCE_SECONDS) -> list[Hit]:
        """Return what answers a question by meaning, or by both. Raise CitydeskError where it takes too long.

        Whoever gives up waits in no line any more; the model is read on.
        """
        asked = self._worker.submit(self._search, question, wish)
        try:
            return asked.result(patience_seconds)
        except TimeoutError:
            asked.cancel()
            raise CitydeskError("too many ask by meaning; ask again in a minute, or by words") from None
        except WeightsError as error:
            raise CitydeskError(f"the model can't be read: {error}") from None

    def close(self) -> None:
        """End the thread; what waits is not answered."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _search(self, question: str, wish: Wish) -> list[Hit]:
        if self._held is None:
            self._held = Meanings(archive=self._open(), encoder=self._make())
        return search(self._held.archive, question, wish, self._held, self._vocabulary)
