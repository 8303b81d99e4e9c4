"""Words that say how much a text matters: who decides, whom it counts, and what is a courtesy rather than news.

Beginnings of words in small letters, for all languages at once: each stands in one list only, and is long enough to
mean the same wherever it occurs. A list is a sign among several, never a verdict; what no list knows counts as nothing.
"""

from __future__ import annotations

# Institutions that bind more than one city
UNION = (
    "european commission|european parliament|european council|council of the eu|eu-|europäische|eu-kommission|"
    "commission européenne|union européenne|parlement européen|comisión europea|unión europea|comissió europea|"
    "unió europea|commissione europea|unione europea|ue |europese commissie|europese unie|euroopan komissio|"
    "euroopan unioni|ευρωπαϊκη επιτροπη|ευρωπαϊκη ενωση|ευρωπαϊκ|komisja europejska|unia europejska|evropská komise|"
    "comissão europeia|união europeia|schengen|dublin|brussels|brüssel|bruxelles|bruselas|brussel"
)
STATE = (
    "government|minister|ministry|parliament|federal council|bundesrat|bundesregierung|bundestag|ministerium|"
    "gouvernement|conseil fédéral|ministère|parlement|gobierno|ministerio|governo|consiglio federale|ministero|"
    "regering|hallitus|ministeriö|regeringen|κυβερνηση|υπουργ|rząd|vláda|govern |generalitat"
)
CITY_HALL = (
    "city council|council|mayor|gemeinderat|stadtrat|bürgermeister|conseil municipal|conseil métropolitain|"
    "maire|ayuntamiento|pleno|alcald|ajuntament|consiglio comunale|giunta|sindac|gemeenteraad|college van|burgemeester|"
    "kaupunginvaltuusto|kaupunginhallitus|pormestari|kommunfullmäktige|stadsfullmäktige|δημοτικ|δημαρχ|rada miasta|"
    "prezydent miasta|zastupitelstvo|primátor|vereador|câmara municipal"
)
# Cities that act together
TOGETHER = (
    "mayors|cities|city network|städte|bürgermeisterinnen|villes|ciudades|alcaldes|ciutats|sindaci|reti di città|"
    "città europee|steden|kaupungit|kaupunkien|kaupunkia|städer|πολεις|δημοι |miasta |miast |města |měst |cidades|"
    "joint declaration|pledge"
)
# What binds people afterwards: rules, money and rights
RULES = (
    "law|act on|bill |regulation|ordinance|bylaw|rules|ban |bans |banned|obligation|mandatory|budget|tax|tariff|fee |"
    "fees|sanction|rights|entitle|reform|strategy|resolution|treaty|agreement|referendum|low-emission|rent cap|quota|"
    "gesetz|verordnung|verbot|pflicht|haushaltsplan|steuer|gebühr|tarif|sanktion|rechte |revision|vernehmlassung|"
    "botschaft zu|botschaft über|strategie|abkommen|umweltzone|mietendeckel|loi |lois |règlement|ordonnance|interdi|"
    "obligat|impôt|taxe|droits|réforme|révision|consultation|stratégie|accord|zone à faibles|encadrement des loyers|"
    "legge|regolament|ordinanza|divieto|stop a|obblig|bilancio|tassa|tariff|sanzion|diritti|riforma|strategia|"
    "a basse emissioni|ley |reglamento|ordenanza|prohib|presupuesto|impuesto|tasa |derechos|estrategia|bajas emisiones|"
    "llei |reglament|ordenança|pressupost|impost|drets|estratègia|baixes emissions|wet |verordening|verbod|begroting|"
    "belasting|rechten|hervorming|lage-emissie|laki |lain |asetus|kielto|kiell|talousarvio|vero|oikeu|uudistu|lag |"
    "förordning|förbud|skatt|avgift|rättighet|νομος|κανονισμ|απαγορ|προϋπολογισμ|δικαιωμ|ustaw|zakaz|budżet|podat|"
    "zákon|vyhlášk|rozpočet|zákaz|lei |regulamento|orçamento|direitos"
)
# What was found out
FINDINGS = (
    "report:|report |survey|study|statistics|figures|findings|evidence|rise in|rose |fell |increase|decrease|bericht|"
    "studie|belege für|belege zu|"
    "umfrage|erhebung|statistik|gestiegen|gesunken|ermittelt|rapport|étude|enquête|statistique|chiffres|augment|"
    "rapporto|studio |indagine|statistic|aument|diminui|informe|estudio|encuesta|cifras|enquesta|estudi |onderzoek|"
    "cijfers|raportti|selvity|kysely|tutkimus|tilasto|undersökning|μελετη|ερευνα|raport|badani|zpráva|průzkum|relatório"
)
# What is at stake: harm, conflict, and people who need protection
STAKES = (
    "war |war-|ukrain|crisis|emergency|disaster|flood|earthquake|heat|drought|violence|racis|discriminat|homeless|"
    "poverty|asylum|refugee|unaccompanied|migra|newcomer|disabilit|shelter|energy price|shortage|eviction|terror|hate |"
    "krieg|krise|notlage|katastrophe|hochwasser|erdbeben|hitze|dürre|gewalt|rassis|diskriminier|obdachlos|armut|asyl|"
    "geflüchtet|flüchtling|behinderung|mangel|guerre|crise|urgence|catastrophe|inondation|séisme|chaleur|sécheresse|"
    "sans-abri|pauvreté|asile|réfugié|mineurs non|handicap|pénurie|expulsion|guerra|crisi|emergenza|alluvion|terremot|"
    "siccità|violenza|razzis|discriminazion|senza dimora|senzatetto|povertà|asilo|rifugiat|stranieri|profugh|disabil|"
    "emergencia|inundacion|sequía|calor |violencia|antiviolen|sin hogar|pobreza|refugiad|discapacid|escasez|desahuci|"
    "sense llar|pobresa|refugiat|oorlog|noodopvang|overstroming|hitte|geweld|dakloos|armoede|asiel|vluchteling|"
    "handicap|tekort|sota |kriisi|tulva|väkivalt|rasism|syrjin|asunnottom|köyhyy|turvapaik|pakolai|maahanmuut|vammais|"
    "krig |kris |våld|hemlös|fattigdom|flykting|πολεμ|κριση|πλημμυρ|καυσων|ζεστ|βια |ρατσισμ|αστεγ|φτωχ|προσφυγ|"
    "wojn|kryzys|powod|przemoc|bezdomn|uchodź|válk|krize|povod|násil|uprchl|guerra|cheias|sem-abrigo|pobreza"
)
# What is said rather than done: who got a post or a prize, who met whom, where journalists are invited
PERSONNEL = (
    "appoint|new head of|new director|named as|resign|ernannt|ernennung|ernennt|wird neue|neue leiter|neuer leiter|"
    "gewählt|wahl von|wahl des|wahl der|tritt zurück|nomination|nomme |nommé|démission|nombramiento|nombra |nomenament|"
    "nomina di|nomine|nominat|benoem|nieuwe directeur|nimitet|nimitys|utses |utnämn|διορισμ|mianowan|jmenov|nomeaç|"
    "personalien|personnel"
)
CEREMONY = (
    "award|prize-|prizewinner|winners of|anniversary|birthday|exhibition|concert|festival|marathon|christmas market|"
    "commemorat|preisverleihung|grand prix|auszeichnung|jubiläum|ausstellung|konzert|weihnachtsmarkt|medaille|gedenk|"
    "briefmarke|sondermünze|lauréat|anniversaire|exposition|marché de noël|semi-marathon|premios|aniversario|"
    "exposición|feria|maratón|premis|aniversari|exposició|mostra|premio|maratona|tentoonstelling|jubileum|kerstmarkt|"
    "palkinto|näyttely|joulumarkkin|juhlavuosi|utställning|βραβει|μαραθωνι|nagrod|wystaw|rocznic|výstav|výročí|"
    "prémio|exposição"
)
INVITATION = (
    "media invitation|invitation|press conference|webinar|save the date|register now|volunteer|media event|"
    "medieneinladung|einladung|medienkonferenz|medienfrühstück|medienanlass|pressetermin|point de presse|"
    "conférence de presse|petit déjeuner|inscrivez|bénévoles|rueda de prensa|voluntari|inscríbete|conferenza stampa|"
    "iscriviti|persconferentie|uitnodiging|vrijwilligers|tiedotustilaisuus|kutsu|vapaaehtoisia|pressträff|inbjudan|"
    "εθελοντ|προσκληση τυπου|konferencja prasowa|zaproszenie|tisková konference"
)
ROUTINE = (
    "recall|measured values|bond issue|bond auction|auction results|annual report|rückruf|anleihe|geschäftsbericht|"
    "jahresbericht|emprunt|rappel de produit|rapport annuel|rapport de gestion|prestiti|richiamo|rapporto annuale|"
    "rapporto di gestione|memoria anual|jaarverslag|terugroep|vuosikertomus|takaisinveto|årsredovisning|årsberetning|"
    "återkall|ανακληση"
)
LISTS = {
    "union": UNION,
    "state": STATE,
    "city hall": CITY_HALL,
    "together": TOGETHER,
    "rules": RULES,
    "findings": FINDINGS,
    "stakes": STAKES,
    "personnel": PERSONNEL,
    "ceremony": CEREMONY,
    "invitation": INVITATION,
    "routine": ROUTINE,
}

