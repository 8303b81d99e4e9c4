from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.shingles import LONGEST_TEXT, fold, overlap, shingles


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Ærø, Tromsø & Đakovo", "aero tromso dakovo"),
        ("Straße", "strasse"),
        ("ÞÓRSHÖFN, Reykjavík, Garðabær", "thorshofn reykjavik gardabaer"),
        ("œuvre ŒUVRE", "oeuvre oeuvre"),
        ("il-Ħamrun", "il hamrun"),
        ("ısı İstanbul KASIM", "isi istanbul kasim"),
        ("col·laboració, COL·LEGI, paraŀlel", "collaboracio collegi parallel"),
        ("Wien·Graz · Linz", "wien graz linz"),
        ("Αθήνας ΑΘΉΝΑΣ", "αθηνασ αθηνασ"),
        ("Київ, Българѝя", "киів българия"),
        ("e\u0301te\u0301 ﬁn m²", "ete fin m2"),
        ("in\u00advisi\u200bble\u202e", "invisible"),
        ("  a\n\tb  ", "a b"),
        ("", ""),
    ],
)
def test_text_is_folded_for_likeness_and_search(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_overlap_is_symmetric_and_between_nothing_and_all(left: str, right: str) -> None:
    one, other = shingles(left), shingles(right)
    contained, jaccard = overlap(one, other)
    assert (contained, jaccard) == overlap(other, one)
    assert 0 <= jaccard <= contained <= 1


def test_teaser_is_contained_in_the_article() -> None:
    article = "The council opens a new bridge over the river. It cost nine million and took three years to build."
    contained, jaccard = overlap(shingles(article), shingles("The council opens a new bridge over the river."))
    assert contained == 1.0
    assert jaccard == pytest.approx(0.47, abs=0.05)


def test_accents_and_capitals_make_no_difference() -> None:
    assert np.array_equal(shingles("L’ÉCOLE de Łódź"), shingles("l'ecole de Lodz"))


def test_only_the_beginning_of_a_text_is_looked_at() -> None:
    text = " ".join(str(number) for number in range(4000))
    assert np.array_equal(shingles(text[: 2 * LONGEST_TEXT]), shingles(text))
