"""What names become, language by language: a table of forms, and forms that must not be made."""

from __future__ import annotations

import pytest

from nlp.inflection.generate import RULES

# Language → name: case forms. A bar, then adjectives and inhabitants.
TABLES = {
    "fi": """
        Helsinki: Helsingin Helsingissä Helsingistä Helsinkiin Helsinkiä Helsingille | helsinkiläinen helsinkiläiset
        Turku: Turun Turussa Turkuun Turusta Turkua | turkulainen turkulaisille
        Tampere: Tampereen Tampereella Tampereelta Tampereelle Tamperetta | tamperelainen tamperelaisten
        Espoo: Espoon Espoossa Espooseen Espoota
        Vantaa: Vantaan Vantaalla Vantaalle Vantaata
        Oulu: Oulun Oulussa Ouluun
        Lahti: Lahden Lahdessa Lahteen Lahtea | lahtelainen
        Tukholma: Tukholman Tukholmassa Tukholmaan
        Pariisi: Pariisin Pariisissa Pariisiin Pariisia | pariisilaiset
        Gent: Gentin Gentissä Gentiin
        Barcelona: Barcelonassa Barcelonaan Barcelonaa
        Göteborg: Göteborgissa Göteborgiin
        Bordeaux: Bordeaux'n Bordeaux'ssa
        Riika: Riian Riiassa Riikaan
        Seinäjoki: Seinäjoen Seinäjoella Seinäjoelle Seinäjokea
        Frankfurt am Main: Frankfurt_am_Mainin Frankfurt_am_Mainissa
    """,
    "et": """
        Tallinn: Tallinna Tallinnas Tallinnast Tallinnasse Tallinnal Tallinnaga | tallinlane tallinlased tallinlaste
        Tartu: Tartus Tartust Tartusse Tartut | tartlane tartlased
        Riia: Riias Riiast Riiasse Riiga
        Helsingi: Helsingis Helsingist Helsingisse
        Berliin: Berliini Berliinis Berliinist Berliinisse
        Pariis: Pariisi Pariisis Pariisist
        Barcelona: Barcelonas Barcelonast Barcelonasse
        Nantes: Nantes'i Nantes'is
        Praha: Prahas Prahasse
        Viin: Viini Viinis
    """,
    "hu": """
        Budapest: Budapesten Budapestről Budapestre Budapestnek Budapestet | budapesti budapestiek
        Debrecen: Debrecenben Debrecenből Debrecenbe Debrecennel Debrecent | debreceni
        Kolozsvár: Kolozsváron Kolozsvárott Kolozsvárról Kolozsvárra | kolozsvári kolozsváriak
        Pozsony: Pozsonyban Pozsonyból Pozsonnyal | pozsonyi
        Bécs: Bécsben Bécsből Bécsbe Bécset Béccsel | bécsi
        Párizs: Párizsban Párizsba Párizst Párizzsal | párizsi
        Barcelona: Barcelonában Barcelonából Barcelonába Barcelonát | barcelonai
        Köln: Kölnben Kölnhöz | kölni
        Malmö: Malmőben | malmői
        Athén: Athénban | athéni
        Varsó: Varsóban Varsóba | varsói
        Frankfurt am Main: Frankfurt_am_Mainban
    """,
    "pl": """
        Kraków: Krakowa Krakowowi Krakowem Krakowie | krakowski krakowskiego krakowskiej krakowianie
        Warszawa: Warszawy Warszawie Warszawę Warszawą | warszawski warszawskich warszawianie warszawiacy
        Łódź: Łodzi Łodzią | łódzki łódzkiego
        Gdańsk: Gdańska Gdańsku Gdańskiem Gdańskowi | gdański gdańska gdańskich
        Wrocław: Wrocławia Wrocławiu Wrocławiem | wrocławski
        Poznań: Poznania Poznaniu Poznaniem | poznański
        Białystok: Białegostoku Białymstoku | białostocki
        Katowice: Katowic Katowicach Katowicom | katowicki
        Bydgoszcz: Bydgoszczy Bydgoszczą | bydgoski
        Gandawa: Gandawy Gandawie Gandawę | gandawski
        Utrecht: Utrechtu Utrechcie Utrechtem | utrechcki
        Frankfurt nad Menem: Frankfurtu_nad_Menem Frankfurcie_nad_Menem
        Ateny: Aten Atenom Atenach | ateński
        Paryż: Paryża Paryżu | paryski
        Ryga: Rygi Rydze Rygę | ryski
        Praga: Pragi Pradze | praski
        Rzym: Rzymu Rzymie | rzymski
        Wiedeń: Wiednia Wiedniu | wiedeński
        Nowy Sad: Nowego_Sadu Nowym_Sadzie
        Saint-Denis: Saint-Denisu
    """,
    "cs": """
        Praha: Prahy Praze Prahu Prahou | pražský pražské pražského Pražané Pražanů
        Brno: Brna Brnu Brně Brnem | brněnský Brňané
        Plzeň: Plzně Plzni Plzní | plzeňský
        Katovice: Katovic Katovicích Katovicím | katovický katovičtí
        Drážďany: Drážďan Drážďanech | drážďanský
        Benátky: Benátek Benátkách | benátský
        Mnichov: Mnichova Mnichově Mnichovem | mnichovský
        Vídeň: Vídně Vídni Vídní | vídeňský
        Budapešť: Budapešti Budapeští | budapešťský
        Riga: Rigy Rize Rigu | rižský
        Florencie: Florencii Florencií | florentský
        Ostrava: Ostravy Ostravě Ostravou | ostravský
        Ústí nad Labem: Ústím_nad_Labem | ústecký
        Karlovy Vary: Karlových_Varů Karlových_Varech
        Banská Bystrica: Banské_Bystrici
        Frankfurt nad Mohanem: Frankfurtu_nad_Mohanem
    """,
    "sk": """
        Bratislava: Bratislavy Bratislave Bratislavu Bratislavou | bratislavský bratislavskej Bratislavčania
        Košice: Košíc Košiciach Košiciam | košický Košičania
        Banská Bystrica: Banskej_Bystrice Banskej_Bystrici Banskú_Bystricu Banskou_Bystricou | banskobystrický
        Praha: Prahy Prahe Prahou | pražský
        Viedeň: Viedne Viedni Viedňou | viedenský
        Londýn: Londýna Londýne Londýnom | londýnsky
        Paríž: Paríža Paríži Parížom | parížsky
        Rím: Ríma Ríme Rímom | rímsky
        Budapešť: Budapešti Budapešťou
        Brno: Brna Brne Brnom
    """,
    "sl": """
        Ljubljana: Ljubljane Ljubljani Ljubljano | ljubljanski ljubljanskega Ljubljančani
        Maribor: Maribora Mariboru Mariborom | mariborski
        Dunaj: Dunaja Dunaju Dunajem | dunajski
        Novi Sad: Novega_Sada Novem_Sadu Novim_Sadom | novosadski
        Zagreb: Zagreba Zagrebu Zagrebom | zagrebški
        Praga: Prage Pragi Prago | praški
        Pariz: Pariza Parizu | pariški
        Benetke: Benetk Benetkah | beneški
        Bruselj: Bruslja Bruslju Brusljem | bruseljski
        Oslo: Osla Oslu
        Tbilisi: Tbilisija Tbilisiju
    """,
    "hr": """
        Zagreb: Zagreba Zagrebu Zagrebom | zagrebački zagrebačkog zagrebačkoj Zagrepčani
        Rijeka: Rijeke Rijeci Rijeku Rijekom | riječki
        Split: Splita Splitu Splitom | splitski
        Novi Sad: Novog_Sada Novom_Sadu Novim_Sadom | novosadski
        Stari Grad: Starog_Grada Starom_Gradu Starim_Gradom
        Banja Luka: Banje_Luke Banjoj_Luci Banju_Luku
        Sarajevo: Sarajeva Sarajevu Sarajevom | sarajevski
        Beč: Beča Beču Bečom | bečki
        Pariz: Pariza Parizu | pariški
        Helsinki: Helsinkija Helsinkiju
    """,
    "lt": """
        Vilnius: Vilniaus Vilniui Vilnių Vilniumi Vilniuje | vilniečiai vilniečių vilnietis vilniškis vilniškiai
        Kaunas: Kauno Kaunui Kauną Kaunu Kaune | kauniečiai
        Klaipėda: Klaipėdos Klaipėdai Klaipėdą Klaipėdoje | klaipėdiečiai
        Atėnai: Atėnų Atėnams Atėnus Atėnuose
        Paryžius: Paryžiaus Paryžiuje | paryžietis
        Helsinkis: Helsinkio Helsinkiui Helsinkį Helsinkyje
        Tamperė: Tamperės Tamperėje
        Frankfurtas prie Maino: Frankfurto_prie_Maino Frankfurte_prie_Maino
    """,
    "lv": """
        Rīga: Rīgas Rīgai Rīgu Rīgā | rīdzinieks rīdzinieki rīdzinieku rīdziniekiem
        Atēnas: Atēnu Atēnām Atēnās
        Helsinki: Helsinku Helsinkos Helsinkiem
        Berlīne: Berlīnes Berlīnei Berlīni Berlīnē | berlīnieši
        Viļņa: Viļņas Viļņai Viļņu Viļņā
        Daugavpils: Daugavpilī Daugavpili
        Parīze: Parīzes Parīzē | parīzietis
        Frankfurte pie Mainas: Frankfurtes_pie_Mainas Frankfurtē_pie_Mainas
    """,
    "el": """
        Αθήνα: Αθήνας Αθηνών | Αθηναίος Αθηναίοι Αθηναίων αθηναϊκός αθηναϊκή
        Θεσσαλονίκη: Θεσσαλονίκης | Θεσσαλονικείς Θεσσαλονικέων
        Πάτρα: Πάτρας Πατρών
        Λευκωσία: Λευκωσίας
        Λονδίνο: Λονδίνου | Λονδρέζοι
        Μόναχο: Μονάχου
        Κίεβο: Κιέβου
        Παρίσι: Παρισιού
        Βρυξέλλες: Βρυξελλών
        Κωνσταντινούπολη: Κωνσταντινούπολης Κωνσταντινουπόλεως
        Στρόβολος: Στροβόλου Στρόβολο
        Οδησσός: Οδησσού Οδησσό
        Τίρανα: Τιράνων
        Μιλάνο: Μιλάνου
        Ρώμη: Ρώμης
        Πράγα: Πράγας
    """,
    "tr": """
        İstanbul: | İstanbullu İstanbullular İstanbulluların İstanbullulara
        İzmir: | İzmirli İzmirliler İzmirlilerin
        Bursa: | Bursalı Bursalılar Bursalıların
        Ankara: | Ankaralı Ankaralılar
        Köln: | Kölnlü Kölnlüler
        Gaziantep: | Gaziantepli Gaziantepliler
        Londra: | Londralı Londralılar
        Berlin: | Berlinli Berlinliler
        Paris: | Parisli Parisliler Parislilere
        Münih: | Münihli Münihliler
    """,
    "ro": """
        Cluj: Clujul Clujului | clujean clujeni clujenii clujenilor clujene
        Cluj-Napoca: Cluj-Napocăi
        Timișoara: Timișoarei | timișorean timișoreni timișorenilor
        Chișinău: Chișinăul Chișinăului | chișinăuieni
        București: Bucureștiul Bucureștiului | bucureștean bucureșteni bucureștenilor
        Constanța: Constanței | constănțean constănțeni
        Viena: Vienei | vienez vienezi
        Praga: Pragăi
        Paris: Parisul Parisului | parizian parizieni parizienii
        Londra: Londrei | londonez londonezi
        Berlin: Berlinul Berlinului | berlinez berlinezi
    """,
    "bg": """
        София: | софийски софийска софийската софийското софийските софийският софиянци
        Варна: | варненски варненската варненци
        Бургас: | бургаски бургаската бургаските бургазлии
        Пловдив: | пловдивски пловдивчани
        Париж: | парижки парижката парижани
        Прага: | пражки пражката
        Лондон: | лондонски лондончани
        Брюксел: | брюкселски брюкселските
        Атина: | атински
        Солун: | солунски
        Загреб: | загребски
        Братислава: | братиславски
    """,
    "uk": """
        Київ: Києва Києву Києвом Києві | київський київської київських кияни киян
        Львів: Львова Львову Львовом Львові | львівський львів'яни
        Харків: Харкова Харкові | харківський харків'яни
        Одеса: Одеси Одесі Одесу Одесою | одеський одесити
        Вінниця: Вінниці Вінницю Вінницею | вінницький
        Прага: Праги Празі Прагу | празький
        Гамбург: Гамбурга Гамбурзі | гамбурзький
        Париж: Парижа Парижі Парижем | паризький
        Новий Сад: Нового_Саду Новому_Саді | новосадський
        Хмельницький: Хмельницького Хмельницькому Хмельницьким
        Софія: Софії Софію | софійський
        Брюссель: Брюсселя Брюсселі | брюссельський
        Афіни: Афін Афінах | афінський
        Відень: Відня Відні | віденський віденець віденців віденці
        Франкфурт-на-Майні: Франкфурта-на-Майні Франкфурті-на-Майні
        Ірпінь: Ірпеня Ірпені
    """,
}
NOT_MADE = {  # no forms of that name: it is not inflected
    "pl": "Oslo Nantes Tbilisi Lille",
    "cs": "Oulu Bari Nancy",
    "sk": "Tbilisi Lille",
    "lt": "Bordo",
    "lv": "Oslo Bordo Palermo",
    "el": "Μπρνο Όσλο Λιλ",
    "tr": "Ankara",
    "bg": "София",
    "uk": "Осло Тбілісі Порту",
}
ROWS = [(code, row.strip()) for code, table in TABLES.items() for row in table.strip().splitlines()]


def blanks(words: str) -> set[str]:
    return {word.replace("_", " ") for word in words.split()}


@pytest.mark.parametrize(("code", "row"), ROWS)
def test_forms_of_a_name(code: str, row: str) -> None:
    name, _, rest = row.partition(":")
    forms, _, adjectives = rest.partition("|")
    assert blanks(forms) - set(RULES[code].forms(name)) == set()
    assert blanks(adjectives) - set(RULES[code].adjectives(name)) == set()


@pytest.mark.parametrize("code", RULES)
def test_every_language_has_at_least_25_forms_here(code: str) -> None:
    assert sum(len(row.partition(":")[2].replace("|", " ").split()) for one, row in ROWS if one == code) >= 25


@pytest.mark.parametrize(("code", "name"), [(code, name) for code in NOT_MADE for name in NOT_MADE[code].split()])
def test_what_is_not_inflected_has_no_forms(code: str, name: str) -> None:
    assert set(RULES[code].forms(name)) - {name} == set()
