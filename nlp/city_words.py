"""Words around city names, by language: words that are spelt like a city, and neighbours that make or unmake a city."""

from __future__ import annotations

# Names that are also words, first names or other names of a language: there they need evidence (mentions.py).
WORDS: dict[str, frozenset[str]] = {
    "ca": frozenset({"Pau", "Porto", "Nancy", "Sofia", "Roma", "Nice", "Lourdes", "Gent", "Mons", "Bari", "Lille"}),
    "cs": frozenset({"Most", "Porto", "Milan", "Roma", "Sofia", "Nancy", "Pau"}),
    "da": frozenset({"Lille", "Hove", "Bergen", "Nice", "Sofia", "Nancy", "Florence", "Porto", "Lund", "Roma"}),
    "de": frozenset(
        {"Essen", "Kiel", "Halle", "Bergen", "Porto", "Münster", "Hamm", "Wels", "Hagen", "Nancy", "Florence", "Sofia"}
        | {"Hanau", "Roma", "Tours", "Gent", "Split", "Nice", "Bad", "Lille", "Pau", "Siegen", "Regen", "Singen"}
    ),
    "en": frozenset(
        {"Nice", "Split", "Cork", "Bath", "Reading", "Tours", "Angers", "Florence", "Nancy", "Sofia", "Pau", "Derby"}
        | {"Most", "Essen", "Lens", "Bergen", "Roma", "Hagen", "Preston", "Lincoln", "Chester", "Maia", "Gent", "Wells"}
    ),
    "es": frozenset(
        {"Porto", "Nancy", "Sofía", "Sofia", "Roma", "Rubí", "Lourdes", "Bari", "Pau", "Barcelos", "Braga", "Maia"}
        | {"Nice", "Tours", "Angers", "Lugo", "Como", "Florencia", "Valencia"} - {"Valencia"}
    ),
    "et": frozenset({"Roma", "Sofia", "Nancy", "Pau"}),
    "fi": frozenset({"Lahti", "Pori", "Roma", "Sofia", "Nancy", "Pau", "Salo", "Hove"}),
    "fr": frozenset({"Tours", "Nancy", "Florence", "Sofia", "Liège", "Pau", "Sens", "Roma", "Split", "Nice", "Lens"}),
    "hr": frozenset({"Split", "Rijeka", "Milan", "Roma", "Pula", "Sofia", "Novi Sad"} - {"Novi Sad"}),
    "hu": frozenset({"Roma", "Most", "Pau", "Bari"}),
    "it": frozenset({"Porto", "Riga", "Bari", "Roma", "Como", "Prato", "Sofia", "Nancy", "Milan", "Nice"} - {"Roma"}),
    "nb": frozenset({"Lille", "Hove", "Bergen", "Nice", "Sofia", "Moss", "Nancy", "Roma", "Porto"}),
    "nl": frozenset({"Bergen", "Porto", "Nice", "Split", "Roma", "Nancy", "Sofia", "Tours", "Most", "Essen"}),
    "pl": frozenset({"Turku", "Roma", "Łódź", "Pau", "Nancy", "Milan", "Bari"}),
    "pt": frozenset({"Porto", "Nancy", "Sofia", "Braga", "Guimarães", "Maia", "Barcelos", "Pau", "Nice", "Roma"} - {"Roma"}),
    "ro": frozenset({"Roma", "Bursa", "Sofia", "Nancy", "Pau"}),
    "sk": frozenset({"Most", "Milan", "Roma", "Sofia", "Porto"}),
    "sl": frozenset({"Milan", "Split", "Most", "Roma", "Sofia"}),
    "sr": frozenset({"Milan", "Split", "Милан", "Roma"}),
    "sv": frozenset({"Nice", "Sofia", "Lund", "Nancy", "Porto", "Roma", "Lille", "Hove"}),
    "tr": frozenset({"Roma", "Bursa", "Van", "Sofia", "Milan"}),
}  # fmt: skip

# Languages whose common nouns are capitalised: a capital inside a sentence says nothing there.
CAPITALISED_NOUNS = frozenset({"de", "lb"})

# Words that stand before a place, never before the look-alike: "in Essen", "à Tours", "we Wrocławiu".
LOCATIVES: frozenset[str] = frozenset(
    "in aus nach bei near of to at from fra från i en a à de da di ad nel van te naar w we z ze do v ve iz u na od "
    "på til till em dans vers depuis desde hacia per fins fra tra um alla från Stadt city stad ville ciudad città "
    "ciutat cidade város miasto kaupunki grad mesto město".split()
)

