"""Names whose adjective means something else, and forms that are another word: neither is made.

Forms that are words only at the beginning of a sentence are made: `WORDS` in nlp/city_words.py asks proof of them.
"""

from __future__ import annotations

from nlp.city_words import words

# Rome's adjective is mostly that of the empire, the church or the numerals; bar, Boer, scream, flower.
WITHOUT_ADJECTIVES = {
    "bg": words("Рим Бари"),
    "cs": words("Řím"),
    "el": words("Ρώμη"),
    "et": words("Rooma Lille"),
    "fi": words("Rooma Bari"),
    "hr": words("Rim Bari"),
    "hu": words("Róma Bari"),
    "lt": words("Roma"),
    "lv": words("Roma Bari"),
    "pl": words("Bursa Piza Rzym"),
    "sk": words("Rím"),
    "sl": words("Bari Rim"),
    "tr": words("Pau Roma"),
    "uk": words("Бурса Рим"),
}
# Brands, trades and people.
LOOK_ALIKES = {"fi": words("Barista Barilla Pauna Pauhun")}
