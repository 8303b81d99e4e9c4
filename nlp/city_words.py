"""Words around city names, by language: words that are spelt like a city, and neighbours that make or unmake a city."""

from __future__ import annotations


def words(text: str, between: str | None = None) -> frozenset[str]:
    """Return the words of a text, between blanks or another mark."""
    return frozenset(text.split(between))


# Names that are also words, first names or other names of a language: there they need evidence (namesakes.py).
WORDS = {
    "bg": words("Нанси Тирана"),
    "ca": words("Bona Gant Gent Maia Nancy Nice Pau Porto Roma Sofia"),
    "cs": words(
        "Milan Most Nancy Osla Osle Oslem Oslu Parma Parmou Parmu Parmy Parmě Pau Porta Portem Porto Portu Roma Sofia "
        "Sofie Sofii Sofií Solna Solnou Solnu Solně Turku Varna Varnou Varnu Varny Varně Řím"
    ),
    "da": words("Bergen Florence Hagen Hove Lille Lund Nancy Nice Porto Roma Sofia"),
    "de": words(
        "Bad Bergen Essen Florence Gent Hagen Halle Hamm Hanau Kiel Lille Münster Nancy Nice Pau Porto Regen Riesa "
        "Rom Roma Siegen Singen Sofia Split Tours Wels"
    ),
    "el": words("Λιλ Ρεν"),
    "en": words(
        "Angers Bath Bergen Chester Cork Derby Derry Essen Florence Gent Hagen Hove Lens Lincoln Maia Most Nancy Nice "
        "Pau Porto Preston Reading Roma Sofia Split Tours Wells"
    ),
    "es": words("Angers Barcelos Bari Braga Como Haga Lourdes Lugo Maia Nancy Nice Pau Porto Roma Rubí Sofia Sofía"),
    "et": words(
        "Haagi Haagiga Haagil Haagile Haagis Haagist Lahti Lille Lillega Lillel Lillele Lilles Lillest Nancy Pau Roma "
        "Sofia Turu Turuga Turul Turule Turult Turus Turust Viin"
    ),
    "fi": words(
        "Baria Bariin Bariksi Barille Barilta Barin Barina Barissa Hove Kieliin Kieliksi Kielille Kielillä Kieliltä "
        "Kielinä Kielissä Kielistä Kieliä Lahti "
        "Maiaa Maialle Maian Nancy Nancylle Nancyn Nancyä Pau Paun Pori Roma Salo Sofia Sofiaa Sofialla Sofialle "
        "Sofialta Sofian"
    ),
    "fr": words("Bari Bergen Florence Lens Liège Maia Nancy Nice Pau Porto Roma Sens Sofia Split Tours Vienne"),
    "hr": words(
        "Bremena Bremenom Bremenu Lavov Lavova Lavovom Lavovu Milan Milana Milanom Milanu Osla Oslom Oslu Porta Porto "
        "Portom Portu Prag Praga Pragom Pragu Pula Reka Rijeci Rijeka Rijeke Rijekom Rijeku Rim Rima Rimom Rimu Roma "
        "Sofia Sofija Sofije Sofiji Solna Solne Solni Solnom Solnu Split Tirana Tirane Tirani"
    ),
    "hu": words("Bari Most Pau Roma Sofia Várna Várnának"),
    "it": words("Bari Braga Como Florence Maia Milan Nancy Nice Pau Porto Prato Riga Sofia"),
    "lt": words(
        "Kylio Kylis Kyliu Kyliui Kylyje Kylį Romą Sofija Sofijai Sofijoje Sofijos Sofiją Varna Varnai Varnoje Varnos "
        "Varną Viena Vienai Vienoje Vienos Vieną"
    ),
    "lv": words(
        "Izmira Izmiru Romu Sofija Sofijai Sofijas Sofiju Sofijā Tirāna Tirānu Tirānā Viļņa Viļņu Vīni Ķīle Ķīlei "
        "Ķīles Ķīli Ķīlē"
    ),
    "nb": words("Bergen Hagen Hove Lille Moss Nancy Nice Porto Roma Sofia"),
    "nl": words("Bergen Essen Luik Most Nancy Nice Porto Roma Sofia Split Tours"),
    "pl": words(
        "Bari Bursa Bursie Bursy Bursą Bursę Kolonia Kolonii "
        "Kolonią Kolonię Milan Nancy Nisa Pau Poznania Poznaniem Poznaniu Roma Rydze Solna Solny Solną Turku Winnica "
        "Winnicy Winnicą Winnicę Łodzi Łodzią Łódź"
    ),
    "pt": words("Barcelos Braga Guimarães Lião Maia Nancy Nice Pau Porto Sofia"),
    "ro": words("Bursa Bursei Maia Maiei Nancy Pau Roma Sofia"),
    "sk": words(
        "Brest Breste Brestom Brestu Milan Most Osla Osle Oslom Oslu Porta Porte Porto Portu Roma Sofia Sofie Sofii "
        "Sofiou"
    ),
    "sl": words(
        "Bremena Bremenom Brest Bresta Brestom Brestu Milan Milana Milanom Milanu Most Osla Oslom Oslu Reka Reke Reki "
        "Reko Rim Rima Rimom Rimu Roma Sofia Sofija Sofije Sofiji Solna Solne Solni Solno Split Tirana Tirane Tirani "
        "Varna Varne Varni Varno"
    ),
    "sr": words("Milan Milano Roma Split Милан"),
    "sv": words("Haga Hove Lille Lund Nancy Nice Porto Roma Sofia"),
    "tr": words("Bari Bursa Milan Nice Roma Sofia Tiran Van"),
    "uk": words(
        "Бурса Бурси Бурсу Бурсі Кілем Кіль Кілю Кіля Кілі Покровська Покровську Порту Рима Софію Софія Софією Софії "
    ),
}

