"""The demo web's port in, what a crawler needs to know of its ten sites out."""

from __future__ import annotations

from citydesk.demo.shapes import SHAPES
from crawler.article import Owner, Source

# Name, owner, language (None = several), gazetteer id of the city.
_ORGANISATIONS: dict[str, tuple[str, Owner, str | None, str | None]] = {
    "network": ("Eurocities", "network", "en", None),
    "solidarity": ("Solidarity Cities", "partner", "en", None),
    "athens": ("Δήμος Αθηναίων", "city", "el", "athens"),
    "barcelona": ("Ajuntament de Barcelona", "city", None, "barcelona"),
    "dresden": ("Landeshauptstadt Dresden", "city", "de", "dresden"),
    "ghent": ("Stad Gent", "city", "nl", "ghent"),
    "helsinki": ("Helsingin kaupunki", "city", None, "helsinki"),
    "milan": ("Comune di Milano", "city", "it", "milan"),
    "nantes": ("Nantes Métropole", "city", "fr", "nantes"),
    "valencia": ("Ajuntament de València", "city", "es", "valencia"),
}


def demo_sources(port: int) -> tuple[Source, ...]:
    """Return the sources of the demo web on a port of this machine."""
    return tuple(
        Source(
            key=key,
            name=name,
            url=f"http://{key}.localhost:{port}{SHAPES[key].index}",
            kind=SHAPES[key].kind,
            owner=owner,
            language=language,
            city=city,
            grade="A",
            evidence="the demo's own web",
            link_selector=SHAPES[key].link_selector,
        )
        for key, (name, owner, language, city) in _ORGANISATIONS.items()
    )
