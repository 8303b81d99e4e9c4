"""A group of articles → the story: who tells it best, how the others relate to that, what it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crawler.article import Article, Owner
from nlp.similar import Verdict
from nlp.story import Member, Relation, Story

_OFFICIAL = {"network": 0, "city": 0, "partner": 1}
_MARK = re.compile(r"^(?:\[[^\W\d_a-z]{4,}\]\s*)+")
COMPLETE = 0.6  # of the longest article of its language: a teaser never represents a story


def tell(articles: Sequence[Article], owners: Mapping[str, Owner], verdicts: Mapping[str, Verdict]) -> Story:
    """Return the story of a group in canonical order (its first article gives the id).

    `owners` by source key; `verdicts` by article id: that on the pair of the representative and the article.
    Use `representative` to know which one that is.
    """
    best = representative(articles, owners)
    others = [article for article in articles if article is not best]
    members = [Member(article=best.id, relation="original", score=1.0, evidence=("most official and complete",))]
    members += [_member(best, article, verdicts[article.id]) for article in others]
    times = [article.when for article in articles]
    return Story(
        id="s" + articles[0].id[1:],
        title=headline(best.title),
        language=best.language,
        first_published=min(times),
        last_published=max(times),
        members=tuple(members),
    )


def headline(title: str) -> str:
    """Return a title without the marks that publishing systems put before it, such as `[DELETED]`."""
    return _MARK.sub("", title) or title


def representative(articles: Sequence[Article], owners: Mapping[str, Owner]) -> Article:
    """Return the most official, most complete, then earliest article of a group."""
    longest: dict[str, int] = {}
    for article in articles:
        longest[article.language] = max(longest.get(article.language, 0), len(article.text))

    def rank(article: Article) -> tuple[bool, int, bool, str, str]:
        is_short = len(article.text) < COMPLETE * longest[article.language]
        official = _OFFICIAL[owners.get(article.source, "partner")]
        return (is_short, official, article.published is None, article.when.isoformat(), article.id)

    return min(articles, key=rank)


def _member(best: Article, article: Article, verdict: Verdict) -> Member:
    evidence = verdict.evidence if verdict.is_same else (*verdict.evidence, "joined through other members")
    score = max(verdict.probability, 0.5)  # the group carries it
    return Member(
        article=article.id, relation=verdict.relation or _guess(best, article), score=score, evidence=evidence
    )


def _guess(best: Article, article: Article) -> Relation:
    """Name the relation of an article that joined through others and isn't itself like the representative."""
    if best.language == article.language:
        return "teaser" if len(article.text) < COMPLETE * len(best.text) else "report"
    return "translation" if len(article.text) >= COMPLETE * len(best.text) else "report"
