"""The words around an article on the demo web's pages, in its ten languages: all invented here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a page says in one language beside its article. `date` holds {day}, {month} or {number}, and {year}."""

    demo_note: str
    home: str
    news: str
    about: str
    contact: str
    search: str
    share: str
    related: str
    read_more: str
    press_office: str
    telephone: str
    cookie_heading: str
    cookie_text: str
    accept: str
    refuse: str
    not_found: str
    not_found_text: str
    welcome: str
    months: str  # twelve words, as they stand after a day
    date: str = "{day} {month} {year}"


def write_date(moment: datetime, language: str) -> str:
    """Return the day of a moment, in UTC, as people write it in a language.

    Catalan elides before a vowel (`26 d'octubre`); month names otherwise follow the language's ordinary use.
    """
    words = WORDING[language]
    month = words.months.split()[moment.month - 1]
    pattern = words.date
    if language == "ca" and month[0] in "ao":
        pattern = pattern.replace("de {month}", "d'{month}")
    return pattern.format(day=moment.day, month=month, number=moment.month, year=moment.year)


WORDING = {
    "en": Wording(
        demo_note="This page is invented: it belongs to the demo of citydesk and reports no real event.",
        home="Home",
        news="News",
        about="About us",
        contact="Contact",
        search="Search",
        share="Share this page",
        related="Read next",
        read_more="Read more",
        press_office="Press office",
        telephone="Telephone",
        cookie_heading="We use cookies",
        cookie_text="Some cookies are needed to show this website. With others we count visits, so that we learn "
        "which pages are read and which are not. You can accept the second kind or refuse it, and you can change "
        "your mind at any time at the foot of each page. Refusing has no effect on what you can read here.",
        accept="Accept all cookies",
        refuse="Only the necessary ones",
        not_found="Page not found",
        not_found_text="The page you asked for does not exist, or it has moved. Try the search or the home page.",
        welcome="Welcome to our website.",
        months="January February March April May June July August September October November December",
    ),
    "nl": Wording(
        demo_note="Deze pagina is verzonnen: ze hoort bij de demo van citydesk en gaat over niets wat echt gebeurde.",
        home="Startpagina",
        news="Nieuws",
        about="Over de stad",
        contact="Contact",
        search="Zoeken",
        share="Deel deze pagina",
        related="Lees ook",
        read_more="Lees meer",
        press_office="Persdienst",
        telephone="Telefoon",
        cookie_heading="Wij gebruiken cookies",
        cookie_text="Sommige cookies zijn nodig om deze website te tonen. Met andere tellen we bezoeken, zodat we "
        "weten welke pagina's gelezen worden. U kunt die tweede soort aanvaarden of weigeren en uw keuze altijd "
        "wijzigen onderaan de pagina. Weigeren verandert niets aan wat u hier kunt lezen.",
        accept="Alle cookies aanvaarden",
        refuse="Alleen noodzakelijke",
        not_found="Pagina niet gevonden",
        not_found_text="De pagina die u zoekt bestaat niet of is verhuisd. Probeer de zoekfunctie of de startpagina.",
        welcome="Welkom op onze website.",
        months="januari februari maart april mei juni juli augustus september oktober november december",
    ),
    "de": Wording(
        demo_note="Diese Seite ist erfunden: Sie gehört zur Demo von citydesk und meldet kein wirkliches Ereignis.",
        home="Startseite",
        news="Aktuelles",
        about="Rathaus",
        contact="Kontakt",
        search="Suche",
        share="Seite teilen",
        related="Weitere Meldungen",
        read_more="Weiterlesen",
        press_office="Pressestelle",
        telephone="Telefon",
        cookie_heading="Wir verwenden Cookies",
        cookie_text="Einige Cookies braucht diese Website, um zu funktionieren. Mit anderen zählen wir Besuche, damit "
        "wir wissen, welche Seiten gelesen werden. Der zweiten Art können Sie zustimmen oder sie ablehnen und Ihre "
        "Wahl jederzeit am Seitenende ändern. Eine Ablehnung hat keinen Einfluss auf die Inhalte.",
        accept="Alle Cookies annehmen",
        refuse="Nur notwendige",
        not_found="Seite nicht gefunden",
        not_found_text="Die gewünschte Seite gibt es nicht oder nicht mehr. Nutzen Sie die Suche oder die Startseite.",
        welcome="Willkommen auf unserer Website.",
        months="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        date="{day}. {month} {year}",
    ),
    "it": Wording(
        demo_note="Questa pagina è inventata: fa parte della demo di citydesk e non riferisce alcun fatto reale.",
        home="Pagina iniziale",
        news="Comunicati",
        about="Il Comune",
        contact="Contatti",
        search="Cerca",
        share="Condividi la pagina",
        related="Altri comunicati",
        read_more="Leggi tutto",
        press_office="Ufficio stampa",
        telephone="Telefono",
        cookie_heading="Usiamo i cookie",
        cookie_text="Alcuni cookie servono a mostrare questo sito. Con altri contiamo le visite, per sapere quali "
        "pagine vengono lette e quali no. Potete accettare il secondo tipo oppure rifiutarlo, e cambiare idea in ogni "
        "momento in fondo alla pagina. Il rifiuto non toglie nulla di ciò che si può leggere qui.",
        accept="Accetta tutti i cookie",
        refuse="Solo quelli necessari",
        not_found="Pagina non trovata",
        not_found_text="La pagina richiesta non esiste o è stata spostata. Provate con la ricerca.",
        welcome="Benvenuti nel nostro sito.",
        months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    "fi": Wording(
        demo_note="Tämä sivu on keksitty: se kuuluu citydeskin demoon eikä kerro todellisista tapahtumista.",
        home="Etusivu",
        news="Uutiset",
        about="Tietoa kaupungista",
        contact="Yhteystiedot",
        search="Haku",
        share="Jaa sivu",
        related="Lue myös",
        read_more="Lue lisää",
        press_office="Viestintä",
        telephone="Puhelin",
        cookie_heading="Käytämme evästeitä",
        cookie_text="Osa evästeistä on sivuston toiminnalle välttämättömiä. Muilla laskemme käyntejä, jotta tiedämme, "
        "mitä sivuja luetaan. Voit hyväksyä jälkimmäiset tai kieltää ne ja muuttaa valintaasi milloin tahansa sivun "
        "alareunassa. Kieltäminen ei vaikuta siihen, mitä voit täällä lukea.",
        accept="Hyväksy kaikki evästeet",
        refuse="Vain välttämättömät",
        not_found="Sivua ei löytynyt",
        not_found_text="Hakemaasi sivua ei ole, tai se on siirretty. Kokeile hakua tai etusivua.",
        welcome="Tervetuloa sivuillemme.",
        months="tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta "
        "heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        date="{day}.{number}.{year}",
    ),
    "sv": Wording(
        demo_note="Den här sidan är påhittad: den hör till citydesks demo och berättar inte om något som har hänt.",
        home="Startsida",
        news="Nyheter",
        about="Om staden",
        contact="Kontakt",
        search="Sök",
        share="Dela sidan",
        related="Läs också",
        read_more="Läs mer",
        press_office="Kommunikation",
        telephone="Telefon",
        cookie_heading="Vi använder kakor",
        cookie_text="Vissa kakor behövs för att visa webbplatsen. Med andra räknar vi besök, så att vi vet vilka sidor "
        "som läses. Du kan godkänna eller avvisa den andra sorten och ändra dig när som helst längst ned på sidan. "
        "Ett nej påverkar inte vad du kan läsa här.",
        accept="Godkänn alla kakor",
        refuse="Bara nödvändiga",
        not_found="Sidan hittades inte",
        not_found_text="Sidan du söker finns inte eller har flyttats. Prova sökningen eller startsidan.",
        welcome="Välkommen till vår webbplats.",
        months="januari februari mars april maj juni juli augusti september oktober november december",
    ),
    "ca": Wording(
        demo_note="Aquesta pàgina és inventada: forma part de la demo de citydesk i no explica cap fet real.",
        home="Inici",
        news="Notícies",
        about="L'Ajuntament",
        contact="Contacte",
        search="Cerca",
        share="Comparteix la pàgina",
        related="També et pot interessar",
        read_more="Llegeix-ne més",
        press_office="Gabinet de premsa",
        telephone="Telèfon",
        cookie_heading="Fem servir galetes",
        cookie_text="Algunes galetes calen per mostrar aquest web. Amb d'altres comptem visites, per saber quines "
        "pàgines es llegeixen. Podeu acceptar aquestes segones o refusar-les, i canviar d'opinió quan vulgueu al peu "
        "de la pàgina. Refusar-les no canvia res del que podeu llegir aquí.",
        accept="Accepta totes les galetes",
        refuse="Només les necessàries",
        not_found="No s'ha trobat la pàgina",
        not_found_text="La pàgina que busqueu no existeix o s'ha mogut. Proveu la cerca o la pàgina d'inici.",
        welcome="Us donem la benvinguda al nostre web.",
        months="gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
        date="{day} de {month} de {year}",
    ),
    "es": Wording(
        demo_note="Esta página es inventada: forma parte de la demo de citydesk y no cuenta ningún hecho real.",
        home="Inicio",
        news="Actualidad",
        about="El Ayuntamiento",
        contact="Contacto",
        search="Buscar",
        share="Comparte esta página",
        related="También te puede interesar",
        read_more="Leer más",
        press_office="Gabinete de prensa",
        telephone="Teléfono",
        cookie_heading="Usamos cookies",
        cookie_text="Algunas cookies son necesarias para mostrar esta web. Con otras contamos visitas, para saber qué "
        "páginas se leen. Puede aceptar este segundo tipo o rechazarlo, y cambiar de opinión cuando quiera al pie de "
        "la página. Rechazarlas no cambia nada de lo que aquí puede leer.",
        accept="Aceptar todas las cookies",
        refuse="Solo las necesarias",
        not_found="Página no encontrada",
        not_found_text="La página que busca no existe o ha cambiado de sitio. Pruebe con el buscador o con el inicio.",
        welcome="Bienvenidos a nuestra web.",
        months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        date="{day} de {month} de {year}",
    ),
    "fr": Wording(
        demo_note="Cette page est inventée : elle appartient à la démo de citydesk et ne relate aucun fait réel.",
        home="Accueil",
        news="Actualités",
        about="La collectivité",
        contact="Nous écrire",
        search="Rechercher",
        share="Partager cette page",
        related="À lire aussi",
        read_more="Lire la suite",
        press_office="Service de presse",
        telephone="Téléphone",
        cookie_heading="Nous utilisons des cookies",
        cookie_text="Certains cookies sont nécessaires à l'affichage du site. D'autres nous servent à compter les "
        "visites et à savoir quelles pages sont lues. Vous pouvez accepter ces derniers ou les refuser, puis changer "
        "d'avis à tout moment en bas de page. Un refus ne change rien à ce que vous pouvez lire ici.",
        accept="Tout accepter",
        refuse="Seulement les nécessaires",
        not_found="Page introuvable",
        not_found_text="La page demandée n'existe pas ou a été déplacée. Essayez la recherche ou la page d'accueil.",
        welcome="Bienvenue sur notre site.",
        months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "el": Wording(
        demo_note="Η σελίδα αυτή είναι επινοημένη: ανήκει στην επίδειξη του citydesk και δεν αφορά αληθινά γεγονότα.",
        home="Αρχική σελίδα",
        news="Νέα",
        about="Ο Δήμος",
        contact="Επικοινωνία",
        search="Αναζήτηση",
        share="Κοινοποίηση της σελίδας",
        related="Διαβάστε επίσης",
        read_more="Περισσότερα",
        press_office="Γραφείο Τύπου",
        telephone="Τηλέφωνο",
        cookie_heading="Χρησιμοποιούμε cookies",
        cookie_text="Ορισμένα cookies είναι απαραίτητα για να εμφανιστεί ο ιστότοπος. Με άλλα μετράμε επισκέψεις, ώστε "
        "να ξέρουμε ποιες σελίδες διαβάζονται. Μπορείτε να δεχτείτε τα δεύτερα ή να τα απορρίψετε και να αλλάξετε "
        "γνώμη όποτε θέλετε στο κάτω μέρος της σελίδας. Η απόρριψη δεν επηρεάζει όσα μπορείτε να διαβάσετε εδώ.",
        accept="Αποδοχή όλων",
        refuse="Μόνο τα απαραίτητα",
        not_found="Η σελίδα δεν βρέθηκε",
        not_found_text="Η σελίδα που ζητήσατε δεν υπάρχει ή έχει μεταφερθεί. Δοκιμάστε την αναζήτηση ή την αρχική.",
        welcome="Καλώς ήρθατε στον ιστότοπό μας.",
        months="Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου "
        "Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    ),
}
