"""Tags of a story's articles, and what editors said of them → the story's own tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nlp.corrected import Correction, corrected, of_story
from nlp.story import Tag
from nlp.tag import story_tags


def tags_of_story(
    articles: Iterable[str], tags: Mapping[str, tuple[Tag, ...]], said: Mapping[str, Sequence[Correction]]
) -> tuple[Tag, ...]:
    """Return the tags of a story, best first, from those of its articles and the corrections of each, by id.

    What an editor said of the story holds, also where articles have joined it since.
    """
    members = list(articles)
    joined = story_tags({id: tags[id] for id in members})
    return corrected(joined, of_story([one for id in members for one in said[id]]))