# A name straight after one of these words isn't the city: treaties and policies, clubs, new worlds.
NOT_AFTER: frozenset[str] = frozenset(
    "New Nova Nuova Nueva Neu Nouvelle Nowy Nowa Nové Saint San Santa FC AC AS SC SK BK IF IK KV VfB VfL TSV RB "
    "Real Atlético Athletic Olympique Dynamo Dinamo Lokomotiv Sporting Racing Deportivo Hertha Eintracht Borussia "
    "Inter Lechia Hapoel Maccabi".split()
)
NOT_AFTER_PAIRS: frozenset[str] = frozenset(
    "Treaty of|Pact of|Declaration of|Convention of|Charter of|Duke of|Agreement of|Protocol of|Battle of|Siege of|"
    "Vertrag von|Abkommen von|Übereinkommen von|Konvention von|Charta von|Verdrag van|Pact van|Slag om|"
    "traité de|Traité de|convention de|Convention de|pacte de|Pacte de|accord de|Accord de|Accords de|accords de|"
    "charte de|Charte de|Protocole de|protocole de|"
    "Tratado de|Convenio de|Acuerdo de|Carta de|Pacto de|Protocolo de|Convención de|Reglamento de|"
    "Tractat de|Conveni de|Acord de|Pacte de|"
    "Trattato di|Convenzione di|Patto di|Accordo di|Accordi di|Carta di|Protocollo di|Regolamento di|"
    "Acordo de|Convenção de|Convenio de|Regulamento de".split("|")
)
NOT_BEFORE: frozenset[str] = frozenset(
    "Regulation Convention Protocol Process Agreement Accords Accord Treaty Charter Declaration Agenda Programme "
    "Principles Rulebook Criteria criteria syndrome Commission Pact FC AC CF SC AFC United Rovers Wanderers Albion "
    "Insurance Airlines Re Street Road Avenue Square Summit-Erklärung Übereinkommen Abkommen Verordnung Konvention Protokoll "
    "sopimus yleissopimus asetus konventionen avtalet fördraget".split()
)
# A street is named after a city, it doesn't lie there.
STREETS = (
    "street|road|rue|avenue|boulevard|quai|via|viale|corso|piazza|largo|calle|avenida|paseo|plaza|carrer|avinguda|"
    "passeig|plaça|rua|praça|ulica|ulicy|ul\\.|aleja|alei|plac|straße|platz|allee|laan|plein|gatan|οδός|οδό|πλατεία"
).split("|")
# What follows a namesake elsewhere: "Birmingham, Alabama", "Paris (Texas)", "London, Ontario".
ELSEWHERE: frozenset[str] = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri "
    "Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington "
    "Wisconsin Wyoming Ontario Quebec Québec Alberta Manitoba Saskatchewan Victoria Queensland Tasmania Ala Ariz Ark "
    "Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt "
    "Wash Wis Wyo AL AZ AR CA CO CT FL GA IL IN KY LA MD MA MI MN MO NJ NY NC OH OK PA SC TN TX VA WA WI "
    "ABD USA US Venezuela Canada".split()
)

# First names that stand before a surname spelt like a city: "Jack London". Only frequent ones of Europe.
GIVEN_NAMES: frozenset[str] = frozenset(
    "Adam Adrian Agnes Alan Albert Alessandro Alex Alexander Alexandra Alice Amanda Ana Andrea Andreas Andrew Andrzej "
    "Angela Ann Anna Anne Antoine Anton Antonio Barbara Beatrice Benjamin Bernard Björn Brian Bruno Carl Carla Carlo "
    "Carlos Carmen Caroline Catherine Charles Charlotte Chris Christian Christina Christine Christoph Clara Claire "
    "Claude Claudia Cristina Daniel Daniela David Denis Diana Diego Dominique Edith Eduardo Elena Elisabeth Elizabeth "
    "Emil Emma Eric Erik Ernst Eva Fabio Federico Felix Fernando Francesca Francesco Francisco Frank Franz Frederik "
    "Friedrich Gabriel Georg George Giorgio Giovanni Giulia Giuseppe Gustav Hanna Hannah Hans Heinrich Helen Helena "
    "Henri Henrik Henry Hugo Ingrid Irene Irving Isabel Isabelle Ivan Jack Jacob Jacques James Jan Jane Jaume Javier "
    "Jean Jennifer Jens Jessica Joan Johan Johann Johanna John Jonas Jordi Jorge Josef Joseph José João Juan Julia "
    "Julian Julie Julien Karel Karin Karl Katarina Kate Kevin Klaus Kristina Lars Laura Laurent Lena Leo Leon Linda "
    "Lisa Louis Louise Luc Luca Lucas Lucia Lucy Luigi Luis Lukas Magdalena Manuel Marc Marco Marek Margaret Maria "
    "Marie Marina Mario Mark Marko Marta Martha Martin Martina Mary Mathieu Matteo Matthew Matthias Max Maximilian "
    "María Mia Michael Michel Michele Miguel Mikael Monika Natalia Nicola Nicolas Nicole Niels Nikola Nils Nina Noah "
    "Nora Olga Oliver Olivia Oscar Paola Patricia Patrick Paul Paula Pavel Pedro Per Peter Petra Philip Philippe "
    "Pierre Pietro Piotr Ralph Raphael Ricardo Riccardo Richard Robert Roberto Roger Rosa Rudolf Samuel Sandra Sara "
    "Sarah Sebastian Simon Simone Sophie Stefan Stefania Stephen Steven Susan Susanne Sven Sylvie Theo Theresa Thomas "
    "Tim Tom Tomas Tony Ulrich Ursula Valentin Vera Victor Viktor Vincent Walter Werner William Wolfgang Yves".split()
)

# Joins the cities of an enumeration, in any language.
JOINERS: frozenset[str] = frozenset(
    "and und et y e i en og och ja και a oraz és și ir un ter in ile ve та и і й agus eta as well sowie ainsi que "
    "así como così come bem samt sekä kaip ka le de d du di von van från of from the la l o or ou oder".split()
)
