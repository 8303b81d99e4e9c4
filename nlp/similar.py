"""Two fingerprints → the verdict: the same happening or not, how sure, and the evidence in words.

Vetoes first, then words shared inside a language, then a logistic model over vectors and facts: one for pairs inside
a language, one for pairs across (coefficients are data with their provenance: nlp/data/similar.json; nothing is
trained at run time). Design and published figures: nlp.md §1.5; rows cited below are those of its table.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.coefficients import Logistic, Model
from nlp.features import SAME_PHASES, SAME_PHASES_ACROSS, WINDOW_DAYS, are_disjoint, features, gap_days, phases_differ
from nlp.fingerprint import Fingerprint
from nlp.shingles import overlap
from nlp.story import Relation

RULES = "similar-5"  # changes whenever a verdict may
SAME = 0.5  # probability from which two articles tell the same happening
CANDIDATE_COSINE = 0.28  # centred; below it no pair of the fitting data was the same
SURE = 0.95  # of a translation, against phase words that no table of thirty languages has quite right
CONTAINED = 0.6  # of the shorter text's 5-grams: one text taken from the other (row 3)
VERBATIM = 0.8  # of the same: its beginning, word for word, whatever facts it leaves out
ANYBODYS = "import"  # the source of what was imported without naming one: no publisher
RETOLD_DAYS = 7.0  # a repost comes sooner or keeps its title; later the same words warn of something new


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether two articles tell the same happening: `probability` 0 to 1, the `relation` if they do, and why."""

    relation: Relation | None  # of the lesser article to the fuller one; None = not the same happening
    probability: float
    evidence: tuple[str, ...]
    is_vetoed: bool = False  # never in one story

    @property
    def is_same(self) -> bool:
        """Tell whether the two belong into one story."""
        return self.relation is not None


def verdict(left: Fingerprint, right: Fingerprint, model: Model) -> Verdict:
    """Return the verdict on two articles; symmetric in its arguments."""
    if left.text_hash == right.text_hash:
        return Verdict(relation="copy", probability=1.0, evidence=("identical text",))
    conflicts = _conflicts(left, right, model.across)
    if conflicts:
        return Verdict(relation=None, probability=0.0, evidence=conflicts, is_vetoed=True)
    if left.language == right.language:
        return _within_a_language(left, right, model.within)
    return _across_languages(left, right, model.across)


def _conflicts(left: Fingerprint, right: Fingerprint, across: Logistic) -> tuple[str, ...]:
    """Return the reasons why two articles can't be one happening (row 1)."""
    found = []
    gap = gap_days(left, right)
    if gap is not None and gap > WINDOW_DAYS:
        found.append(f"published {gap:.0f} days apart")
    if _titles_differ(left, right):
        found.append(f"titles state {_words(left.title_facts)} and {_words(right.title_facts)}")
    compatible = SAME_PHASES if left.language == right.language else SAME_PHASES_ACROSS
    if phases_differ(left.title_phases, right.title_phases, compatible) and not _is_sure(left, right, across):
        found.append(f"phases differ: {_words(left.title_phases)} and {_words(right.title_phases)}")
    days = (_event_days(left, right), _event_days(right, left))
    if are_disjoint(*days):
        found.append(f"days differ: {_words(days[0])} and {_words(days[1])}")
    return tuple(found)


def _is_sure(left: Fingerprint, right: Fingerprint, across: Logistic) -> bool:
    """Tell whether two texts of different languages agree so well that two words in their titles don't part them."""
    return left.language != right.language and across.probability(features(left, right)) >= SURE


def _titles_differ(left: Fingerprint, right: Fingerprint) -> bool:
    """Tell whether each title states a fact of one kind that the other article nowhere states, or other days.

    Of days it is enough that one of them stands nowhere in the other article: a daily notice lists days gone by.
    """
    only_left = {fact[0] for fact in left.title_facts - _all_facts(right)}
    only_right = {fact[0] for fact in right.title_facts - _all_facts(left)}
    days = [frozenset(fact for fact in one.title_facts if fact[0] == "d") for one in (left, right)]
    return bool(only_left & only_right) or (are_disjoint(*days) and "d" in only_left | only_right)


