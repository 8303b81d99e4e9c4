"""Forms that rules make and that mean something else at least as often: a word, a person, another place."""

from __future__ import annotations

from nlp.city_words import words

LOOK_ALIKES = {
    "bg": words("барски римски римския римският римска римската римско римското римските римлянин римляни римляните"),
    "cs": words("Pau"),
    "fi": words(  # Bari is a bar, Kiel is tongue and language
        "Barin Barissa Barista Baria Barilla Barilta Barille Bariksi Barina Bariin Kieliä Kielissä Kielistä Kielillä "
        "Kieliltä Kielille Kieliksi Kielinä Kieliin Pauhun Pauna Paun Pausta"
    ),
    "ro": words("Bursei Roman Romani romani"),
    "sl": words("barski barska barsko barskega barskemu barskem barskim barske barskih barskimi"),
}
