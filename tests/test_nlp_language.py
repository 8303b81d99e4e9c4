"""Naming a text's language, with and without the source's word for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language import LANGUAGES, LanguageIdentifier

_IDENTIFY = LanguageIdentifier()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The city council has approved the new tram line to the harbour."),
        ("de", "Der Stadtrat hat die neue Straßenbahnlinie zum Hafen beschlossen."),
        ("fr", "Le conseil municipal a approuvé la nouvelle ligne de tramway."),
        ("it", "Il consiglio comunale ha approvato la nuova linea tranviaria."),
        ("es", "El ayuntamiento ha aprobado la nueva línea de tranvía hasta el puerto."),
        ("ca", "L'Ajuntament ha aprovat la nova línia de tramvia fins al port."),
        ("pt", "A câmara municipal aprovou a nova linha de elétrico até ao porto."),
        ("nl", "De gemeenteraad heeft de nieuwe tramlijn naar de haven goedgekeurd."),
        ("sv", "Kommunfullmäktige har godkänt den nya spårvägslinjen till hamnen."),
        ("no", "Bystyret har vedtatt den nye trikkelinjen ned til havnen, ikke busser."),
        ("fi", "Kaupunginvaltuusto hyväksyi uuden raitiotielinjan satamaan."),
        ("et", "Linnavolikogu kiitis heaks uue trammiliini sadamasse."),
        ("lv", "Pilsētas dome apstiprināja jauno tramvaja līniju uz ostu."),
        ("lt", "Miesto taryba patvirtino naują tramvajaus liniją į uostą."),
        ("pl", "Rada miasta zatwierdziła nową linię tramwajową do portu."),
        ("cs", "Zastupitelstvo města schválilo novou tramvajovou trať do přístavu."),
        ("hu", "A városi közgyűlés jóváhagyta az új villamosvonalat a kikötőig."),
        ("ro", "Consiliul local a aprobat noua linie de tramvai până în port."),
        ("bg", "Общинският съвет одобри новата трамвайна линия до пристанището."),
        ("el", "Το δημοτικό συμβούλιο ενέκρινε τη νέα γραμμή τραμ προς το λιμάνι."),
        ("tr", "Belediye meclisi limana giden yeni tramvay hattını onayladı."),
        ("uk", "Міська рада затвердила нову трамвайну лінію до порту."),
        ("hr", "Gradsko vijeće odobrilo je novu tramvajsku prugu do luke uz tjednu raspravu."),
    ],
)
def test_language_is_named(language: str, text: str) -> None:
    assert _IDENTIFY.identify(text) == language


def test_text_is_believed_against_its_source() -> None:
    text = "The city council has approved the new tram line to the harbour. Work begins in May and ends in two years."
    assert _IDENTIFY.identify(text, "fi") == "en"


def test_source_decides_where_a_short_text_can_not() -> None:
    assert _IDENTIFY.identify("Łódź, Tampere, Leeds", "en") == "en"
    assert _IDENTIFY.identify("Novi most u gradu", "hr") == "hr"
    assert _IDENTIFY.identify("Novi most u gradu", "bs") == "bs"
    assert _IDENTIFY.identify("Ny bro over havnen", "da") == "da"
    assert _IDENTIFY.identify("Ny bro over havnen", "nb-NO") == "no"


def test_text_without_letters_takes_the_declared_language() -> None:
    assert _IDENTIFY.identify("2026 – 21.11.", "sv") == "sv"
    assert _IDENTIFY.identify("", None) == "und"


def test_languages_can_be_limited() -> None:
    assert LanguageIdentifier(("da", "de"))("The city council has approved the new tram line.") in ("da", "de")


@given(st.text(), st.one_of(st.none(), st.text(max_size=5), st.sampled_from(LANGUAGES)))
def test_any_text_has_an_answer(text: str, prior: str | None) -> None:
    assert _IDENTIFY.identify(text, prior) in {*LANGUAGES, "bs", "und"}
