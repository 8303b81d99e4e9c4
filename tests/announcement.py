"""One announcement of ours in the languages of the network, each with its own way to write figures and days."""

ANNOUNCEMENT = {
    "bg": "На 15 и 16 май 2027 г. шестнадесет града се срещат в Пловдив. Съветът отпуска 18,4 млн. евро за "
    "1250 жилища; "
    "наемите падат с 12,5 %, а работата трае до 2030 г.",
    "bs": "Od 15. do 16. maja 2027. godine sastaje se šesnaest gradova. Vijeće daje 18,4 miliona eura za "
    "1.250 stanova; "
    "stanarine padaju za 12,5 posto, a radovi traju do 2030. godine.",
    "ca": "Setze ciutats es troben els dies 15 i 16 de maig de 2027. El consell destina 18,4 milions d'euros a 1.250 "
    "habitatges; els lloguers baixen un 12,5 % i les obres duren fins al 2030.",
    "cs": "Ve dnech 15.–16. května 2027 se sejde šestnáct měst. Rada dává 18,4 mil. eur na 1 250 bytů; nájmy klesnou "
    "o 12,5 procenta a práce potrvají do roku 2030.",
    "da": "Den 15.-16. maj 2027 mødes seksten byer. Rådet giver 18,4 mio. euro til 1.250 boliger; huslejen "
    "falder med "
    "12,5 procent, og arbejdet varer til 2030.",
    "de": "Vom 15. bis 16. Mai 2027 treffen sich sechzehn Städte. Der Rat gibt 18,4 Mio. Euro für 1.250 Wohnungen; "
    "die Mieten sinken um 12,5 Prozent, gebaut wird bis 2030.",
    "el": "Στις 15 και 16 Μαΐου 2027 συναντιούνται δεκαέξι πόλεις. Το συμβούλιο δίνει 18,4 εκατ. ευρώ για 1.250 "
    "κατοικίες· τα ενοίκια πέφτουν κατά 12,5 τοις εκατό και τα έργα διαρκούν έως το 2030.",
    "en": "Sixteen cities meet on 15 and 16 May 2027. The council gives €18.4m for 1,250 homes; rents fall by "
    "12.5 per cent and the work goes on until 2030.",
    "es": "Dieciséis ciudades se reúnen los días 15 y 16 de mayo de 2027. El consejo destina 18,4 millones de "
    "euros a "
    "1.250 viviendas; los alquileres bajan un 12,5 por ciento y las obras duran hasta 2030.",
    "et": "15.–16. mail 2027 kohtub kuusteist linna. Volikogu annab 18,4 mln eurot 1250 kodu jaoks; üürid langevad "
    "12,5 protsenti ja tööd kestavad 2030. aastani.",
    "eu": "Hamasei hiri bilduko dira 2027ko maiatzaren 15ean eta 16an. Udalak 18,4 milioi euro emango ditu 1.250 "
    "etxebizitzatarako; alokairuak % 12,5 jaitsiko dira, eta lanek 2030era arte iraungo dute.",
    "fi": "Kuusitoista kaupunkia kokoontuu 15.–16. toukokuuta 2027. Valtuusto antaa 18,4 milj. euroa 1 250 asuntoon; "
    "vuokrat laskevat 12,5 prosenttia, ja työt kestävät vuoteen 2030.",
    "fr": "Seize villes se retrouvent les 15 et 16 mai 2027. Le conseil accorde 18,4 millions d’euros à 1 250 "
    "logements ; les loyers baissent de 12,5 pour cent et le chantier dure jusqu’en 2030.",
    "ga": "Tiocfaidh sé chathair déag le chéile an 15 agus an 16 Bealtaine 2027. Tugann an chomhairle 18.4 "
    "milliún euro "
    "do 1,250 teach; titfidh cíosanna 12.5 faoin gcéad agus mairfidh an obair go dtí 2030.",
    "gl": "Dezaseis cidades xúntanse os días 15 e 16 de maio de 2027. O concello dá 18,4 millóns de euros a 1.250 "
    "vivendas; os alugueres baixan un 12,5 por cento e as obras duran ata 2030.",
    "hr": "Šesnaest gradova sastaje se 15. i 16. svibnja 2027. Vijeće daje 18,4 milijuna eura za 1250 stanova; "
    "najamnine padaju za 12,5 posto, a radovi traju do 2030.",
    "hu": "Tizenhat város találkozik 2027. május 15–16-án. A tanács 18,4 millió eurót ad 1250 lakásra; a "
    "bérleti díjak "
    "12,5 százalékkal csökkennek, a munka 2030-ig tart.",
    "is": "Sextán borgir hittast 15.–16. maí 2027. Ráðið veitir 18,4 milljónir evra til 1.250 íbúða; leiga lækkar um "
    "12,5 prósent og verkið stendur til 2030.",
    "it": "Sedici città si incontrano il 15 e 16 maggio 2027. Il consiglio dà 18,4 milioni di euro a 1.250 alloggi; "
    "gli affitti calano del 12,5 per cento e i lavori durano fino al 2030.",
    "lt": "2027 m. gegužės 15–16 d. susitinka šešiolika miestų. Taryba skiria 18,4 mln. eurų 1 250 būstų; nuomos "
    "kainos mažėja 12,5 proc., o darbai truks iki 2030 m.",
    "lv": "2027. gada 15. un 16. maijā tiekas sešpadsmit pilsētas. Dome piešķir 18,4 milj. eiro 1250 mājokļiem; īres "
    "maksa samazinās par 12,5 procentiem, un darbi ilgs līdz 2030. gadam.",
    "mk": "На 15 и 16 мај 2027 година се среќаваат шеснаесет градови. Советот дава 18,4 милиони евра за 1.250 "
    "станови; "
    "кириите паѓаат за 12,5 проценти, а работите траат до 2030 година.",
    "mt": "Sittax-il belt jiltaqgħu fil-15 u s-16 ta’ Mejju 2027. Il-kunsill jagħti €18.4 miljun għal 1,250 "
    "dar; il-kirjiet "
    "jinżlu bi 12.5 fil-mija u x-xogħol idum sal-2030.",
    "nb": "Seksten byer møtes 15.–16. mai 2027. Rådet gir 18,4 mill. euro til 1 250 boliger; leien synker med "
    "12,5 prosent, og arbeidet varer til 2030.",
    "nl": "Zestien steden komen op 15 en 16 mei 2027 bijeen. De raad geeft 18,4 mln. euro voor 1.250 "
    "woningen; de huren "
    "dalen met 12,5 procent en het werk duurt tot 2030.",
    "pl": "Szesnaście miast spotka się 15–16 maja 2027 r. Rada daje 18,4 mln euro na 1250 mieszkań; czynsze spadną "
    "o 12,5 proc., a prace potrwają do 2030 roku.",
    "pt": "Dezasseis cidades encontram-se a 15 e 16 de maio de 2027. O município dá 18,4 M€ a 1250 casas; as rendas "
    "descem 12,5 por cento e as obras duram até 2030.",
    "ro": "Șaisprezece orașe se întâlnesc în 15 și 16 mai 2027. Consiliul dă 18,4 milioane de euro pentru 1.250 de "
    "locuințe; chiriile scad cu 12,5 la sută, iar lucrările durează până în 2030.",
    "ru": "Шестнадцать городов встретятся 15–16 мая 2027 года. Совет даёт 18,4 млн евро на 1250 квартир; аренда "
    "подешевеет на 12,5 процента, работы продлятся до 2030 года.",
    "sk": "V dňoch 15. a 16. mája 2027 sa stretne šestnásť miest. Rada dáva 18,4 milióna eur na 1 250 bytov; nájmy "
    "klesnú o 12,5 percenta a práce potrvajú do roku 2030.",
    "sl": "Šestnajst mest se sreča 15. in 16. maja 2027. Svet daje 18,4 milijona evrov za 1.250 stanovanj; najemnine "
    "se znižajo za 12,5 odstotka, dela bodo trajala do leta 2030.",
    "sq": "Gjashtëmbëdhjetë qytete takohen më 15 dhe 16 maj 2027. Këshilli jep 18,4 milionë euro për 1.250 banesa; "
    "qiratë ulen 12,5 për qind dhe punimet zgjasin deri në vitin 2030.",
    "sr": "Шеснаест градова састаје се 15. и 16. маја 2027. године. Веће даје 18,4 милиона евра за 1.250 станова; "
    "кирије падају за 12,5 одсто, а радови трају до 2030. године.",
    "sv": "Sexton städer möts den 15–16 maj 2027. Rådet ger 18,4 mkr till 1 250 bostäder; hyrorna sjunker med "
    "12,5 procent och arbetet pågår till 2030.",
    "tr": "On altı kent 15-16 Mayıs 2027'de buluşuyor. Meclis 1.250 konut için 18,4 milyon avro veriyor; "
    "kiralar yüzde "
    "12,5 düşüyor, çalışmalar 2030'a kadar sürüyor.",
    "uk": "Шістнадцять міст зустрінуться 15–16 травня 2027 року. Рада дає 18,4 млн євро на 1250 квартир; оренда "
    "подешевшає на 12,5 відсотка, роботи триватимуть до 2030 року.",
    "de-CH": "Am 15./16. Mai 2027 treffen sich 16 Städte. Der Rat gibt 18.4 Mio. Franken für 1'250 Wohnungen; "
    "die Mieten "
    "sinken um 12.5 %, gebaut wird bis 2030.",
}
