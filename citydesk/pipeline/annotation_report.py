"""A coded sample → how far coders agree, and how far the system says what they say, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citydesk.archive import Archive
from citydesk.archive.samples import VARIABLES, Sample, load_codes, load_sample, said_by_the_system, sample_names
from citydesk.errors import ConfigError
from citydesk.pipeline.agreement import Interval, alpha, alpha_interval, masi, middle, nominal

Numbers = npt.NDArray[np.float64]
Values = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure, 0 to 1, and where 95 of 100 resamples put it; None: there is nothing to tell."""

    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableReport:
    """What is known of one variable."""

    variable: str
    coders: int
    articles: int  # that two coders or more coded
    alpha: Figure
    agreed: int  # values that more than half of an article's coders gave
    disputed: int  # values that just half of them or fewer gave: neither right nor wrong
    precision: Figure
    recall: Figure


def report(archive: Archive, name: str, resamples: int = 1000) -> list[VariableReport]:
    """Return a report for each variable that anybody coded. Raise ConfigError where there is no such sample, no code.

    Precision and recall hold the system's tags against the values that most coders of an article agree on, each
    article weighted by how many it stands for; resamples draw articles anew within their strata.
    """
    sample = load_sample(archive, name)
    if sample is None:
        raise ConfigError(f'no sample is named "{name}"; there are: {", ".join(sample_names(archive)) or "none"}')
    coded = {variable: load_codes(archive, name, variable) for variable in VARIABLES}
    found = [_reported(archive, sample, variable, codes, resamples) for variable, codes in coded.items() if codes]
    if not found:
        raise ConfigError(f'nobody has coded sample "{name}" yet; `citydesk annotate import` reads a sheet')
    return found


def agreed_on(by_coder: Mapping[str, Values]) -> tuple[Values, Values]:
    """Return the values that more than half of the coders gave, and those that some gave and no more than half."""
    counts = Counter(value for values in by_coder.values() for value in values)
    agreed = frozenset(value for value, count in counts.items() if 2 * count > len(by_coder))
    return agreed, frozenset(counts) - agreed


def _reported(
    archive: Archive, sample: Sample, variable: str, codes: dict[str, dict[str, Values]], resamples: int
) -> VariableReport:
    by_article = {one.article: codes.get(one.article, {}) for one in sample.drawn}
    units = [list(by_coder.values()) for by_coder in by_article.values() if len(by_coder) > 1]
    distance: Callable[[Values, Values], float] = nominal if variable == "type" else masi
    said = said_by_the_system(archive, list(by_article), variable)
    coded = [one for one in sample.drawn if by_article[one.article]]
    counts = np.array([_counts(said[one.article], by_article[one.article]) for one in coded], float).reshape(-1, 4)
    weights = np.array([one.weight for one in coded])
    _, strata = np.unique([one.stratum for one in coded], return_inverse=True)
    draws = list(_draws(np.asarray(strata), sample.seed, resamples))
    return VariableReport(
        variable=variable,
        coders=len({coder for by_coder in by_article.values() for coder in by_coder}),
        articles=len(units),
        alpha=Figure(value=alpha(units, distance), interval=alpha_interval(units, distance, sample.seed, resamples)),
        agreed=int(counts[:, 0].sum() + counts[:, 2].sum()),
        disputed=int(counts[:, 3].sum()),
        precision=_figure(weights, counts[:, 0], counts[:, 1], draws),
        recall=_figure(weights, counts[:, 0], counts[:, 2], draws),
    )


def _counts(said: Values, by_coder: Mapping[str, Values]) -> tuple[int, int, int, int]:
    """Return of an article the values found, found wrongly, missed and disputed."""
    agreed, disputed = agreed_on(by_coder)
    return len(said & agreed), len(said - agreed - disputed), len(agreed - said), len(disputed)


def _draws(strata: npt.NDArray[np.int64], seed: int, resamples: int) -> list[npt.NDArray[np.int64]]:
    """Return places of articles, drawn with replacement within each stratum."""
    chance = np.random.default_rng(seed)
    places = [np.flatnonzero(strata == one) for one in range(int(strata.max(initial=-1)) + 1)]
    return (
        [np.concatenate([chance.choice(one, len(one)) for one in places]) for _ in range(resamples)] if places else []
    )


def _figure(weights: Numbers, right: Numbers, wrong: Numbers, draws: list[npt.NDArray[np.int64]]) -> Figure:
    """Return the weighted share of what is right."""
    good, bad = weights * right, weights * wrong

    def share(of: npt.NDArray[np.int64] | slice) -> float | None:
        total = float(good[of].sum() + bad[of].sum())
        return float(good[of].sum()) / total if total else None

    found = [one for one in map(share, draws) if one is not None]
    return Figure(value=share(slice(None)), interval=middle(found))
