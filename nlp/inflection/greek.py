"""Greek: a city's name in, its cases with the shift of the accent, and listed adjectives and inhabitants out.

Names in a consonant are not inflected. Capitals lose their accents where names are matched, not here.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.inflection.words import on, table

_CASES = table("""
Αθήνα: Αθήνας Αθηνών Αθήναι Αθήνες
Πάτρα: Πάτρας Πατρών
Βρυξέλλες: Βρυξελλών
Παρίσι: Παρισιού Παρισίων
Μαρούσι: Μαρουσιού Αμαρουσίου
Αμαρούσιο: Αμαρουσίου
Ναύπλιο: Ναυπλίου
Τίρανα: Τιράνων
Χανιά: Χανίων
Ιωάννινα: Ιωαννίνων
Τρίκαλα: Τρικάλων
Χαλκίδα: Χαλκίδας Χαλκίδος
Βόλος: Βόλου Βόλο
Πειραιάς: Πειραιά Πειραιώς
Θεσσαλονίκη: Θεσσαλονίκης
Ουψάλα: Ουψάλας
Όσλο:
Μπρνο:
Αρέτσο:
Πόρτο:
Μάλμε:
Τάμπερε:
Καλιάρι:
Κάλιαρι:
Ελσίνκι:
Μπάρι:
Κόβεντρι:
Νανσί:
Οσμανγκαζί:
Κατοβίτσε:
Σόφια: Σόφιας
Αμπελόκηποι-Μενεμένη: Αμπελοκήπων-Μενεμένης
Λεμεσός: Λεμεσού Λεμεσό
Οδησσός: Οδησσού Οδησσό
Ιεράπετρα: Ιεράπετρας
Καβάλα: Καβάλας
Ηράκλειο: Ηρακλείου
Κηφισιά: Κηφισιάς
Μπορντό:
Μπιλμπάο:
""")
_SHIFTED = {"ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω"}
_ACCENTED = {plain: accented for accented, plain in _SHIFTED.items()}
_CAPITALS = {"Ά": "Α", "Έ": "Ε", "Ή": "Η", "Ί": "Ι", "Ό": "Ο", "Ύ": "Υ", "Ώ": "Ω"}
_VOWELS = frozenset("αεηιουωάέήίόύώϊϋΐΰΆΈΉΊΌΎΏΑΕΗΙΟΥΩ")
# name → stems of the inhabitant (-ος), of adjectives in -ικός, -ινός
_OF = table("""
Αθήνα: Αθηναίος αθηναϊκός
Θεσσαλονίκη: Θεσσαλονικιός θεσσαλονικιός Θεσσαλονικέας
Πάτρα: Πατρινός πατρινός
Παρίσι: Παριζιάνος παριζιάνικος παρισινός
Λονδίνο: Λονδρέζος λονδρέζικος
Βερολίνο: Βερολινέζος βερολινέζικος
Βιέννη: Βιεννέζος βιεννέζικος
Ρώμη: Ρωμαίος
Βενετία: Βενετσιάνος βενετσιάνικος βενετικός
Φλωρεντία: Φλωρεντινός φλωρεντινός
Μιλάνο: Μιλανέζος μιλανέζικος
Κωνσταντινούπολη: Κωνσταντινουπολίτης κωνσταντινουπολίτικος
Σμύρνη: Σμυρνιός σμυρναϊκός
Λευκωσία: Λευκωσιάτης λευκωσιάτικος
Νάπολη: Ναπολιτάνος ναπολιτάνικος
Βαρκελώνη: Βαρκελωνέζος
Μόναχο: Μοναχέζος
Στοκχόλμη: Στοκχολμέζος
Σόφια: Σοφιώτης
Μαδρίτη: Μαδριλένος μαδριλένικος
Πράγα: Πραγινός
Βρυξέλλες: Βρυξελλιώτης
Κίεβο: Κιεβινός
""")


def forms(name: str) -> Iterator[str]:
    """Yield the case forms of a name: genitive, and accusative where it differs."""
    if name in _CASES:
        yield from _CASES[name]
    elif name.endswith("πολη"):
        yield from (f"{name}ς", f"{_moved(name[:-1], 1)}εως")
    elif name.endswith(("α", "η", "ά", "ή")):
        yield f"{name}ς"
    elif name.endswith("ο"):
        yield from (f"{name}υ", f"{_moved(name[:-1], 1)}ου")
    elif name.endswith("ό"):
        yield f"{name[:-1]}ού"
    elif name.endswith("ος"):
        yield from (f"{name[:-2]}ου", f"{_moved(name[:-2], 1)}ου", name[:-1])
    elif name.endswith("ός"):
        yield from (f"{name[:-2]}ού", name[:-1])
    elif name.endswith("ες"):
        yield f"{_moved(name[:-2], 0)}ών"
    elif name.endswith("άς"):
        yield name[:-1]


def adjectives(name: str) -> Iterator[str]:
    """Yield inhabitants and adjectives that are listed, in their cases."""
    for word in _OF.get(name, ()):
        stem = word[:-2]
        if word.endswith("ός"):
            yield from on(stem, "ός ού ό οί ών ούς ή ής ές ά" + (" ιά ιάς" if word.endswith("κός") else ""))
        elif word.endswith("ος"):
            yield from on(stem, "ος ου ο οι ων ους η ης ες α ας")
        elif word.endswith("έας"):
            yield from on(word[:-3], "έας έα είς έων")
        else:  # -της
            yield from on(stem, "ης η ες ισσα ισσας ισσες")
            yield f"{_moved(stem, 0)}ών"


def _moved(stem: str, place: int) -> str:
    """Return a stem with the accent on its last vowel but `place` - 1, or on none (0)."""
    plain = "".join(_SHIFTED.get(letter, _CAPITALS.get(letter, letter)) for letter in stem)
    if not place:
        return plain
    at = next((index for index in range(len(plain) - 1, -1, -1) if plain[index] in _VOWELS), None)
    if at is None:
        return plain
    return plain[:at] + _ACCENTED.get(plain[at], plain[at]) + plain[at + 1 :]
