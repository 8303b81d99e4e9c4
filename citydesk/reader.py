"""An archive for who works with its data: `from citydesk import Archive`. It reads, and never writes.

Not to be taken for `citydesk.archive.Archive`, the open file that citydesk itself writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from citydesk.archive import Archive as File
from citydesk.archive.articles import find_article, load_articles
from citydesk.archive.connection import stamp
from citydesk.archive.reading import article_then, every_article, every_row, every_story
from citydesk.archive.stories import find_story, load_some
from citydesk.archive.tags import load_tags
from citydesk.errors import ArchiveError
from citydesk.pipeline.search import By, Hit, Wish, search
from crawler.article import Article
from nlp.encode import Encoder, head
from nlp.story import Story, Tag
from nlp.vocabulary import Vocabulary


class Reader:
    """An archive that is read. Everything comes as the nouns of citydesk, one after the other."""

    def __init__(
        self, path: Path | str, *, encoder: Encoder | None = None, as_of: date | datetime | None = None
    ) -> None:
        """Open the archive at `path`; raise ArchiveError where there is none, or one of another release.

        `encoder` is needed only for an archive made with another model than the default one. `as_of`: see there.
        """
        if not Path(path).is_file():
            raise ArchiveError(f"{path}: is not there; name an archive.sqlite")
        self._file = File(path, is_read_only=True)
        self._encoder = encoder
        self._path, self._before = path, None if as_of is None else _end(as_of)
        self._vocabulary: Vocabulary | None = None

    def articles(self) -> Iterator[Article]:
        """Yield every article in order of id, in its current version, or in that of the day (`as_of`)."""
        return every_article(self._file, stamp(self._before))

    def article(self, name: str) -> Article:
        """Return the article of an id or address, in the version of the day (`as_of`); raise KeyError for none."""
        id, before = find_article(self._file, name), stamp(self._before)
        if id is None:
            raise KeyError(name)
        found = article_then(self._file, id, before) if before else load_articles(self._file, [id])[0]
        if found is None:
            raise KeyError(name)
        return found

    def stories(self) -> Iterator[Story]:
        """Yield every story in order of id, as grouped now."""
        return every_story(self._file)

    def story(self, name: str) -> Story:
        """Return the story of an id, a former id or the id or address of one of its articles; raise KeyError."""
        found = find_story(self._file, name.rstrip("/").rpartition("/stories/")[2] or name)
        if found is None:
            raise KeyError(name)
        return load_some(self._file, [found])[0][0]

    def tags(self, article: Article | str) -> tuple[Tag, ...]:
        """Return the tags of an article with their evidence."""
        id = article if isinstance(article, str) else article.id
        return load_tags(self._file, [id]).get(id, ())

    def rows(self, what: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, a view or an SQL statement: what pandas.DataFrame and polars take."""
        return every_row(self._file, what, parameters)

    def search(self, question: str, *, by: By = "words", limit: int = 10, stories: bool = False) -> list[Hit]:
        """Return the articles that answer a question, best first, as `citydesk search` does.

        `by` "meaning" or "both" finds other languages, too, and loads the model (seconds, once). With `stories`, the
        best article of each story only. Raise ConfigError for a date that is none and for an unknown city, topic or
        project; their names are those of config (that of citydesk where there is none).
        """
        wish = Wish(by=by, limit=limit, is_one_a_story=stories, as_of=self._before)
        vocabulary = self._named() if ":" in question else None
        return search(self._file, question, wish, None if by == "words" else self._meanings(), vocabulary)

    def similar(self, article: Article | str, limit: int = 10) -> list[Hit]:
        """Return the articles nearest in meaning to one, in any language, itself left out."""
        own = self.article(article) if isinstance(article, str) else article
        wish = Wish(by="meaning", limit=limit + 1, as_of=self._before)
        return [hit for hit in search(self._file, head(own), wish, self._meanings()) if hit.id != own.id][:limit]

    def as_of(self, day: date | datetime) -> Reader:
        """Return the archive as it was: what was known at the end of a day (UTC), or before a moment.

        Articles and search know only what had come in by then, in the versions of then. Stories and tags are those of
        now: group the articles of then with `group`.
        """
        return Reader(self._path, encoder=self._encoder, as_of=day)

    def group(self, articles: Iterable[Article], threshold: float | None = None) -> list[Story]:
        """Return the stories that these articles alone would make, without writing anything.

        `threshold`: from which probability two articles tell the same, 0 to 1. Default: the shipped one.
        """
        from citydesk.pipeline.what_if import group_as

        given = {} if threshold is None else {"threshold": threshold}
        return group_as(self._file, self._model(), list(articles), **given)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _model(self) -> Encoder:
        if self._encoder is None:
            from citydesk.engine import make_encoder
            from citydesk.service_models import Model

            self._encoder = make_encoder(Model())
        return self._encoder

    def _named(self) -> Vocabulary:
        if self._vocabulary is None:
            from citydesk.settings import load_settings

            self._vocabulary = load_settings().vocabulary
        return self._vocabulary

    def _meanings(self) -> Any:
        from citydesk.pipeline.meanings import Meanings

        return Meanings(archive=self._file, encoder=self._model())


def _end(day: date | datetime) -> datetime:
    """Return the end of a day (UTC), or the moment that was given."""
    return day if isinstance(day, datetime) else datetime.combine(day + timedelta(days=1), time(), UTC)
