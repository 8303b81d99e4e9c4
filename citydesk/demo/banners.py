"""Twenty ways in which web sites ask about cookies, as markup written after what is seen on them; words are put in."""

from __future__ import annotations

import re
from html import escape

from citydesk.demo.wording import Wording

# Where it stands: before the page's content, after it, or inside <main> before the title.
_BEFORE, _AFTER, _INSIDE = "before", "after", "inside"

BANNERS: dict[str, tuple[str, str]] = {
    "onetrust": (_AFTER, '<div id="onetrust-consent-sdk"><div class="onetrust-pc-dark-filter"></div><div id="onetrust-banner-sdk" role="region"><h2 id="onetrust-policy-title">{heading}</h2><div id="onetrust-policy-text">{text}</div><button id="onetrust-accept-btn-handler">{accept}</button></div></div>'),
    "cookiebot": (_BEFORE, '<div id="CybotCookiebotDialog" role="dialog"><div id="CybotCookiebotDialogBodyContentTitle">{heading}</div><div id="CybotCookiebotDialogBodyContentText">{text}</div><a href="#" id="CybotCookiebotDialogBodyButtonAccept">{accept}</a><a href="#">{refuse}</a></div>'),
    "usercentrics": (_AFTER, '<div id="usercentrics-root"><div data-testid="uc-default-wall"><h3>{heading}</h3><p>{text}</p><button>{accept}</button></div></div>'),
    "borlabs": (_AFTER, '<div id="BorlabsCookieBox" class="BorlabsCookie" role="dialog"><div class="_brlbs-box"><h3>{heading}</h3><p>{text}</p><a class="_brlbs-btn">{accept}</a><a>{refuse}</a></div></div>'),
    "klaro": (_AFTER, '<div id="klaro"><div class="cookie-notice"><div class="cn-body"><p>{heading}</p><p>{text}</p><button>{accept}</button></div></div></div>'),
    "tarteaucitron": (_AFTER, '<div id="tarteaucitronRoot"><div id="tarteaucitronAlertBig"><span>{heading}. {text}</span><button>{accept}</button><button>{refuse}</button></div></div>'),
    "complianz": (_AFTER, '<div id="cmplz-cookiebanner-container"><div class="cmplz-cookiebanner"><div class="cmplz-title">{heading}</div><div class="cmplz-message"><p>{text}</p></div><button class="cmplz-btn">{accept}</button></div></div>'),
    "didomi": (_BEFORE, '<div id="didomi-host"><div class="didomi-popup-view"><h1 class="didomi-popup-notice-title">{heading}</h1><p>{text}</p><button>{accept}</button></div></div>'),
    "quantcast": (_AFTER, '<div class="qc-cmp2-container" id="qc-cmp2-container"><div class="qc-cmp2-summary-info"><h2>{heading}</h2><p>{text}</p></div><button>{accept}</button></div>'),
    "iubenda": (_BEFORE, '<div id="iubenda-cs-banner"><div class="iubenda-cs-container"><div id="iubenda-cs-title">{heading}</div><div id="iubenda-cs-paragraph">{text}</div><button class="iubenda-cs-accept-btn">{accept}</button></div></div>'),
    "osano": (_BEFORE, '<div role="dialog" aria-live="polite" class="cc-window cc-banner"><span id="cookieconsent:desc" class="cc-message">{text}</span><a class="cc-btn cc-allow">{accept}</a></div>'),
    "drupal": (_AFTER, '<div id="sliding-popup"><div class="eu-cookie-compliance-banner"><div class="popup-content"><h2>{heading}</h2><p>{text}</p><button>{accept}</button></div></div></div>'),
    "cookieyes": (_BEFORE, '<div class="cky-consent-container"><p class="cky-title">{heading}</p><div class="cky-notice-des"><p>{text}</p></div><button class="cky-btn">{accept}</button></div>'),
    "trustarc": (_AFTER, '<div id="truste-consent-track"><div id="truste-consent-text"><h2>{heading}</h2>{text}</div><button>{accept}</button></div>'),
    "dialog": (_AFTER, '<dialog open><h2>{heading}</h2><p>{text}</p><form method="dialog"><button>{accept}</button><button>{refuse}</button></form></dialog>'),
    "unnamed": (_AFTER, '<div class="c-7f3a2"><div class="c-91b"><p>{heading}</p><p>{text}</p><a href="#a">{accept}</a><a href="#r">{refuse}</a></div></div>'),
    "unnamed-first": (_BEFORE, '<section class="bar"><p>{text}</p><p><a href="/privacy">{accept}</a></p></section>'),
    "inside-main": (_INSIDE, '<div class="notice"><p><strong>{heading}</strong></p><p>{text}</p><button>{accept}</button></div>'),
    "noscript": (_BEFORE, '<noscript><p>{heading}. {text}</p></noscript><div class="cookie-bar"><p>{text}</p></div>'),
    "table": (_AFTER, '<table class="t1"><tr><td>{heading}</td></tr><tr><td>{text}</td><td><a href="#">{accept}</a></td></tr></table>'),
}  # fmt: skip


def with_banner(page: str, name: str, words: Wording) -> str:
    """Return a page with that banner."""
    place, markup = BANNERS[name]
    told = {"heading": words.cookie_heading, "text": words.cookie_text, "accept": words.accept, "refuse": words.refuse}
    banner = markup.format(**{key: escape(value) for key, value in told.items()})
    if place == _BEFORE:
        return re.sub(r"(<body[^>]*>)", lambda found: found[1] + banner, page, count=1)
    if place == _INSIDE:
        return re.sub(r"(<h1[ >])", lambda found: banner + found[1], page, count=1)
    return page.replace("</body>", f"{banner}</body>")
