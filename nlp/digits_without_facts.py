"""Text → the same text without the digits that tell nothing: addresses, telephone numbers, clock times, laws.

`without_addresses` wants the text as written (capitals matter), `without_times` and
`without_laws` want it in small letters. All want the plain marks of nlp/months.py.
A barrier stands where something was taken out, so that its neighbours don't grow together.
"""

from __future__ import annotations

import re

BARRIER = " | "
_NEAR = 32  # characters: no day, share or sum is longer
_DIGITS = re.compile(r"[0-9][0-9]*")
_LINK = re.compile(r"(?<!\S)\S*(?:@|://|www\.)\S*")
_PHONE_WORDS = (
    r"tel|tél|tlf|tlph|tfn|tel[eéèē]f[oó]n\w{0,4}|telephone|téléphone|τηλ\w{0,7}|тел\w{0,6}|phone|call|fax|faks|φαξ|факс|"
    r"puh|puhelin|gsm|mob\w{0,4}|fón|guthán|sími|s[ií]mi|telefax|natel|hotline|infoline"
)
_PHONES = (
    re.compile(rf"\b(?:{_PHONE_WORDS})\b\.?\s?:?\s?[+(]?\d[\d ()/.-]{{4,20}}\d", re.IGNORECASE),
    re.compile(r"(?<![\w+])\+\d[\d ()/.-]{6,20}\d"),
    re.compile(r"(?<![\d.,/-])0\d(?:[ .-]\d\d){4}(?!\d)"),  # French: 01 42 34 56 78
    re.compile(r"(?<![\d.,/-])(?<!\d )\(?0\d{1,4}\)?(?:[ /-]\d{2,8}){1,4}(?![\d.,/-])"),
)
_POSTCODES = (
    re.compile(r"\b(?:A|B|CH|CZ|D|DK|EE|F|FI|FIN|FL|HR|I|L|LT|LV|MD|N|NL|PL|RO|S|SE|SI|SK|UA)-\d{3,5}\b"),
    # "Rathausplatz 1, 8001 Zürich": house number, code, capital letter
    re.compile(r"(?<=[^\W\d_][ ])\d{1,3}\s?[a-zA-Z]?,\s(?:\d{4,5}|\d{3}\s\d\d|\d\d-\d{3})\s(?=[^\W\d_a-z])"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"),  # British
    re.compile(r"\b\d{4}\s[A-Z]{2}\b(?=,?\s[A-Z][a-z])"),  # Dutch: 1011 PN Amsterdam
)
_CLOCK = r"(?:[01]?\d|2[0-4])"
_MINUTES = r"[.:][0-5]\d"
_TO = r"\s?(?:-|[^\W\d_]{1,5}\.?(?:\s[^\W\d_]{1,4})?)\s?"
_AFTER = (
    r"uhr|h|am|pm|a\.\s?m|p\.\s?m|hod|hodin|óra|órakor|órától|óráig|val|valandą|uur|u|часа|часът|ч|год|годині|година|uri|"
    r"i\.n|r\.n|μ\.\s?μ|π\.\s?μ|o'clock|klst|urte|saat|sati|sata|časova"
)
_BEFORE = (
    r"um|ab|gegen|kl|klo|klukkan|kell|klokka|klokken|klockan|at|from|à|dès|a\sles|a\slas|las|ás|às|alle|ore|ora|orele|orei|"
    r"godz|godzin\w{1,2}|v|ve|ob|u|o|saat|στις|ώρα|ωρα|в|о|об|om|fra\skl|plkst|pulksten|val|ag|fil|fis|në|orën|od|do|"
    r"από\sτις|от|до|от\sчас|vanaf|horas|à\spartir\sde|till|til"
)
_TIMES = (
    re.compile(
        rf"(?<![\w.,/-])(?:{_CLOCK}(?:{_MINUTES})?{_TO})?{_CLOCK}(?:{_MINUTES})?\s?(?:{_AFTER})(?![\w%])(?:\s?[0-5]\d\b)?"
    ),
    re.compile(rf"(?<![\w.,/-]){_CLOCK}h[0-5]\d\b"),
    re.compile(rf"(?<![\w.,/-]){_CLOCK}:[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?-\s?{_CLOCK}:[0-5]\d)?"),
    re.compile(
        rf"\b(?:{_BEFORE})[.]?[\s-]{_CLOCK}\.[0-5]\d(?:{_TO}{_CLOCK}{_MINUTES})?(?![\d%]|[.,]\d|\s?%|\s?m|\.\d|\.\s?(?:20)?\d)"
    ),
    re.compile(
        rf"\b(?:kl|klo|klokka|klokken|klockan|klukkan|kell|godz|godzin\w\w?|plkst|pulksten|alle\sore|ore|orele|orei|"
        rf"alle|a\sles|a\slas|às|ás|saat|στις)\.?\s{_CLOCK}(?:{_MINUTES})?(?:\s?-\s?{_CLOCK}(?:{_MINUTES})?)?"
        r"(?!\d|[%.,:]\d|\s?[-%]|\s?[^\W\d_])"
    ),
)
_LAWS = (
    re.compile(r"§{1,2}\s?\d{1,4}\w?(?:\s?(?:-|,|und|and|et|e|og|och|ja)\s?\d{1,4}\w?)*", re.IGNORECASE),
    re.compile(
        r"\b(?:art|artt|artikel\w?|article|articles|articolo|artículo|artigo|čl|član\w{0,3}|чл|ст|άρθρο\w?|αρθρο\w?|abs|absatz|"
        r"alinea|pykälä|lov\snr|law\sno|sr|rs)\b\.?\s?\d{1,4}(?:[.,]\d{1,4})*",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w./-])\d{1,4}/\d{1,5}(?:/\w{1,5})?(?![\d/])"),  # 2016/679, 24/7, 1/3
    re.compile(r"(?<![\w./-])(?:19|20)\d\d:\d{1,5}(?![\d:])"),  # SFS 2018:585
)


def near_digits(text: str) -> str:
    """Return only the parts of `text` that stand near a digit, without e-mail and web addresses."""
    if "@" in text or "://" in text or "www." in text:
        text = _LINK.sub(BARRIER, text)
    spans: list[list[int]] = []
    for match in _DIGITS.finditer(text):
        start, end = max(0, match.start() - _NEAR), match.end() + _NEAR
        if start:  # not in the middle of a word
            start = max(text.find(" ", start, match.start()), start)
        if spans and start <= spans[-1][1]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return BARRIER.join(text[start:end] for start, end in spans)


def without_addresses(text: str) -> str:
    """Return `text` as written without telephone numbers and postcodes."""
    for pattern in (*_PHONES, *_POSTCODES):
        text = pattern.sub(BARRIER, text)
    return text


def without_times(text: str) -> str:
    """Return plain `text` without times of day; days must still be in it ("9.11." is one, "um 9.11 Uhr" is not)."""
    for pattern in _TIMES:
        text = pattern.sub(BARRIER, text)
    return text


def without_laws(text: str) -> str:
    """Return plain `text` without paragraphs, articles, numbers of laws and fractions; days must be out of it."""
    for pattern in _LAWS:
        text = pattern.sub(BARRIER, text)
    return text
