"""Numbers written as words: language → {word or words: value}, and the words that multiply them.

Each row of `_WORDS` has 28 places: one to twenty, the tens to ninety, hundred; a place holds the forms of a number
("|" between them, "_" for a blank, "-" for none). A form with "!" means something else too ("neuf" is also new,
"hét" a week) and counts only within a longer number, as one and two do.
"""

from __future__ import annotations

import re
from functools import cache

_VALUES = (*range(1, 21), *range(30, 101, 10))
_WORDS = {
    "bg": "един|една|едно два|две три|трима|трите четири|четирима|четирите пет|петима|петте шест|шестима|шестте "
    "седем|"
    "седемте осем|осемте девет|деветте десет|десетте единадесет|единайсет дванадесет|дванайсет тринадесет|тринайсет "
    "четиринадесет|четиринайсет петнадесет|петнайсет шестнадесет|шестнайсет|шестнадесетте|шестнайсетте "
    "седемнадесет|седемнайсет осемнадесет|осемнайсет деветнадесет|деветнайсет двадесет|двайсет|двадесетте "
    "тридесет|трийсет четиридесет|четирийсет петдесет шестдесет|шейсет седемдесет осемдесет деветдесет сто|стоте",
    "ca": "un|una dos|dues tres quatre cinc sis set vuit nou! deu! onze dotze tretze catorze quinze setze "
    "disset divuit "
    "dinou vint trenta quaranta cinquanta seixanta setanta vuitanta noranta cent|cents!",
    "cs": "jeden|jedna|jedno|jeden dva|dvě|dvou|dvěma tři|tří|třem|třech|třemi čtyři|čtyř|čtyřem|čtyřech|čtyřmi "
    "pět|pěti šest|šesti sedm|sedmi osm|osmi devět|devíti deset|deseti|desíti jedenáct|jedenácti dvanáct|dvanácti "
    "třináct|třinácti čtrnáct|čtrnácti patnáct|patnácti šestnáct|šestnácti sedmnáct|sedmnácti osmnáct|osmnácti "
    "devatenáct|devatenácti dvacet|dvaceti třicet|třiceti čtyřicet|čtyřiceti padesát|padesáti šedesát|šedesáti "
    "sedmdesát|sedmdesáti osmdesát|osmdesáti devadesát|devadesáti sto|sta!|stovka",
    "da": "en|et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten "
    "nitten tyve "
    "tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede|hundred",
    "de": "ein|eine|einer|einem|einen zwei|zweier drei|dreier vier fünf sechs sieben acht neun zehn elf zwölf "
    "dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig|dreissig vierzig fünfzig sechzig "
    "siebzig achtzig neunzig hundert|einhundert",
    "el": "ενα|ενας|μια|ενος δυο τρεις|τρια|τριων τεσσερις|τεσσερα|τεσσερεις|τεσσαρων πεντε εξι επτα|εφτα "
    "οκτω|οχτω εννεα|εννια δεκα εντεκα|ενδεκα δωδεκα δεκατρεις|δεκατρια|δεκατριων "
    "δεκατεσσερις|δεκατεσσερα|δεκατεσσαρων δεκαπεντε δεκαεξι|δεκαξι δεκαεπτα|δεκαεφτα δεκαοκτω|δεκαοχτω "
    "δεκαεννεα|δεκαεννια εικοσι τριαντα σαραντα πενηντα εξηντα εβδομηντα ογδοντα ενενηντα εκατο|εκατον!",
    "en": "one|a two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "es": "un|una|uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento!",
    "et": "üks|ühe kaks|kahe kolm|kolme|kolmes|kolmest neli|nelja|neljas! viis|viie kuus!|kuue seitse|seitsme "
    "kaheksa üheksa kümme|kümne üksteist|üheteist|üheteistkümne kaksteist|kaheteist|kaheteistkümne "
    "kolmteist|kolmeteist|kolmeteistkümne neliteist|neljateist|neljateistkümne viisteist|viieteist|viieteistkümne "
    "kuusteist|kuueteist|kuueteistkümne seitseteist|seitsmeteist|seitsmeteistkümne "
    "kaheksateist|kaheksateistkümne üheksateist|üheksateistkümne kakskümmend|kahekümne kolmkümmend|kolmekümne "
    "nelikümmend|neljakümne viiskümmend|viiekümne kuuskümmend|kuuekümne seitsekümmend|seitsmekümne "
    "kaheksakümmend|kaheksakümne üheksakümmend|üheksakümne sada|saja",
    "eu": "bat bi hiru lau bost sei zazpi zortzi bederatzi hamar hamaika hamabi hamahiru hamalau hamabost hamasei "
    "hamazazpi hemezortzi|hamazortzi hemeretzi hogei hogeita_hamar berrogei berrogeita_hamar hirurogei "
    "hirurogeita_hamar laurogei laurogeita_hamar ehun",
    "fi": "yksi|yhden kaksi|kahden kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista "
    "kaksitoista kolmetoista neljätoista viisitoista kuusitoista seitsemäntoista kahdeksantoista yhdeksäntoista "
    "kaksikymmentä kolmekymmentä neljäkymmentä viisikymmentä kuusikymmentä seitsemänkymmentä kahdeksankymmentä "
    "yhdeksänkymmentä sata|sadan|sataa",
    "fr": "un|une deux trois quatre cinq six sept huit neuf! dix onze douze treize quatorze quinze seize dix_sept "
    "dix_huit dix_neuf vingt trente quarante cinquante soixante|- soixante_dix quatre_vingt|quatre_vingts "
    "quatre_vingt_dix cent|cents!",
    "ga": "aon! dhá!|dó! trí! ceithre|ceathair cúig sé! seacht ocht naoi deich aon_déag dó_dhéag trí_déag "
    "ceathair_déag cúig_déag sé_déag seacht_déag ocht_déag naoi_déag fiche tríocha daichead caoga seasca seachtó "
    "ochtó nócha céad!",
    "gl": "un|unha dous|dúas tres catro cinco seis sete oito nove dez once doce trece catorce quince dezaseis "
    "dezasete "
    "dezaoito dezanove vinte trinta corenta cincuenta sesenta setenta oitenta noventa cen|cento!",
    "hr": "jedan|jedna|jedno|jednog dva|dvije|dvaju tri|triju|troje|trima četiri|četiriju|četvero pet|petero "
    "šest|šestero sedam|sedmero osam|osmero devet|devetero deset|desetero jedanaest dvanaest trinaest četrnaest "
    "petnaest šesnaest sedamnaest osamnaest devetnaest dvadeset trideset četrdeset pedeset šezdeset sedamdeset "
    "osamdeset devedeset sto!|stotinu",
    "hu": "egy két|kettő három négy öt hat hét! nyolc kilenc tíz tizenegy tizenkét|tizenkettő tizenhárom tizennégy "
    "tizenöt tizenhat tizenhét tizennyolc tizenkilenc húsz harminc negyven ötven hatvan hetven nyolcvan "
    "kilencven száz",
    "is": "einn|ein|eitt|eins|einni tveir|tvær|tvö|tveggja|tveimur þrír|þrjár|þrjú|þriggja|þremur|þrjá "
    "fjórir|fjórar|fjögur|fjögurra|fjórum|fjóra fimm sex sjö átta níu tíu ellefu tólf þrettán fjórtán fimmtán "
    "sextán sautján átján nítján tuttugu þrjátíu fjörutíu fimmtíu sextíu sjötíu áttatíu níutíu hundrað",
    "it": "un|una|uno due tre quattro cinque sei! sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "lt": "vienas|viena|vieno du|dvi|dviejų trys|tris|trijų|trijose|trims|trijuose keturi|keturios|keturių|keturis|"
    "keturias|keturiose|keturiuose penki|penkios|penkių|penkis|penkias|penkiose|penkiuose "
    "šeši|šešios|šešių|šešis|šešias|šešiose|šešiuose septyni|septynios|septynių|septynis|septynias|septyniose "
    "aštuoni|aštuonios|aštuonių|aštuonis|aštuonias|aštuoniose devyni|devynios|devynių|devynis|devynias "
    "dešimt|dešimties|dešimtyje vienuolika|vienuolikos dvylika|dvylikos trylika|trylikos keturiolika|keturiolikos "
    "penkiolika|penkiolikos šešiolika|šešiolikos|šešiolikoje septyniolika|septyniolikos aštuoniolika|aštuoniolikos "
    "devyniolika|devyniolikos dvidešimt|dvidešimties trisdešimt|trisdešimties keturiasdešimt penkiasdešimt "
    "šešiasdešimt septyniasdešimt aštuoniasdešimt devyniasdešimt šimtas|šimto|šimtą",
    "lv": "viens|viena|vienu divi|divas|divu|diviem|divām trīs|trim|trijās|trijos|triju četri|četras|četru|četriem|"
    "četrām|četros|četrās pieci|piecas|piecu|pieciem|piecām|piecos|piecās seši|sešas|sešu|sešiem|sešām|sešos|sešās "
    "septiņi|septiņas|septiņu|septiņiem|septiņām|septiņos|septiņās astoņi|astoņas|astoņu|astoņiem|astoņām|astoņos "
    "deviņi|deviņas|deviņu|deviņiem|deviņām|deviņos desmit vienpadsmit divpadsmit trīspadsmit četrpadsmit "
    "piecpadsmit sešpadsmit septiņpadsmit astoņpadsmit deviņpadsmit divdesmit trīsdesmit četrdesmit piecdesmit "
    "sešdesmit septiņdesmit astoņdesmit deviņdesmit simts|simt|simtu",
    "mk": "еден|една|едно два|две три|трите|тројца четири|четирите|четворица пет|петте|петмина шест|шестте|шестмина "
    "седум|седумте осум|осумте девет|деветте десет|десетте единаесет дванаесет тринаесет четиринаесет петнаесет "
    "шеснаесет|шеснаесетте седумнаесет осумнаесет деветнаесет дваесет|дваесетте триесет четириесет педесет шеесет "
    "седумдесет осумдесет деведесет сто|стоте",
    "mt": "wieħed|waħda żewġ|tnejn tliet|tlieta|tlitt erba|erbgħa|erbat ħames|ħamsa|ħamest sitt|sitta "
    "seba|sebgħa|sebat "
    "tmien|tmienja|tmint disa|disgħa|disat għaxar|għaxra ħdax tnax tlettax erbatax ħmistax sittax sbatax tmintax "
    "dsatax għoxrin tletin erbgħin ħamsin sittin sebgħin tmenin disgħin mija|mitt",
    "nl": "een|één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien "
    "achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "no": "en|ei|ett|én to tre fire fem seks sju|syv åtte ni ti elleve tolv tretten fjorten femten seksten "
    "sytten atten nitten tjue|tyve tretti|tredve førti femti seksti sytti åtti nitti hundre",
    "pl": "jeden|jedna|jedno|jednego dwa|dwie|dwóch|dwoma|dwu trzy|trzech|trzem|trzema|trzej|troje "
    "cztery|czterech|czterem|czterema|czterej pięć|pięciu|pięcioma sześć|sześciu|sześcioma siedem|siedmiu|siedmioma "
    "osiem|ośmiu|ośmioma dziewięć|dziewięciu|dziewięcioma dziesięć|dziesięciu|dziesięcioma jedenaście|jedenastu "
    "dwanaście|dwunastu trzynaście|trzynastu czternaście|czternastu piętnaście|piętnastu szesnaście|szesnastu "
    "siedemnaście|siedemnastu osiemnaście|osiemnastu dziewiętnaście|dziewiętnastu dwadzieścia|dwudziestu "
    "trzydzieści|trzydziestu czterdzieści|czterdziestu pięćdziesiąt|pięćdziesięciu sześćdziesiąt|sześćdziesięciu "
    "siedemdziesiąt|siedemdziesięciu osiemdziesiąt|osiemdziesięciu dziewięćdziesiąt|dziewięćdziesięciu sto|stu",
    "pt": "um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze "
    "dezasseis|dezesseis dezassete|dezessete dezoito dezanove|dezenove vinte trinta quarenta cinquenta sessenta "
    "setenta oitenta noventa cem|cento!",
    "ro": "un|o|una doi|două trei|trei patru cinci șase|şase șapte|şapte opt nouă! zece unsprezece "
    "doisprezece|douăsprezece treisprezece paisprezece cincisprezece șaisprezece|şaisprezece "
    "șaptesprezece|şaptesprezece optsprezece nouăsprezece douăzeci treizeci patruzeci cincizeci șaizeci|şaizeci "
    "șaptezeci|şaptezeci optzeci nouăzeci o_sută|sute!",
    "ru": "один|одна|одно|одного два|две|двух|двумя три|трёх|трех|трем|трём|тремя|трое четыре|четырёх|четырех|"
    "четырем|четверо пять|пяти|пятью|пятеро шесть|шести|шестью семь|семи|семью! восемь|восьми девять|девяти "
    "десять|десяти одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати четырнадцать|четырнадцати "
    "пятнадцать|пятнадцати шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати "
    "девятнадцать|девятнадцати двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти "
    "шестьдесят|шестидесяти семьдесят|семидесяти восемьдесят|восьмидесяти девяносто сто|ста",
    "sk": "jeden|jedna|jedno dva|dve|dvoch|dvaja|dvoma tri|troch|trom|traja|tromi štyri|štyroch|štyrom|štyria|štyrmi "
    "päť|piatich|piati|piatim šesť|šiestich|šiesti|šiestim sedem|siedmich|siedmi|siedmim osem|ôsmich|ôsmi|ôsmim "
    "deväť|deviatich|deviati desať|desiatich|desiati jedenásť|jedenástich dvanásť|dvanástich trinásť|trinástich "
    "štrnásť|štrnástich pätnásť|pätnástich šestnásť|šestnástich sedemnásť|sedemnástich osemnásť|osemnástich "
    "devätnásť|devätnástich dvadsať|dvadsiatich tridsať|tridsiatich štyridsať|štyridsiatich päťdesiat|päťdesiatich "
    "šesťdesiat sedemdesiat osemdesiat deväťdesiat sto|stovka",
    "sl": "en|ena|eno|enega dva|dve|dveh|dvema tri|treh|trije|trem|tremi štiri|štirih|štirje|štirim|štirimi "
    "pet|petih|petim|petimi šest|šestih|šestim|šestimi sedem|sedmih|sedmim osem|osmih|osmim devet|devetih|devetim "
    "deset|desetih|desetim enajst|enajstih dvanajst|dvanajstih trinajst|trinajstih štirinajst|štirinajstih "
    "petnajst|petnajstih šestnajst|šestnajstih sedemnajst|sedemnajstih osemnajst|osemnajstih devetnajst|devetnajstih "
    "dvajset|dvajsetih trideset|tridesetih štirideset|štiridesetih petdeset|petdesetih šestdeset sedemdeset "
    "osemdeset devetdeset sto|stotih",
    "sq": "një dy tre|tri|tretë! katër pesë gjashtë shtatë tetë nëntë dhjetë njëmbëdhjetë dymbëdhjetë trembëdhjetë "
    "katërmbëdhjetë pesëmbëdhjetë gjashtëmbëdhjetë shtatëmbëdhjetë tetëmbëdhjetë nëntëmbëdhjetë njëzet tridhjetë "
    "dyzet|katërdhjetë pesëdhjetë gjashtëdhjetë shtatëdhjetë tetëdhjetë nëntëdhjetë njëqind",
    "sr": "jedan|jedna|jedno|један|једна dva|dve|два|две tri|tri|troje|три četiri|четири pet|пет šest|шест "
    "sedam|седам "
    "osam|осам devet|девет deset|десет jedanaest|једанаест dvanaest|дванаест trinaest|тринаест četrnaest|четрнаест "
    "petnaest|петнаест šesnaest|шеснаест sedamnaest|седамнаест osamnaest|осамнаест devetnaest|деветнаест "
    "dvadeset|двадесет trideset|тридесет četrdeset|четрдесет pedeset|педесет šezdeset|шездесет sedamdeset|седамдесет "
    "osamdeset|осамдесет devedeset|деведесет sto!|сто!|stotinu|стотину",
    "sv": "en|ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton "
    "tjugo|tjugu trettio fyrtio femtio sextio sjuttio åttio nittio hundra|etthundra",
    "tr": "bir iki üç dört beş altı yedi! sekiz dokuz on - - - - - - - - - yirmi otuz kırk elli altmış yetmiş seksen "
    "doksan yüz!",
    "uk": "один|одна|одне|одного два|дві|двох|двома три|трьох|трьом|трьома|троє чотири|чотирьох|чотирьом|четверо "
    "пять|пяти|пятьох|пятьма шість|шести|шістьох сім|семи|сімох вісім|восьми|вісьмох девять|девяти|девятьох "
    "десять|десяти|десятьох одинадцять|одинадцяти дванадцять|дванадцяти тринадцять|тринадцяти "
    "чотирнадцять|чотирнадцяти пятнадцять|пятнадцяти шістнадцять|шістнадцяти|шістнадцятьох сімнадцять|сімнадцяти "
    "вісімнадцять|вісімнадцяти девятнадцять|девятнадцяти двадцять|двадцяти тридцять|тридцяти сорок|сорока "
    "пятдесят|пятдесяти шістдесят|шістдесяти сімдесят|сімдесяти вісімдесят|вісімдесяти девяносто сто|ста",
}
# How tens and units grow together into one word; elsewhere they stand side by side ("forty-five", "сорок п'ять").
_JOINED = {
    "da": "{unit}og{ten}",
    "de": "{unit}und{ten}",
    "et": "{ten}{unit}",
    "fi": "{ten}{unit}",
    "hu": "{ten}{unit}",
    "it": "{ten}{unit}",
    "nl": "{unit}en{ten}",
    "no": "{ten}{unit}",
    "sv": "{ten}{unit}",
}
# Finnish numbers bend in each of their parts: kuudessatoista, kahdenkymmenen.
_FINNISH = dict(
    enumerate(["yhde", "kahde", "kolme", "neljä", "viide", "kuude", "seitsemä", "kahdeksa", "yhdeksä", "kymmene"], 1)
)
_FINNISH_ENDINGS = [
    "n",
    "ssa",
    "ssä",
    "sta",
    "stä",
    "lla",
    "llä",
    "lta",
    "ltä",
    "lle",
    "ksi",
    "na",
    "nä",
    "a",
    "ä",
    "en",
]
# After these words a number's word is something else: "in Acht nehmen", "forti venti" (winds), "több száz" (some).
NOT_AFTER = {
    "da": "et tre,flere hundrede,par hundrede",
    "de": "außer acht,ausser acht,in acht,die elf,der elf,mehrere hundert,einige hundert,paar hundert",
    "en": "several hundred,few hundred",
    "hu": "több száz,néhány száz",
    "is": "að átta,til átta",
    "it": "forti venti,dei venti,i venti,ai venti",
    "mt": "it tlieta,t tlieta,l erbgħa,tal erbgħa,fl erbgħa,mil erbgħa,l ħames",
    "nl": "in acht,de elf,enkele honderd,paar honderd",
    "no": "et tre,av tre,i tre,flere hundre,noen hundre,par hundre",
    "sv": "flera hundra,några hundra,par hundra",
    "tr": "yer altı,su altı,ayak altı",
}
# Before or after these an hour is told.
HOUR_WORDS = {
    "cs": "hodin",
    "da": "klokken kl",
    "de": "uhr",
    "en": "am pm o clock",
    "et": "kell",
    "fi": "klo kello",
    "hu": "óra órakor",
    "is": "klukkan kl",
    "it": "ore",
    "lv": "pulksten plkst",
    "nl": "uur",
    "no": "klokken klokka kl",
    "pl": "godzina godzinie godziną godzinę",
    "ro": "ora orele orei",
    "sv": "klockan kl",
    "tr": "saat",
}
# Before a hundred these make a percentage of it: "pour cent".
PERCENT_OF = frozenset({"faoin", "fil", "per", "por", "pour", "на", "τοις"})
# Between ten and unit: "treinta y cinco", "dvadeset i pet", "двадесет и пет".
AND = frozenset(["y", "e", "i", "și", "şi", "dhe", "и", "та", "a", "és", "og", "u"])