def _all_facts(one: Fingerprint) -> frozenset[str]:
    return one.title_facts | one.facts.numbers | one.facts.days | one.facts.years


def _event_days(one: Fingerprint, other: Fingerprint) -> frozenset[str]:
    """Return the days an article names; where both came out on one day, less that day: it dates the text."""
    gap = gap_days(one, other)
    own = f"d:{one.when:%m-%d}" if gap is not None and gap < 1 else ""
    return one.facts.days - {own}


def _within_a_language(left: Fingerprint, right: Fingerprint, logistic: Logistic) -> Verdict:
    contained, jaccard = overlap(left.shingles, right.shingles)
    shared = f"shares {contained:.0%} of the shorter text"
    if contained < VERBATIM and left.title != right.title and _is_one_hand(left, right):
        found = (shared, "one source under another title")
        return Verdict(relation=None, probability=0.0, evidence=found, is_vetoed=True)
    if contained < CONTAINED:
        return _told_anew(left, right, logistic, contained)
    is_shorter = min(left.words, right.words) < 0.6 * max(left.words, right.words)
    if is_shorter and contained >= VERBATIM:
        return Verdict(relation="teaser", probability=0.6 + 0.4 * contained, evidence=(shared,))
    gap = gap_days(left, right)
    if gap is not None and gap > RETOLD_DAYS and left.title != right.title:
        found = (shared, f"told again {gap:.0f} days later under another title")
        return Verdict(relation=None, probability=0.0, evidence=found, is_vetoed=True)
    days = (_event_days(left, right), _event_days(right, left))
    for what, one, other in (("numbers", left.facts.numbers, right.facts.numbers), ("days", *days)):
        if _is_filled_anew(one, other):
            found = (shared, f"same words, other {what}: {_words(one - other)} and {_words(other - one)}")
            return Verdict(relation=None, probability=0.0, evidence=found, is_vetoed=True)
    relation: Relation = "teaser" if is_shorter else "copy" if jaccard >= 0.6 else "rewrite"
    return Verdict(relation=relation, probability=0.6 + 0.4 * contained, evidence=(shared,))


def _is_one_hand(left: Fingerprint, right: Fingerprint) -> bool:
    """Tell whether one publisher wrote both: it tells its news once in a language; a second title is other news.

    So are an announcement and its outcome, and two decisions of one day in the words of one form.
    """
    return left.source == right.source != ANYBODYS


def _is_filled_anew(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether a template got other facts: about as many on either side. An abridged text has fewer, not others."""
    fewer, more = sorted((len(one - other), len(other - one)))
    return fewer > 0 and more <= 2 * fewer


def _told_anew(left: Fingerprint, right: Fingerprint, logistic: Logistic, contained: float) -> Verdict:
    """Judge two texts of one language in different words (row 5)."""
    values = features(left, right)
    probability = logistic.probability(values)
    evidence = (
        f"shares {contained:.0%} of the shorter text, cosine {values['cosine']:.2f}",
        _shared_facts(left, right),
    )
    return Verdict(relation="report" if probability >= SAME else None, probability=probability, evidence=evidence)


def _across_languages(left: Fingerprint, right: Fingerprint, logistic: Logistic) -> Verdict:
    values = features(left, right)
    probability = logistic.probability(values)
    evidence = (
        f"cosine {values['cosine']:.2f} across {' and '.join(sorted((left.language, right.language)))}",
        _shared_facts(left, right),
    )
    if probability < SAME:
        return Verdict(relation=None, probability=probability, evidence=evidence)
    relation: Relation = "translation" if values["numbers"] >= 0.5 and values["length"] < 1.2 else "report"
    return Verdict(relation=relation, probability=probability, evidence=evidence)


def _shared_facts(left: Fingerprint, right: Fingerprint) -> str:
    numbers, days = len(left.facts.numbers & right.facts.numbers), len(left.facts.days & right.facts.days)
    return f"{numbers} numbers and {days} days shared"


def _words(facts: frozenset[str]) -> str:
    return ", ".join(sorted(fact.split(":")[-1] for fact in facts)[:4])
