"""Forms and the line they are packed into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk.city_forms import pack, unpack

FORM = st.text(st.characters(categories=("L", "Pd"), include_characters=" ’."), min_size=1).filter(
    lambda text: bool(text.strip()) and text == text.strip()
)


@pytest.mark.parametrize(
    ("forms", "line"),
    [
        (("Gandawy", "Gandawie"), "Gandaw|y,ie"),
        (("Aten", "Atenom"), "Aten|,om"),
        (("Helsingin", "Helsinkiin", "helsinkiläinen", "helsinkiläisen"), "Helsin|gin,kiin; helsinkiläi|nen,sen"),
        (("Novom Sadu", "Novim Sadom"), "Novom Sadu; Novim Sadom"),
        (("Gentissä",), "Gentissä"),
    ],
)
def test_neighbours_share_their_beginning(forms: tuple[str, ...], line: str) -> None:
    assert pack(forms) == line
    assert unpack(line) == forms


def test_an_apostrophe_becomes_the_printers_one() -> None:
    assert unpack(pack(("Nantes'i", "Nantes'is"))) == ("Nantes’i", "Nantes’is")


@pytest.mark.parametrize("form", ["a|b", "a,b", "a;b"])
def test_marks_of_the_line_are_refused(form: str) -> None:
    with pytest.raises(ValueError, match="has a bar, a comma or a semicolon"):
        pack((form,))


@given(st.lists(FORM, min_size=1))
def test_what_is_packed_is_unpacked(forms: list[str]) -> None:
    assert unpack(pack(forms)) == tuple(forms)
