"""A machine's sentences in every rendering: marked, cited, beside the sources' own; the line above a foreign text."""

from __future__ import annotations

from digest.edit import edited
from digest.edits import Action, Basis, Edit
from digest.issue import Candidate, Issue
from digest.mail import render_mail
from digest.markdown import render_markdown
from digest.render import render_html, render_text
from nlp.story import Sentence, Told
from tests.digest_samples import COVERAGE, EDITION, HOSTILE, LABELS, WEEK, candidate, issue, on, report
from tests.test_digest_feed import atom, rss

WORDS = "De raad besliste om veertig woningen te bouwen."
SAID = "The council decided to build forty homes."
CITED = Sentence(article="a-k", start=0, end=len(WORDS), words=WORDS)


def told(words: str = SAID) -> Candidate:
    said = (Told(words=words, cites=(CITED,), model="tiny"),) if words else ()
    return candidate("k", report("k", language="nl"), words=(WORDS,), told=said)


def all_renderings(one: Issue) -> dict[str, str]:
    return {
        "html": render_html(one),
        "text": " ".join(render_text(one).split()),
        "rss": rss(one, "https://x.example/").decode(),
        "atom": atom(one, "https://x.example/").decode(),
        "markdown": render_markdown(one).replace("\\", ""),
        "mail": render_mail(one).html,
    }


def test_a_machines_summary_is_marked_and_cites_its_passages() -> None:
    for name, body in all_renderings(issue(told())).items():
        assert "Machine summary, checked against the sources" in body, name
        assert SAID in body and "[1]" in body and WORDS in body, name
        assert ":~:text=" in body, name
        assert "original text in Dutch" not in body, name
    assert "Nothing was written or translated by a machine" not in render_html(issue(told()))


def test_without_a_machine_a_line_in_the_readers_language_stands_above_the_original() -> None:
    for name, body in all_renderings(issue(told(""))).items():
        line = "Ghent · Housing · City of Ghent, 10 November · original text in Dutch"
        assert line in body and "Machine summary" not in body, name
        assert body.rindex(line) < body.rindex(WORDS), name
    assert "Nothing was written or translated by a machine" in render_html(issue(told("")))
    assert "original text" not in render_html(issue(candidate("k")))


def test_a_hostile_machine_is_text() -> None:
    html = render_html(issue(told(f"{HOSTILE} [x](javascript:alert(1)) <mj-text>")))
    assert "<script>alert" not in html and "<mj-text>" not in html and "\u202e" not in html


def test_an_editors_choice_is_told_without_the_machine() -> None:
    action = Action(kind="sentences", story="s-k", sentences=(CITED,))
    edit = Edit(number=1, issue="network-2026-W46", made_at=on(16), editor="ann", action=action)
    basis = Basis(
        edition=EDITION,
        period=WEEK,
        candidates=(told(),),
        coverage=COVERAGE,
        topic_labels=tuple(LABELS.items()),
        edits=(edit,),
    )
    assert edited(basis).issue.entries[0].candidate.told == ()
