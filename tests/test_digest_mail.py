"""The message of an issue: subject, size, links, hostile words; and its text part."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html as lxml_html

from digest.mail import MOST_BYTES, MailLinks, render_mail
from digest.render import render_html
from tests.digest_samples import EDITION, HOSTILE, LABELS, candidate, issue, report, sixteen_cities

LONG = "The council has decided on this point after a debate of many hours, in which nobody gave in. " * 3


def eighty() -> Any:
    topics = sorted(LABELS)
    edition = EDITION.__class__(
        key="network", title="Network weekly", language="en", zone="Europe/Brussels",
        max_entries=80, max_entries_per_section=40, max_entries_per_source=80,
    )  # fmt: skip
    return issue(
        *(
            candidate(
                f"n{number:02}",
                report(f"n{number:02}", name=f"City of Place {number}", city=f"place-{number}"),
                headline=f"Number {number:02}: {LONG[:120]}",
                cities=((f"place-{number}", "primary"),),
                topics=(topics[number % len(topics)],),
                words=(LONG, LONG),
            )
            for number in range(80)
        ),
        edition=edition,
    )


def links(markup: str) -> list[str]:
    return [str(one) for one in lxml_html.fromstring(markup).xpath("//a/@href")]


def test_a_week_of_eighty_stories_is_not_cut_off_by_mail_programs() -> None:
    mail = render_mail(eighty())
    assert len(mail.html.encode()) <= MOST_BYTES
    assert re.search(r"and \d+ more on the page", mail.html)
    assert all(f"Number {number:02}" in mail.text for number in range(80))


def test_the_subject_is_the_two_strongest_headlines() -> None:
    assert render_mail(sixteen_cities()).subject.startswith("Sixteen cities win EU backing")


def test_it_asks_for_nothing_from_outside_and_holds_no_script() -> None:
    markup = render_mail(sixteen_cities()).html.lower()
    assert not re.search(r"<(script|img|link|iframe)\b|url\(|@import", markup)


def test_its_links_are_those_of_the_page_and_of_the_foot() -> None:
    foot = MailLinks(online="https://desk.example/w46", unsubscribe="https://desk.example/u?a=1&b=2")
    found = links(render_mail(sixteen_cities(), foot).html)
    assert found[-2:] == ["https://desk.example/w46", "https://desk.example/u?a=1&b=2"]
    assert set(found[:-2]) <= set(links(render_html(sixteen_cities())))


def test_an_address_that_is_none_is_no_link() -> None:
    assert "javascript" not in render_mail(sixteen_cities(), MailLinks(online="javascript:alert(1)")).html


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "<mj-raw><script>x</script></mj-raw>",
        "</mj-text><mj-include path='/etc/passwd'/>",
        "]]> --> <!-- &nbsp;",
    ],
)
def test_hostile_words_stand_as_text(words: str) -> None:
    one = issue(candidate("evil", headline=words, words=(words,)))
    shown = " ".join(lxml_html.fromstring(render_mail(one).html).text_content().split())
    plain = " ".join(lxml_html.fromstring(render_html(one)).text_content().split())
    visible = re.sub(r"[^<>&\]\w'/ ]", "", words.encode("ascii", "ignore").decode())[:20].split("  ")[0].strip()
    assert visible in re.sub(r"[^<>&\]\w'/ ]", "", shown)
    assert visible in re.sub(r"[^<>&\]\w'/ ]", "", plain)
    assert not lxml_html.fromstring(render_mail(one).html).xpath("//script")


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert render_mail(sixteen_cities()) == render_mail(sixteen_cities())