# What is counted when people are meant
PEOPLE = (
    "people|person|resident|inhabitant|citizen|refugee|migrant|newcomer|household|famil|home|flat|dwelling|apartment|"
    "foyer|νοικοκυρι|kotitalou|talout|child|pupil|student|patient|worker|job|place|mensch|einwohner|bürger|geflüchtet|flüchtling|haushalt|wohnung|kind|"
    "schüler|arbeitsplätz|plätze|personne|habitant|réfugié|ménage|logement|enfant|élève|emploi|salarié|place|"
    "vecin|persona|refugiad|hogar|vivienda|niñ|alumn|empleo|plaza|habitatge|infant|famíli|abitant|rifugiat|famigli|"
    "alloggi|bambin|posti|inwoner|mensen|vluchteling|gezin|woning|kinderen|leerling|banen|plaatsen|henkilö|asuk|"
    "asunto|perhe|lapsi|lasta|oppilas|työpaik|invånare|bostäder|barn|personer|elever|κατοικ|ανθρωπ|παιδι|οικογενει|"
    "προσφυγ|κατοικι|osób|mieszkań|dzieci|lidí|obyvatel|bytů|pessoas|famílias|crianças"
)
# Cities that are counted
CITIES = "cities|städte|villes|ciudades|ciutats|città|steden|kaupun|städer|πολεις|δημους|miast|měst|cidades|mayors"
