"""A crawl of a web that misbehaves in 87 ways: each has its outcome, the good sites are complete, nothing forbidden."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from citydesk.archive import Archive
from citydesk.archive.warc import read_records
from citydesk.pipeline.checking import check
from citydesk.pipeline.extracting import extract_pages
from citydesk.progress import hide
from citydesk.service_models import Process
from tests.fakes import keep_prior
from tests.hostile.__main__ import GOOD
from tests.hostile.behaviours import FORBIDDEN, PAGES, SOURCES, TOO_MUCH

pytestmark = pytest.mark.slow

MOST_SECONDS = 120  # on a quiet machine it is a tenth of it
MOST_MEGABYTES = 400  # of the crawling process; 160 were seen


@dataclass(frozen=True)
class Run:
    path: Path
    archive: Archive
    told: dict[str, Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "archive.sqlite"
    command = [sys.executable, "-m", "tests.hostile", str(path), str(_certificate(folder))]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=240, check=True)
    with Archive(path) as archive:
        yield Run(path=path, archive=archive, told=json.loads(done.stdout))


def _certificate(folder: Path) -> Path:
    """Write a certificate that nobody has signed but its owner, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "self-signed.localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    signed = made.sign(key, hashes.SHA256())
    path = folder / "self-signed.pem"
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + signed.public_bytes(serialization.Encoding.PEM))
    return path


def fetches(run: Run, like: str, of: str) -> list[tuple[str, str]]:
    sql = "SELECT outcome, reason FROM fetches WHERE url LIKE ? AND of = ? ORDER BY id"
    return [tuple(row) for row in run.archive.rows(sql, (like, of))]


def test_crawl_ends_in_bounded_time_and_memory(run: Run) -> None:
    assert run.told["seconds"] < MOST_SECONDS
    assert run.told["megabytes"] < MOST_MEGABYTES
    assert run.archive.value("SELECT count(*) FROM crawls WHERE ended_at NOT NULL") == 1
    assert len(PAGES) + len(SOURCES) >= 60


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_hostile_host_has_its_outcome(run: Run, name: str) -> None:
    found = fetches(run, f"http://{name}.localhost:%", "article")

    assert len(found) == 1
    assert found[0][0] in PAGES[name].outcomes
    assert PAGES[name].reason in found[0][1] or found[0][0] == "timed out"


@pytest.mark.parametrize("name", SOURCES)
def test_list_of_a_hostile_host_has_its_outcome(run: Run, name: str) -> None:
    found = fetches(run, f"http://{name}.localhost:%", "source")

    assert 0 < len(found) <= 3  # a list without end is read back three pages at most
    assert {outcome for outcome, _ in found} <= set(SOURCES[name][1].outcomes)


def test_tls_that_is_none_or_not_trusted_brings_no_page(run: Run) -> None:
    silent = fetches(run, "https://no-tls.localhost:%", "article")
    assert [outcome in TOO_MUCH for outcome, _ in silent] == [True]
    found = fetches(run, "https://self-signed.localhost:%", "article")
    assert [(outcome, "TLS" in reason) for outcome, reason in found] == [("broken", True)]
    assert "self-signed" not in run.told["asked"]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_forbidden_address_is_refused_however_it_is_written(run: Run, url: str) -> None:
    from crawler.urls import canonical_url

    found = fetches(run, canonical_url(url) or url, "article")
    assert {outcome for outcome, _ in found} <= {"refused"}
    assert found or canonical_url(url) is None  # what is no address is not even listed


def test_good_sources_beside_them_are_complete(run: Run) -> None:
    for number in range(GOOD):
        assert fetches(run, f"http://good-{number}.localhost:%", "source") == [("ok-new", "")]
        assert fetches(run, f"http://good-{number}.localhost:%", "article") == [("ok-new", "")] * 4


def test_all_of_it_is_kept_and_the_archive_is_sound(run: Run) -> None:
    file = next(run.path.with_suffix(".warc").iterdir())
    pages = sum(record.page is not None for record in read_records(file))

    assert pages == run.archive.value("SELECT count(*) FROM pages")
    assert check(run.path) == []


def test_every_page_is_read_within_its_limit(run: Run) -> None:
    made, skipped = extract_pages(run.archive, keep_prior, hide, Process(workers=2, page_seconds=1))

    assert made >= GOOD
    assert made + skipped > 30
    assert run.archive.value("SELECT count(*) FROM waiting_pages") == 0
    no_secret = "SELECT count(*) FROM versions WHERE title LIKE '%root:%' OR text LIKE '%root:%'"
    assert run.archive.value(no_secret) == 0