# Of these, the first names: a capital between small letters doesn't make them a city either.
FIRST_NAMES = words(
    "Florence Maia Maiaa Maialle Maian Milan Milana Milanom Milanu Nancy Nancylle Nancyn Nancyä Pau Sofia Sofiaa "
    "Sofialla Sofialle Sofialta Sofian Sofie Sofii Sofií Sofiou Sofija Sofije Sofiji Sofijai Sofijas Sofijos Sofiju "
    "Sofiją Sofía Maiei Нанси "
    " Милан Софії Софією Софію Софія"
)

# Languages whose common nouns are capitalised: a capital inside a sentence says nothing there.
CAPITALISED_NOUNS = words("de lb")

# Words that stand before a place and seldom before its look-alike, in small letters: `in Essen`, `à Tours`.
LOCATIVES = {
    "bg": words("в във от до към край град"),
    "ca": words("a de des fins per ciutat"),
    "cs": words("v ve z ze do od město"),
    "da": words("i til fra på"),
    "de": words("in aus von nach bei stadt"),
    "el": words("στο στη στην από"),
    "en": words("in near of to at from city"),
    "es": words("en a de desde hacia ciudad"),
    "et": words("linn"),
    "fi": words("kaupunki"),
    "fr": words("à de vers depuis ville"),
    "hr": words("u iz od na grad"),
    "it": words("a ad di da tra fra città"),
    "lt": words("iš į iki nuo prie link miestas miesto mieste"),
    "lv": words("no uz līdz pie pilsēta pilsētas pilsētā"),
    "nb": words("i til fra på"),
    "nl": words("in te uit naar van stad"),
    "pl": words("w we z ze do od miasto"),
    "pt": words("em a de do no ao pelo cidade"),
    "ro": words("în din la de orașul"),
    "sk": words("v vo z zo do od mesto"),
    "sl": words("v iz od mesto"),
    "sr": words("u iz od na grad у из од на град"),
    "sv": words("i till från på staden"),
    "uk": words("у в з із до від місто міста"),
}
for _table in (WORDS, LOCATIVES):  # Norwegian by its other codes
    _table["no"] = _table["nn"] = _table["nb"]

