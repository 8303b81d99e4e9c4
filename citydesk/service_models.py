"""From service.toml to Service: every setting of the service itself, with its default and its limits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from citydesk.config_checks import check_contact, check_email, check_hour, check_path, check_product, check_stop
from citydesk.config_models import Address, Line, Table, Zone

Contact = Annotated[str, AfterValidator(check_contact)]
Product = Annotated[str, AfterValidator(check_product)]
FilePath = Annotated[Path, BeforeValidator(check_path)]
Email = Annotated[str, AfterValidator(check_email)]
Stop = Annotated[str, AfterValidator(check_stop)]
Hour = Annotated[int, Field(ge=0, le=23), AfterValidator(check_hour)]


class Archive(Table):
    """Where everything is remembered."""

    path: FilePath = Path("data/archive.sqlite")
    """The SQLite file; made when missing."""


class Crawl(Table):
    """How the crawler behaves towards the sites it visits."""

    contact: Contact | None = None
    """E-mail or web address sent to every site; without it only this machine is crawled."""
    user_agent_name: Product = "citydesk"
    """The name sent to every site and looked for in robots.txt."""
    delay_seconds: float = Field(default=1.0, ge=0, le=3600)
    """Pause between two requests to one host."""
    timeout_seconds: float = Field(default=20.0, gt=0, le=600)
    """Longest wait for one answer."""
    max_bytes: int = Field(default=8_388_608, ge=1024, le=268_435_456)
    """Largest answer that is read, unpacked."""
    max_pages_per_source: int = Field(default=50, ge=1, le=10_000)
    """Article pages fetched from one source in one run at most."""
    max_list_pages: int = Field(default=3, ge=1, le=100)
    """Pages of one list that are read back in one run at most, as long as most of what they list is new."""
    recheck_days: int = Field(default=14, ge=0, le=365)
    """How long an article is looked at again for changes."""
    browser: Line | None = None
    """The Chromium for listings that need one, as a path; left out = the one on the PATH."""
    stop_list: tuple[Stop, ...] = ()
    """What is never asked: hosts, with their subdomains, and beginnings of web addresses."""
    keep_evidence_days: int = Field(default=0, ge=0, le=36_500)
    """How long pages are kept as received, in days; 0 = for ever."""
    allow_loopback: bool = False
    """Whether this machine itself may be crawled; for the demo and for tests."""


class Process(Table):
    """How pages are made into articles."""

    workers: int = Field(default=0, ge=0, le=256)
    """Processes that read pages side by side; 0 = as many as the machine has cores, 1 = none but for large pages."""
    page_seconds: float = Field(default=30.0, ge=0.1, le=3600)
    """Processor seconds a page may take; one that takes longer is skipped."""


class Model(Table):
    """The sentence encoder."""

    name: Line = "multilingual-e5-small"
    """This name = the weights that come with the install; else a sentence-transformers name or a folder."""
    batch_size: int = Field(default=32, ge=1, le=1024)
    """Texts encoded at once."""
    threads: int = Field(default=0, ge=0, le=256)
    """Processor threads; 0 = as many as the machine has."""


class Digest(Table):
    """Where issues are written."""

    folder: FilePath = Path("data/issues")
    """The folder of the written issues; made when missing."""
    site: Address = "https://citydesk.example/"
    """The web address of the public pages; feeds, files and mails link to it."""
    hub: Address | None = None
    """A WebSub hub that is told when an issue is published; left out = none."""


class Serve(Table):
    """The web pages: who may reach them, and where."""

    host: Line = "127.0.0.1"
    """The network address that is listened on; 0.0.0.0 = all."""
    port: int = Field(default=8600, ge=0, le=65535)
    """The port; 0 = any free one."""
    address: Address = "http://127.0.0.1:8600/"
    """The address readers and editors use; requests for another host are refused."""
    trusted_proxies: tuple[Line, ...] = ()
    """Network addresses of proxies in front, whose word on the visitor's address counts."""
    certificate: FilePath | None = None
    """A TLS certificate (PEM), to serve https without a proxy; with key."""
    key: FilePath | None = None
    """The private key of the certificate (PEM)."""
    accounts: FilePath = Path("data/accounts.sqlite")
    """The file of the editors' accounts, beside the archive and never in it; made when missing."""
    session_hours: float = Field(default=12, gt=0, le=720)
    """How long an editor stays logged in."""


class Schedule(Table):
    """When `citydesk serve` works by itself."""

    crawl: Literal["rhythm", "hours", "never"] = "rhythm"
    """When it crawls and processes: each source by its own rhythm, all at crawl_hours, or never."""
    zone: Zone = "Europe/Brussels"
    """The time zone of the hours, and of sources that are not one city's."""
    crawl_hours: tuple[Hour, ...] = (4, 10, 16, 22)
    """With crawl = "hours": whole hours. 1 and 2 are not allowed: clocks change then."""


