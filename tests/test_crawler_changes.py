"""What two texts of one article differ in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.changes import Change, changes

TEXT = "The council met on Monday.\n\nIt approved 38 million euros for the tram.\n\nThe works begin in March."


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (TEXT, ()),
        (TEXT.replace("\n\n", "\n\n \n\n"), ()),
        (TEXT.replace("38", "42"), (Change(before="38", after="42"),)),
        (TEXT + "\n\nMore later.", (Change(before="", after="More later."),)),
        (TEXT.replace("The works begin in March.", ""), (Change(before="The works begin in March.", after=""),)),
    ],
)
def test_passages_that_differ(after: str, expected: tuple[Change, ...]) -> None:
    assert changes(TEXT, after) == expected


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_was_taken_out_stood_in_the_old_text(before: str, after: str) -> None:
    old, new = " ".join(before.split()), " ".join(after.split())
    for change in changes(before, after):
        assert " ".join(change.before.split()) in old
        assert " ".join(change.after.split()) in new
        assert change.before != change.after