@cache
def number_words(language: str) -> dict[str, tuple[int, bool]]:
    """Return the number words of `language` with their value and whether they mean that number by themselves."""
    found: dict[str, tuple[int, bool]] = {}
    places = zip(_VALUES, _WORDS.get(language, "").split(), strict=False)
    rows = {value: [form for form in forms.split("|") if form != "-"] for value, forms in places}
    for value, forms in rows.items():
        for form in forms:
            found[form.rstrip("!").replace("_", " ")] = (value, value > 2 and not form.endswith("!"))
    for word, value in _joined(language, rows):
        found.setdefault(word, (value, True))
    if language in {"bg", "mk"}:  # шестнадесетте: the sixteen
        found |= {f"{word}те": (value, True) for word, (value, _) in found.items() if value > 4}
    if language == "fi":
        found |= {word: (value, True) for word, value in _finnish() if word not in found}
    return found


def _joined(language: str, rows: dict[int, list[str]]) -> list[tuple[str, int]]:
    pattern = _JOINED.get(language)
    if not pattern:
        return []
    found = []
    for ten in range(20, 100, 10):
        for unit in range(1, 10):
            for form in rows[unit]:
                word = pattern.format(unit=form.rstrip("!"), ten=rows[ten][0].rstrip("!"))
                found.append((_smooth(word, language), ten + unit))
    return found


def _smooth(word: str, language: str) -> str:
    if language == "it":  # ventuno, ventotto
        return re.sub(r"[aio](uno|otto)$", r"\1", word)
    if language == "hu":  # huszonöt
        return re.sub(r"^húsz", "huszon", word)
    if language == "nl":  # tweeëntwintig, drieëntwintig
        return re.sub(r"^(twee|drie)en", r"\1ën", word)
    return word


def _finnish() -> list[tuple[str, int]]:
    found = [("viittä", 5), ("kuutta", 6), ("viittätoista", 15), ("kuuttatoista", 16)]
    for value, stem in _FINNISH.items():
        for ending in _FINNISH_ENDINGS:
            found += [(f"{stem}{ending}", value), (f"{stem}nkymmene{ending}", 10 * value)]
            found += [(f"{stem}{ending}toista", value + 10)] if value < 10 else []
    return [(word, value) for word, value in found if value > 2]
