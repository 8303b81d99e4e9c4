"""A sentence → whether it is part of the page rather than of the news: contacts, share rows, lists of names."""

from __future__ import annotations

import re

MAX_NAMES = 6  # a list of six partners tells who took part, not what happened

_ADDRESS = re.compile(
    r"https?://|www\.\S|\S@[\w-]+\.|\[at\]|\(at\)|protected from spambots"
    r"|(?:\+|\b00)\d[\d ()/.-]{6,}\d"
    r"|\b(?:tel|tél|telefono?|teléfono|téléphone|phone|fax|tlf|puh|tālr|τηλ|тел)\b[.:]* *[+(]?\d",
    re.IGNORECASE,
)
# Whole phrases, said by no reporter; and single words, which count only as a label: "Photo: City of Ghent".
_CALLS = """
read more|read on|read the full|find out more|learn more|more information|for more information
for further information|click here|share this|share on|share via|follow us|sign up|register here|register now
skip to|back to top|we use cookies|this website uses|this site uses|all rights reserved|subscribe to
weiterlesen|mehr informationen|mehr dazu|mehr erfahren|mehr lesen|weitere informationen|hier klicken
folgen sie uns|diese seite verwendet|diese website verwendet|adresse für rückfragen|alle rechte vorbehalten
lire la suite|lire aussi|lire plus|en savoir plus|plus d'informations|plus d'information|pour plus d'informations
pour en savoir plus|cliquez ici|suivez-nous|suivez nous|ce site utilise|voir aussi|à lire aussi|tous droits réservés
leer más|más información|para más información|síguenos|suscríbete|haga clic|todos los derechos
leggi tutto|leggi anche|leggi di più|maggiori informazioni|ulteriori informazioni|per maggiori informazioni
per ulteriori informazioni|per informazioni|seguici|clicca qui|iscriviti|tutti i diritti
lees meer|lees verder|lees ook|meer informatie|meer weten|meer lezen|voor meer informatie|klik hier|deel dit
volg ons|schrijf je in|leia mais|saiba mais|ler mais|mais informações|para mais informações|siga-nos
més informació|llegeix més|läs mer|läs också|mer information|följ oss|dela på|læs mere|mere information|følg os
les mer|les også|mer informasjon|følg oss|lue lisää|lue myös|lisätietoja antaa|loe lisaks|loe edasi|lisainfo
vairāk informācijas|lasīt vairāk|skaityti daugiau|daugiau informacijos|czytaj więcej|czytaj także|czytaj dalej
więcej informacji|zobacz też|zobacz także|więcej na|více informací|číst dál|číst více|sledujte nás|čítajte viac
viac informácií|preberi več|več informacij|pročitaj više|pročitajte i|više informacija|tovább olvasom
további információ|bővebb információ|citește mai mult|citește și|mai multe informații|прочети още
повече информация|още информация|читайте також|більше інформації|детальніше за|διαβάστε περισσότερα
διαβάστε επίσης|περισσότερες πληροφορίες|devamını oku|daha fazla bilgi
"""
_LABELS = """
contact contacts photo photos image picture caption source credit download share kontakt pressekontakt foto fotos bild
quelle teilen rückfragen auskunft crédit crédits partager télécharger contacto fuente compartir descargar contatti
contatto fonte condividi scarica contactpersoon perscontact bron delen contacto partilhar dela kontaktperson kuva
lisätietoja jaa zdjęcie fot źródło udostępnij sdílet zdroj zdieľať vir deli izvor podijeli forrás fotó sursă distribuie
снимка източник сподели джерело поділитися φωτογραφία πηγή kaynak paylaş
"""
_PHRASES = "|".join(re.escape(phrase) for line in _CALLS.split("\n") for phrase in line.split("|") if phrase)
_FIRST_WORDS = re.compile(rf"^\W*(?:{_PHRASES})\b", re.IGNORECASE)
_LABEL = re.compile(rf"^\W*(?:press |media |presse-?)?(?:{'|'.join(_LABELS.split())}) ?[:©|]", re.IGNORECASE)


def is_furniture(sentence: str) -> bool:
    """Tell whether a sentence is a call to action, a contact, a credit, or a list of names."""
    folded = " ".join(sentence.split()).replace("’", "'")
    return bool(_ADDRESS.search(folded) or _FIRST_WORDS.match(folded) or _LABEL.match(folded) or _is_list(folded))


def _is_list(sentence: str) -> bool:
    """Count the parts between commas that are short and begin with a capital."""
    parts = [part.split() for part in re.split(r"[,;•|()]", sentence)]
    return sum(1 for words in parts if 0 < len(words) <= 4 and words[0][0].isupper()) >= MAX_NAMES