# A name straight after one of these isn't the city, but an adjective is still the city's: new worlds, saints.
NEW_WORLDS = words(
    "New Nova Nuova Nueva Neu Nouvelle Nowy Nowa Nové Saint St. ST. San Santa Sant Sveti Sveta Svätý Svatý Święty "
    "Свети Света Святий Свята Άγιος Αγία"
)
# … and neither of them after these: clubs, treaties, titles.
NOT_AFTER = words(
    "FC AC AS SC SK BK IF IK KV VfB VfL TSV RB Real Atlético Athletic Olympique Dynamo Dinamo Lokomotiv Sporting "
    "Racing Deportivo Hertha Eintracht Borussia Inter Lechia Hapoel Maccabi Slavia Sparta Spartak Slovan Hajduk Legia "
    "Legii Lech Lecha Wisła Wisły Śląsk Śląska Widzew Widzewa Cracovia Olimpija Cibona Rapid Steaua CFR CSKA Levski "
    "ЦСКА Левски Динамо Металіст Flora Levadia Kalev Skonto traktat traktatu traktacie traktatem konwencja konwencji "
    "konwencję konwencją rozporządzenie rozporządzenia rozporządzeniu proces procesu procesie Mr Mr. Mrs Mrs. Ms Ms. "
    "Bay Bayan Sir Dame Judge Justice Dr Dr. Prof Prof. Professor Herr Herrn Frau Monsieur Madame Mme Mlle Señor "
    "Señora Sr. Sra. Don Doña Signor Signora Sig. Sig.ra Dott. Mevrouw Meneer Pan Pani Fru Herra Rouva Κύριος Κυρία "
    "Bayern Bayernu Bayernem Bayernom Bayerna Bayernas Bayerno Баварія Баварії Баваріи Байерн Баєрн Μπάγερν Bavariji "
    "Juventus Arsenal Galatasaray Jack Jacka Jackovi Jackom Jackem Jacku Джек Джека Джеку Джеком Τζακ Džekas Džeko "
    "Džeks Džeka Džekam Irving Irvinga Irvingo Ървинг Ірвінг Ірвінга Isaiah Isaia Slavie Slavii Sparty Spartě Slovana "
    "Slovanu Zbrojovka Zbrojovky Kometa Komety Bohemians Dinama Dinamu Lokomotiva Lokomotive Olimpije Olimpijo Lechii "
    "Legię Jagiellonia Jagiellonii Motor Motoru ŁKS GKS Resovia Resovii Trefl Trefla Farul Poli Шахтар Шахтаря "
    "Карпати Карпат Чорноморець Чорноморця Ворскла Ворскли Рух Славия Спартак Локомотив ΠΑΟΚ Άρης Ολυμπιακός "
    "Παναθηναϊκός Viktoria Viktorie Viktorii Viktorka"
)
# Words for a person, in small letters: `vecmāmiņai Sofijai`, `pan Praha`.
KIN = words(
    "pan pán paní pani pana pána panu pánu gospod gospodin gospođa gospa gospoda domnul doamna господин госпожа пан "
    "пані пана ponas ponia härra proua herra rouva babička babičky babičce teta tety tetě bratr sestra dcera dceři "
    "babka babke dcéra brat siostra babcia babci ciocia córka córce baka baki sestri kći hči babica babici bunica "
    "mama fata fetița sora mătușa баба леля сестра дядо бабуся бабусі тітка сестрі дочка донька γιαγιά θεία αδερφή "
    "vecmāmiņa vecmāmiņai māsa meita meitai tante močiutė močiutei sesuo duktė vanaema tädi õde tütar isoäiti mummo "
    "täti sisko tytär nagymama néni lánya teyze abla"
)
# Languages whose cases say `in` and `to`: there a first name before a city may be who goes there.
CASE_IS_PLACE = words("et fi hu lt lv")
# … and after two: treaties and policies.
NOT_AFTER_PAIRS = words(
    "Treaty of|Pact of|Declaration of|Convention of|Charter of|Duke of|Agreement of|Protocol of|Battle of|Siege of|"
    "Vertrag von|Abkommen von|Übereinkommen von|Konvention von|Charta von|Verdrag van|Pact van|Slag om|"
    "traité de|Traité de|convention de|Convention de|pacte de|Pacte de|accord de|Accord de|Accords de|accords de|"
    "charte de|Charte de|Protocole de|protocole de|Tratado de|Convenio de|Acuerdo de|Carta de|Pacto de|Protocolo de|"
    "Convención de|Reglamento de|Tractat de|Conveni de|Acord de|Pacte de|Trattato di|Convenzione di|Patto di|"
    "Accordo di|Accordi di|Carta di|Protocollo di|Regolamento di|Acordo de|Convenção de|Regulamento de|"
    "Συνθήκη της|Συνθήκης της|Σύμβαση της|Σύμβασης της|Συνθήκη του|Σύμβαση του|Κανονισμός του|Κανονισμού του|"
    "Tratatul de la|Tratatului de la|Convenția de la|Convenției de la|Acordul de la|Acordului de la|"
    "Procesul de la|Procesului de la|Regulamentul de la|Carta de la",
    "|",
)
# A name straight before one of these isn't the city: treaties, clubs, companies, and streets where they stand in the
# genitive (`Rīgas iela`); after an adjective in small letters they would be the city's own.
NOT_BEFORE = words(
    "Regulation Convention Protocol Process Agreement Accords Accord Treaty Charter Declaration Agenda Programme "
    "Principles Rulebook Criteria criteria syndrome Commission Pact FC AC CF SC AFC United Rovers Wanderers Albion "
    "Insurance Airlines Re Street Road Avenue Square Übereinkommen Abkommen Verordnung Konvention Protokoll "
    "konventionen avtalet fördraget gatvė gatvės gatvėje prospektas iela ielā ielas ielu tänav tänava tänaval maantee "
    "maanteel puiestee Caddesi Sokağı Bulvarı laukums laukumā väljak Meydanı szelet řízek rezeň párek virsli gatvę "
    "gatvei gatve aikštė aikštės aikštę aikštėje prospekto prospekte alėja alėjos alėjoje plentas plento ielai "
    "bulvāris bulvāra bulvārī laukuma šoseja šosejas šosejā tänavat tänavalt tänavale tänavas väljaku väljakul "
    "väljakule maanteed maanteelt Sokak Mahallesi Hilton Nightingale"
)
# A street is named after a city; it doesn't lie there.
STREETS = words(
    "street|road|rue|avenue|boulevard|quai|viale|corso|piazza|largo|calle|avenida|paseo|plaza|carrer|avinguda|"
    "passeig|plaça|rua|praça|ulica|ulicy|ul.|aleja|alei|plac|straße|platz|allee|laan|plein|gatan|οδός|οδό|οδού|λεωφόρος|"
    "λεωφόρο|λεωφόρου|πλατεία|πλατείας|strada|străzii|bulevardul|bulevardului|calea|piața|șoseaua|aleea|улица|улицата|ул.|"
    "бул.|булевард|площад|вулиця|вул.",
    "|",
)
# What follows a namesake overseas: `Birmingham, Alabama`, `Paris (Texas)`, `London, Ont.`.
ELSEWHERE = words(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
    "Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia "
    "Wisconsin Wyoming Ontario Quebec Québec Alberta Manitoba Saskatchewan Victoria Queensland Tasmania Ala Ariz Ark "
    "Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ont Ore Pa Tenn Tex Va "
    "Vt Wash Wis Wyo AL AZ AR CA CO CT FL GA IL IN KY LA MD MA MI MN MO NJ NY NC OH OK PA SC TN TX VA WA WI ABD USA "
    "US Venezuela Canada Belarus Bělorusko Bielorusko Białoruś Baltarusija Baltkrievija Valgevene Беларус Білорусь"
)

# How the words for treaties, charters and processes begin that stand beside an adjective.
TREATIES = (
    "konwencj", "traktat", "proces", "porozumieni", "deklaracj", "pakt", "kart", "úmluv", "smlouv", "dohod", "dohovor",
    "zmluv", "proces", "konvencij", "sporazum", "sutart", "līgum", "sopimu", "yleissopimu", "konvents", "lepe",
    "lepingu", "egyezmény", "szerződés", "folyamat", "tratat", "convenți", "процес", "конвенц", "договор", "договір",
    "syndrom", "sözleşme", "süreci", "συνθήκη", "σύμβαση", "διαδικασία",
)  # fmt: skip
