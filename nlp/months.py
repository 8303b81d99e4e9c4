"""The names of the months, as stems, in the languages of the network: language → twelve patterns.

A word is a month if it begins with one of the stems of its language and at most six letters follow
(case endings: "tammikuuta", "gegužės", "σεπτεμβρίου"). Short forms end in a full stop in the text.
"""

from __future__ import annotations

import re
from functools import cache

_STEMS = {
    "bg": "януари фев март април май юни юли август септември октомври ноември декември",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "cs": "led únor břez dub květ červn|červen července|červenec srp září říj listopad prosin",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": "januar|jänner februar märz april mai juni juli august september oktober november dezember",
    "el": "ιανουάρι|ιανουαρί φεβρουάρι|φεβρουαρί μάρτι|μαρτί απρίλι|απριλί μάι|μαΐ ιούνι|ιουνί ιούλι|ιουλί "
    "αύγουστ|αυγούστ σεπτέμβρι|σεπτεμβρί οκτώβρι|οκτωβρί νοέμβρι|νοεμβρί δεκέμβρι|δεκεμβρί",
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
    "october|oct november|nov december|dec",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober|oktoobr november|novembr "
    "detsember|detsembr",
    "eu": "urtarril otsail martxo apiril maiatz ekain uztail abuztu irail urri azaro abendu",
    "fi": "tammiku helmiku maalisku huhtiku toukoku kesäku heinäku eloku syysku lokaku marrasku jouluku",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ga": "eanáir feabhra márta aibreá bealtaine meitheamh|meithimh iúil lúnasa "
    "meán|mheán deireadh|dheireadh samhain|samhna nollai",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "hr": "siječ|januar velja|februar ožuj|mart trav|april svib|maj lip|jun srp|jul kolov|august|avgust "
    "ruj|septemb listopad|oktob studen|novemb prosin|decemb",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "lt": "saus vasar kov baland gegu birž liep rugpj rugs spal lapkri gruod",
    "lv": "janvār februār mart aprīl maij jūnij jūlij august septembr oktobr novembr decembr",
    "mt": "jannar frar marzu april mejju ġunju lulju awwiss|awissu settembr ottubr novembr diċembr",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycz lut marz|marc kwie maj czerw lip sierp wrze paździer listopad grud",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ru": "январ феврал март апрел мая|май июн июл август сентябр октябр ноябр декабр",
    "sk": "január|január február marec|marc apríl máj jún júl august septemb októb novemb decemb",
    "sl": "januar februar marec|marc april maj junij juli avgust septemb oktob novemb decemb",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "sr": "januar|јануар februar|фебруар mart|март april|април maj|мај jun|јун jul|јул avgust|август "
    "septemb|септемб oktob|октоб novemb|новемб decemb|децемб",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "uk": "січ лют берез квіт трав черв лип серп верес жовт листопад груд",
}


@cache
def month_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern that matches a month's name in `language` (English where there is no table).

    Group `m1` … `m12` tells which month.
    """
    stems = _STEMS.get(language, _STEMS["en"]).split()
    groups = "|".join(f"(?P<m{month}>(?:{stem})\\w{{0,6}})" for month, stem in enumerate(stems, 1))
    return re.compile(rf"\b(?:{groups})\b", re.IGNORECASE)
