"""Whether this machine has what a page in JavaScript needs, and how its browser is started: without a network.

Nothing here imports the optional packages; `crawler/browser_handler.py` does.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterable
from typing import Any

from crawler.article import Source
from crawler.crawl import CrawlLimits

NAMES = ("chromium", "chromium-browser", "google-chrome")  # Debian's, Ubuntu's, Google's own
SECONDS = 3  # times the time of one answer: the page, what its script asks for, and reading what came of it

# Whatever a page reaches for past its route finds no name, not even that of the proxy it would have to go through.
_NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
)
_LESS = (
    "--blink-settings=imagesEnabled=false",
    "--disable-remote-fonts",
    "--disable-gpu",
    "--js-flags=--max-old-space-size=512",  # MB of script objects; the page ends where they are more
)


def browser_path(given: str | None) -> str | None:
    """Return the program of the browser: the given one, else the first on the PATH; None where there is none."""
    if given is not None:
        return shutil.which(given)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def browser_objection(given: str | None) -> str | None:
    """Return why no page can be read in a browser on this machine, with the remedy, or None."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        return "needs the extra javascript: install citydesk[javascript]"
    if browser_path(given) is None:
        missing = f"{given} is no program" if given else "there is none on the PATH"
        return f"needs a browser, and {missing}: install Debian's package chromium, or name one in [crawl] browser"
    return None


def browser_settings(sources: Iterable[Source], limits: CrawlLimits) -> dict[str, Any]:
    """Return Scrapy's settings for pages in a browser; {} where no source needs one, or this machine has none."""
    if not any(source.needs_browser for source in sources) or browser_objection(limits.browser):
        return {}
    seconds = SECONDS * limits.timeout_seconds
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.browser_handler.BrowserHandler"),
        "CITYDESK_BROWSER_SECONDS": seconds,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 1000 * seconds,
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": browser_path(limits.browser),
            "args": [*_NO_NETWORK, *_LESS],
            "ignore_default_args": ["--disable-popup-blocking"],
            "chromium_sandbox": os.geteuid() != 0,  # root has none: Chromium does not start with it
        },
    }