class Summaries(Table):
    """Summaries and translations by a machine of one's own choice; without an endpoint there are none."""

    endpoint: Address | None = None
    """The base address of an OpenAI-compatible endpoint, as http://127.0.0.1:8080/v1; left out = no machine."""
    model: Line = "default"
    """The name of the model, as the endpoint knows it."""
    key_file: FilePath | None = None
    """The file that holds the endpoint's key, on one line; left out = key_variable, or no key."""
    key_variable: Line | None = None
    """The environment variable that holds the endpoint's key."""
    timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """Longest wait for one answer as a whole."""
    most_per_issue: int = Field(default=40, ge=0, le=1000)
    """Entries of one issue that are asked about at most, those first that nobody tells in the edition's language."""


class Subscribers(Table):
    """Where subscribers by e-mail are kept, and the key that seals their addresses."""

    path: FilePath = Path("data/subscribers.sqlite")
    """The file of subscribers, beside the archive and never in it; made when missing."""
    key_file: FilePath | None = None
    """The file that holds the key for the addresses, on one line; left out = key_variable, or no key."""
    key_variable: Line | None = None
    """The environment variable that holds the key."""


class Mail(Table):
    """How issues are sent by e-mail; without a relay there is no mail, and no pages to subscribe."""

    relay: Line | None = None
    """The host of the SMTP relay; left out = no mail."""
    port: int = Field(default=587, ge=1, le=65535)
    """Its port: 587 for starttls, 465 for tls."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is kept private; none is for a relay on this machine."""
    ca_file: FilePath | None = None
    """Certificates (PEM) to trust instead of the system's, for a relay of one's own."""
    user: Line | None = None
    """The name to log in with; left out = no log-in."""
    password_file: FilePath | None = None
    """The file that holds the password, on one line; left out = password_variable."""
    password_variable: Line | None = None
    """The environment variable that holds the password."""
    sender: Email = "city-desk@citydesk.example"
    """The address that messages come from."""
    sender_name: Line = "citydesk"
    """The name that stands beside it."""
    bounces: Email | None = None
    """The address that bounces come back to, with +NUMBER after its local part; left out = sender, without numbers."""
    imprint: Line | None = None
    """Who sends this and how they are reached, for the foot of every message."""
    dkim_key: FilePath | None = None
    """The private key (PEM) that messages are signed with; left out = unsigned."""
    dkim_selector: Line = "citydesk"
    """The name under which the public key stands in the DNS: NAME._domainkey.DOMAIN."""
    per_minute: int = Field(default=300, ge=0, le=100_000)
    """Messages a minute at most; 0 = as many as the relay takes."""
    first_day: int = Field(default=0, ge=0, le=10_000_000)
    """Warm-up: messages on the first day at most, twice as many each day after; 0 = no warm-up."""
    retry_hours: int = Field(default=48, ge=1, le=240)
    """How long a message that is deferred is tried again."""


class Release(Table):
    """What a release for others says of itself."""

    publisher: Line = "citydesk"
    """Who publishes it, as it is to be cited."""
    licence: Line = "CC-BY-4.0"
    """The licence of the compilation (SPDX id): of tags, stories and tables, not of the texts of others."""
    address: Address = "https://citydesk.example/"
    """Where it can be found, or its publisher."""


class Explore(Table):
    """The archive in the browser, table by table, for logged-in editors; needs the extra "explore"."""

    enabled: bool = False
    """Whether `citydesk serve` has it, under /explore."""
    query_seconds: float = Field(default=1.5, gt=0, le=60)
    """Longest time of one query; one that takes longer is stopped."""
    max_rows: int = Field(default=1000, ge=10, le=100_000)
    """Rows that one page shows at most."""


class Webhook(Table):
    """A program of somebody else that is told of each issue published, in a signed message."""

    url: Address
    """The address that is told, by POST."""
    secret_file: FilePath | None = None
    """The file that holds the secret of the signatures, on one line, 16 characters or more."""
    secret_variable: Line | None = None
    """The environment variable that holds it instead."""
    editions: tuple[Line, ...] = ()
    """Keys of the editions whose issues it is told of; empty = all."""


class Api(Table):
    """What programs may ask, and which are told."""

    per_minute: int = Field(default=120, ge=1, le=100_000)
    """Requests of one network address that are answered in a minute."""
    webhooks: tuple[Webhook, ...] = ()
    """Programs that are told of each issue published: tables `[[api.webhooks]]`."""


class Service(Table):
    """All of service.toml."""

    archive: Archive = Archive()
    """Where everything is remembered."""
    crawl: Crawl = Crawl()
    """How the crawler behaves."""
    process: Process = Process()
    """How pages are made into articles."""
    model: Model = Model()
    """The sentence encoder."""
    digest: Digest = Digest()
    """Where issues are written."""
    serve: Serve = Serve()
    """The web pages."""
    schedule: Schedule = Schedule()
    """When the service works by itself."""
    summaries: Summaries = Summaries()
    """Summaries by a machine."""
    subscribers: Subscribers = Subscribers()
    """Who gets issues by e-mail."""
    mail: Mail = Mail()
    """How they are sent."""
    release: Release = Release()
    """What a release says of itself."""
    explore: Explore = Explore()
    """The archive in the browser."""
    api: Api = Api()
    """What programs may ask, and which are told."""
