"""Words that say what a city is to a sentence, by language (ISO 639-1), in small letters; `mayor*` is a beginning.

Who speaks for a city, people coming together, where, as guests, or as an example: vocabulary, not grammar.
"""

from __future__ import annotations

from dataclasses import dataclass

_SERVES = {"bs": "hr", "sh": "hr", "mk": "bg", "nb": "no", "nn": "no", "gl": "pt", "lb": "de"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one kind in one language: whole ones, beginnings, and phrases of several."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Tell whether a word in small letters is one of them."""
        return word in self.whole or word.startswith(self.beginnings)

    def is_in(self, words: list[str]) -> bool:
        """Tell whether one of them stands among words in small letters."""
        return any(map(self.has, words)) or any(phrase in " ".join(words) for phrase in self.phrases)


# A city's own bodies and offices; they stand before its name or after it.
_INSTITUTIONS = {
    "bg": "кмет* община* общин* столична* столичния* град",
    "ca": "alcald* ajuntament* regidor* municip* consistori ciutat_d",
    "cs": "primátor* magistrát* město města městu městem městsk* radnic* starost* zastupitel* poslan*",
    "da": "kommune* borgmester* overborgmester* byråd* borgerrepræsentation* rådmand*",
    "de": "oberbürgermeister* bürgermeister* vizebürgermeister* stadtrat* stadträt* landeshauptstadt stadt "
    "stadtverwaltung magistrat* rathaus gemeinderat*",
    "el": "δήμαρχο* δημάρχο* δήμο* δημαρχ* αντιδήμαρχο* αντιδημάρχο* δημοτικ*",
    "en": "mayor* councillor* municipal* borough city_of city_council city_hall council",
    "es": "alcald* ayuntamiento* concej* municip* consistorio ciudad_de",
    "et": "linn linna linnapea* linnavalitsus* linnavolikogu* abilinnapea*",
    "fi": "kaupunki kaupungin* pormestari* apulaispormestari* kunta",
    "fr": "maire maires mairie ville_d conseil_municipal métropole adjoint* municipalité échevin* bourgmestre*",
    "hr": "gradonačelni* grad grada gradu gradsk* općin* vijeće",
    "hu": "polgármester* főpolgármester* önkormányzat* város városháza közgyűlés*",
    "it": "sindac* comune giunta municip* assessor* città_di",
    "lt": "meras mero merą merė merės savivaldyb* miesto miestas taryb* vicemer*",
    "lv": "mērs mēra mēre dome domes domē pašvaldīb* pilsēta pilsētas vicemēr*",
    "nl": "burgemeester* gemeente* schepen* stad stadsbestuur* wethouder*",
    "no": "kommune* ordfører* bystyre* byråd*",
    "pl": "prezydent* wiceprezydent* miasto miasta miastu miastem urząd urzędu burmistrz* ratusz* radn*",
    "pt": "câmara municip* autarquia vereador* cidade_d prefeit*",
    "ro": "primar* primări* viceprimar* municipi* consiliul_local orașul orașului",
    "sk": "primátor* magistrát* mesto mesta mestu mestom mestsk* radnic* starost* zastupiteľ* poslan*",
    "sl": "župan* občin* mestn* mesto mesta",
    "sq": "bashki* kryetar*",
    "sr": "gradonačelni* grad grada gradu gradsk* opštin* skupštin* градоначелни* град града градск* општин* скупштин*",
    "sv": "kommun* borgmästar* borgarråd* stad stads stadshus* stadsfullmäktige",
    "tr": "belediye* büyükşehir* başkan* kenti kentinin",
    "uk": "мер мера мерка мерія мерії міськ* місто міста голова",
}
# People come together; the place where they do stands in the same sentence.
_GATHERINGS = {
    "bg": "среща* срещн* конференци* форум* конгрес* семинар* събра* заседани* делегаци*",
    "ca": "trobad* reuni* conferènci* cimera* congrés* fòrum* jornad* seminari* taller* celebr* delegaci* assemble*",
    "cs": "setk* sejd* sešl* konferenc* summit* kongres* fór* seminář* workshop* zasedá* schůz* delegac*",
    "da": "møde* mødt* konference* topmøde* samlet samledes samles kongres* forum* seminar* workshop* delegation*",
    "de": "traf* treffen* tagung* tagt* konferenz* findet fand zusammen* gipfel* auftakttreffen* kongress* forum* "
    "workshop* seminar* versammel* delegation* fachtag*",
    "el": "συναντ* συνάντηση* διάσκεψη* διασκέψ* συνέδρι* συνεδρ* σύνοδο* φόρουμ ημερίδα* σεμινάρι* σεμιναρ* "
    "εργαστήρι* συνέλευση* συγκεντρ* αντιπροσωπ*",
    "en": "held met meet meets meeting* gather* took_place takes_place conference* summit* forum* panel* roundtable* "
    "workshop* seminar* convene* congress* kick-off symposium",
    "es": "reuni* reún* encuentr* conferencia* cumbre* celebr* congreso* foro* jornada* seminario* taller* "
    "delegación* asamblea*",
    "et": "kohtu* konverents* tippkohtumi* seminar* foorum* kogune* nõupidami* kongress* delegatsioon* istung*",
    "fi": "kokoontu* kokou* tapaam* konferenss* huippukokou* seminaar* foorum* työpaj* kongress* valtuuskun*",
    "fr": "réuni* rencontr* conférence* sommet* se_tiendra s'est_tenu tenue congrès forum* atelier* séminaire* "
    "colloque* délégation* assises",
    "hr": "sastan* sastal* konferenc* skup* summit* samit* kongres* forum* seminar* radionic* okup* susret* delegacij* "
    "izaslanstv*",
    "hu": "találkoz* konferenci* csúcs* kongresszus* fórum* szeminári* műhely* ülés* tanácskoz* összegyűl* gyűlt* "
    "küldöttség*",
    "it": "incontr* riuni* convegno* vertice* conferenz* congress* forum* seminari* workshop* delegazion* assemblea*",
    "lt": "susitik* konferencij* seminar* forum* kongres* posėd* susirink* delegacij* viršūnių",
    "lv": "sanāksm* konferenc* sammit* tikšan* tikās seminār* forum* kongres* sapulc* pulcēj* delegācij*",
    "nl": "bijeen* samenk* vergader* conferentie* overleg* congres* workshop* seminar* ontmoet* delegatie* top",
    "no": "møte* møtt* konferanse* toppmøte* samlet samles kongress* forum* seminar* workshop* delegasjon*",
    "pl": "spotka* konferencj* szczyt* kongres* forum* seminari* warsztat* zjazd* narad* obrad* delegacj*",
    "pt": "encontr* reuni* conferência* cimeira* congresso* fórum* seminário* delegação* assembleia* cúpula",
    "ro": "reuni* întâlni* conferinț* summit* congres* forum* seminar* atelier* delegați*",
    "sk": "stret* zišl* konferenc* samit* summit* kongres* fór* seminár* workshop* zasadn* delegác*",
    "sl": "srečanj* sestan* konferenc* vrh* kongres* forum* seminar* delavnic* zasedanj* zbra* delegacij* posvet*",
    "sq": "takim* konferenc* samit* forum* kongres* mbledh* delegacion*",
    "sr": "sastan* konferenc* skup* samit* kongres* forum* seminar* okup* susret* delegacij* састан* конференц* "
    "скуп* самит* конгрес* форум* семинар* окуп* сусрет* делегациј*",
    "sv": "möte* mötte* möts konferens* toppmöte* samlad* samlas kongress* forum* seminari* delegation* träff*",
    "tr": "toplant* zirve* konferans* kongre* forum* çalıştay* buluş* seminer* düzenlen* bir_araya heyet*",
    "uk": "зустріч* зустріл* конференці* саміт* форум* конгрес* семінар* зібра* засідан* делегаці* нарад*",
}
_GUESTS = {
    "bg": "делегаци* експерт* гост* представител*",
    "ca": "delegaci* expert* convidad* representant*",
    "cs": "delegac* expert* odborní* host* zástupc*",
    "da": "delegation* ekspert* gæst*",
    "de": "delegation* expert* fachleute gäst* gast",
    "el": "αντιπροσωπ* εμπειρογνώμον* ειδικο* εκπρόσωπο*",
    "en": "delegation* visit* expert* mentor* guest guests colleague* representative*",
    "es": "delegación* expert* invitad* representant*",
    "et": "delegatsioon* ekspert* asjatundja* külali*",
    "fi": "valtuuskun* asiantuntij* vieraa* vierai*",
    "fr": "délégation* expert* invité* représentant*",
    "hr": "delegacij* izaslanstv* stručnja* gost* predstavni*",
    "hu": "küldöttség* szakértő* vendég*",
    "it": "delegazion* espert* ospit* rappresentant*",
    "lt": "delegacij* ekspert* specialist* sveči* atstov*",
    "lv": "delegācij* ekspert* speciālist* vies* pārstāv*",
    "nl": "delegatie* expert* deskundige* gast gasten vertegenwoordiger*",
    "no": "delegasjon* ekspert* gjest*",
    "pl": "delegacj* ekspert* gości* przedstawiciel*",
    "pt": "delegaç* especialista* convidad* representant*",
    "ro": "delegați* expert* experț* invitaț* reprezentan*",
    "sk": "delegác* expert* odborní* host* zástupc*",
    "sl": "delegacij* strokovnja* gost* predstavni*",
    "sq": "delegacion* ekspert*",
    "sr": "delegacij* stručnja* gost* predstavni* делегациј* стручња* гост* представни*",
    "sv": "delegation* expert* gäst*",
    "tr": "heyet* uzman* konuk* temsilci*",
    "uk": "делегаці* експерт* гост* представни*",
}
# They take part together; before the name, or in some languages behind it.
_COMPANIONS = {
    "bg": "заедно съвместно партньор* побратим*",
    "ca": "juntament conjuntament soci sòcia agermana*",
    "cs": "společně spolu partner*",
    "da": "sammen partner* venskabsby*",
    "de": "gemeinsam zusammen partner*",
    "el": "μαζί κοινού συνεργασία εταίρο* εταίροι",
    "en": "together alongside jointly partner* twin twinned",
    "es": "junto juntamente conjuntamente socio socia hermana*",
    "et": "koos ühiselt partner* sõpruslin*",
    "fi": "yhdessä kanssa kumppan* ystävyyskaupun*",
    "fr": "ensemble conjointement partena* jumel*",
    "hr": "zajedno partner*",
    "hu": "együtt közösen partner* testvérváros*",
    "it": "insieme assieme partner gemell*",
    "lt": "kartu bendrai partner*",
    "lv": "kopā kopīgi partner*",
    "nl": "samen partner* zusterst*",
    "no": "sammen partner* vennskapsby*",
    "pl": "razem wspólnie wraz partner*",
    "pt": "juntamente conjunto parceir* gemin*",
    "ro": "împreună alături partener* înfrățit*",
    "sk": "spoločne spolu partner*",
    "sl": "skupaj partner*",
    "sq": "së_bashku partner*",
    "sr": "zajedno partner* заједно партнер*",
    "sv": "tillsammans ihop partner* vänort*",
    "tr": "birlikte ortak* kardeş",
    "uk": "разом спільно партнер* побратим*",
}
_LIKE = {
    "bg": "като",
    "ca": "com",
    "cs": "jako vzoru",
    "da": "som ligesom",
    "de": "wie vorbild",
    "el": "όπως παράδειγμα",
    "en": "like unlike as",
    "es": "como",
    "et": "nagu",
    "fi": "kuten",
    "fr": "comme instar",
    "hr": "kao",
    "hu": "mint",
    "it": "come",
    "lt": "kaip",
    "lv": "kā",
    "nl": "zoals net als",
    "no": "som",
    "pl": "jak wzorem jako",
    "pt": "como",
    "ro": "ca precum",
    "sk": "ako vzoru",
    "sl": "kot",
    "sq": "si",
    "sr": "kao као",
    "sv": "som liksom",
    "tr": "gibi",
    "uk": "як",
}
# Before a name, that something is there; in languages of cases, how the name ends then.
_IN = {
    "bg": "в във",
    "ca": "a en",
    "cs": "v ve",
    "da": "i",
    "de": "in",
    "el": "στη στην στο στον σε",
    "en": "in at",
    "es": "en",
    "fr": "à en",
    "hr": "u",
    "it": "a ad in",
    "nl": "in te",
    "no": "i",
    "pl": "w we",
    "pt": "em no na",
    "ro": "la în",
    "sk": "v vo",
    "sl": "v na",
    "sq": "në",
    "sr": "u у",
    "sv": "i",
    "uk": "в у",
}
_IN_ENDINGS = {
    "et": ("as", "is", "es", "us", "os"),
    "fi": ("ssa", "ssä", "lla", "llä"),
    "hu": ("ban", "ben", "sten", "ött", "ett"),
    "lt": ("je", "ke", "ne", "se", "te"),
    "lv": ("ā", "ē", "ī", "ū"),
}
IN_SUFFIXES = {"tr": ("'da", "'de", "'ta", "'te")}  # behind the name


def _lexicons(table: dict[str, str]) -> dict[str, Lexicon]:
    return {language: _lexicon(text) for language, text in table.items()}


def _lexicon(text: str) -> Lexicon:
    parts = text.split()
    return Lexicon(
        whole=frozenset(part for part in parts if not part.endswith("*") and "_" not in part),
        beginnings=tuple(part[:-1] for part in parts if part.endswith("*")),
        phrases=tuple(part.replace("_", " ") for part in parts if "_" in part),
    )


INSTITUTIONS, GATHERINGS, GUESTS = _lexicons(_INSTITUTIONS), _lexicons(_GATHERINGS), _lexicons(_GUESTS)
COMPANIONS, LIKE, IN = _lexicons(_COMPANIONS), _lexicons(_LIKE), _lexicons(_IN)
NOTHING = _lexicon("")


def of(table: dict[str, Lexicon], language: str) -> Lexicon:
    """Return the words of a language, of the one that serves it, or none."""
    return table.get(language) or table.get(_SERVES.get(language, ""), NOTHING)


def in_endings(language: str) -> tuple[str, ...]:
    """Return how names end that say where, in languages of cases; none elsewhere."""
    return _IN_ENDINGS.get(language, ())
