"""What pages say in thirty languages when they say no news: errors, consent, scripts, cloaked addresses, share rows."""

from __future__ import annotations

import re


def _any(phrases: str, prefix: str = "", suffix: str = "") -> re.Pattern[str]:
    """Return a pattern for any of the phrases, divided by line ends or semicolons."""
    alternatives = [phrase.strip() for phrase in re.split(r"[;\n]", phrases) if phrase.strip()]
    return re.compile(f"{prefix}(?:{'|'.join(alternatives)}){suffix}", re.IGNORECASE)


NOT_FOUND = _any(
    r"""
    \b404\b; \b410 gone; not found; (?:can.t|cannot|can not|could not|couldn.t) be found
    no longer (?:available|exists); (?:doesn.t|does not) exist
    nicht (?:mehr )?(?:gefunden|verfügbar); existiert nicht; introuvable; non trouvée; n.existe (?:pas|plus)
    non trovat[ao]; no (?:se ha )?encontrad[ao]; no existe; no (?:s.ha )?troba(?:da|t); não (?:foi )?encontrad[ao]
    non atopad[ao]; niet gevonden; bestaat niet; ikke fundet; ikke funnet; fant ikke; findes ikke; finnes ikke
    hittades inte; inte hitta; ei löyt; ei leitud; nav atrast; nerast; nie znalezion; nie istnieje; nenalezen
    neexistuje; nenájden; nebola nájden; nije pronađen
    ne postoji; ni (?:bilo )?mogoče najti; ne obstaja; nem található
    nu a fost găsit; nu există; не е намерен; не бе(?:ше)? намерен; δεν βρέθηκε; bulunamadı; не знайдено; не найден
    fannst ekki; nuk u gjet; ez da aurkitu; ní bhfuarthas; ma nstabitx; није пронађен; не е пронајден
    """
)
BLOCKED = _any(
    r"""
    just a moment; attention required; access denied; request rejected; 403 forbidden; forbidden
    pardon our interruption; checking your browser; security check
    are you a robot; one moment, please; ddos-guard; robot or human
    """,
    prefix="^",
)
CONSENT = _any(
    r"""
    cookie; \bconsent\b; gdpr; eväste; küpsis; sīkdat; slapuk; piškot; kolačić; ciastecz; sütik; μπισκότ; бисквитк
    çerez; \bkakor\b; småkakor; \bgalet(?:es|as)\b; informasjonskapsl; vafrakök; fianán
    privacy (?:policy|settings); datenschutzeinstellung; tracking
    """
)
_COOKIES = (
    r"(?:cookie|eväste|küpsis|sīkdat|slapuk|piškot|kolačić|ciastecz|süti|μπισκότ|бисквитк|çerez|vafrak|fianán|"
    r"\bkakor\b|småkakor|\bgalet(?:es|as)\b|informasjonskapsl)"
)
_USE = (
    r"\b(?:us(?:es?|ing)|verwende|nutz(?:t|en)|setz(?:t|en)|utilis|utilizz|utiliz|usa(?:mos|m)?\b|fa(?:ns)? servir|"
    r"emprega|gebruik|använd|bruker|bruger|benytter|anvend|käyt|kasuta|izmanto|naudoja|używ|wykorzyst|použív|"
    r"uporablja|korist|használ|folose|използва|χρησιμοποι|kullan|використов|использу|accept|akzeptier|allow|notar|përdor)"
)
USES_COOKIES = re.compile(rf"{_USE}[^.\n]{{0,80}}{_COOKIES}|{_COOKIES}[^.\n]{{0,80}}{_USE}", re.IGNORECASE)
_ENABLE = (
    r"(?:enable|activate|turn on|requires?|aktiv\w+|activ\w+|habilit\w+|abilit\w+|włącz\w*|zapn\w+|povol\w+|"
    r"ota käyttöön|käyttöön|slå på|schakel|kræver|engedélyez\w*|включ\w*|ενεργοποι\w*|disabled|deaktiviert|désactivé|"
    r"nécessaire|erforderlich|required)"
)
SCRIPT = re.compile(
    rf"{_ENABLE}[^.\n]{{0,60}}java\s?script|java\s?script[^.\n]{{0,60}}{_ENABLE}",
    re.IGNORECASE,
)
# Joomla's replacement of e-mail addresses.
CLOAK = _any(
    r"""
    protected from spam ?bots; vor spambots geschützt; protégée contre les robots; protetto dagli spam
    protegida contra (?:los )?(?:robots|spambots|bots); protegid[oa] (?:de|contra) (?:os )?(?:spam|bots)
    beveiligd tegen spambots; chroniony przed spam; chráněn[ao]? před spam; chránená pred spam; aizsargāta pret m
    apsaugotas nuo (?:šlamšto|spam); spam ?botlar\w* karşı; προστατεύεται από (?:τους αυτοματισμούς|κακόβουλη|spam)
    protejată de spam; spamrobot\w* (?:ellen )?véd; suojattu (?:spam|roskaposti); skyddad från spam
    beskyttet (?:mod|fra) spam; zaštićena od spam; защитен от спам; защищ[её]н от спам; захищен\w* від спам
    """
)
# Whole lines only.
FOOTLINE = _any(
    r"""
    share(?: this)?(?: page| article)?(?: on .{3,30})?; teilen; partager; condividi; compartir; partilhar; del; dela
    jaa;     udostępnij; zdieľať; sdílet; podijeli; tweet; facebook; twitter; x; linkedin; whatsapp; e-?mail
    print(?: this page)?;     drucken; imprimer; stampa; imprimir; drukuj; tulosta; skriv ut; copy link; link kopieren
    back(?: to (?:top|overview|list|news))?; zurück(?: zur übersicht)?; retour
    read more; mehr lesen; weiterlesen; lire la suite; leggi tutto; leer más; lees meer; lue lisää; läs mer; les mer
    læs mere; czytaj więcej; continue reading .{0,200}; \[(?:…|\.\.\.)\]
    published(?: on)?; posted(?: on)?; publié(?:e)? le; mis(?:e)? en ligne le; veröffentlicht(?: am)?
    publicado(?: el| em)?; publicat(?: el)?; pubblicato(?: il)?; gepubliceerd(?: op)?; julkaistu; publicerad(?: den)?
    udgivet(?: den)?; opublikowano; zveřejněno; avaldatud; publicēts; paskelbta; objavljeno; objavleno
    the post .{5,200} appeared first on .{2,80}; der beitrag .{5,200} erschien zuerst auf .{2,80}
    l['’]article .{5,200} est apparu en premier sur .{2,80}; la entrada .{5,200} se publicó primero en .{2,80}
    l['’]articolo .{5,200} proviene da .{2,80}; het bericht .{5,200} verscheen eerst op .{2,80}
    """,
    prefix="^",
    suffix=r"[.:…→»›\s]*$",
)
