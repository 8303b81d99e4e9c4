"""Listings that scripts make, in a real browser against servers of our own: what they list, and what they can't."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from citydesk.archive import Archive
from citydesk.cli import commands
from citydesk.settings import write_config
from crawler.article import Source
from crawler.browser import SECONDS, browser_objection
from crawler.crawl import CrawlDone, CrawlLimits, CrawlPlan, PageRead, SourceRead, read_events
from tests.conftest import CHROMIUM, need
from tests.small_web import Asked, SmallWeb, Told, html, small_web

pytestmark = pytest.mark.slow

TIMEOUT_SECONDS = 5.0
MAX_BYTES = 400_000
CARDS = "".join(
    f"<li><h3><a href='/news/article-{n}'>The city opens the new library number {n}</a></h3>" for n in range(1, 5)
)
LIST = f"document.getElementById('list').innerHTML = `<ul>{CARDS}</ul>`;"
JS = {"Content-Type": "text/javascript"}


def page(script: str = "", body: str = "", head: str = "", **headers: str) -> Told:
    """Return a page that lists nothing by itself."""
    text = f"<html lang=en><head>{head}</head><body>{body}<main id=list></main><script>{script}</script></body></html>"
    return Told(body=text, headers={"Content-Type": "text/html; charset=utf-8", **headers})


ATTACK = """
const at = "ADDRESS", tries = [
  () => fetch(at + "/fetch", {mode: "no-cors"}),
  () => fetch(at + "/post", {mode: "no-cors", method: "POST", body: "x"}),
  () => fetch("/to-forbidden"),
  () => {const x = new XMLHttpRequest(); x.open("GET", at + "/xhr"); x.send()},
  () => {new Image().src = at + "/image"},
  () => navigator.sendBeacon(at + "/beacon", "x"),
  () => new WebSocket(at.replace("http", "ws") + "/socket"),
  () => new EventSource(at + "/events"),
  () => {const f = document.createElement("iframe"); f.src = at + "/frame"; document.body.append(f)},
  () => {const s = document.createElement("script"); s.src = at + "/script.js"; document.body.append(s)},
  () => {for (const rel of ["preload", "prefetch", "preconnect", "stylesheet", "icon", "modulepreload"]) {
    const l = document.createElement("link"); l.rel = rel; l.href = at + "/" + rel; l.as = "script";
    document.head.append(l)}},
  () => new Worker(URL.createObjectURL(new Blob([`
    fetch("${at}/worker", {mode: "no-cors"}).catch(() => 0);
    try {importScripts("${at}/import.js")} catch (e) {}
    new WebSocket("${at.replace("http", "ws")}/worker-socket")`]))),
  () => new SharedWorker(URL.createObjectURL(new Blob([`fetch("${at}/shared", {mode: "no-cors"})`]))),
  () => window.open(at + "/window"),
  () => {const f = document.createElement("form"); f.action = at + "/form"; f.method = "POST"; f.target = "_blank";
    document.body.append(f); f.submit()},
  () => {const c = new RTCPeerConnection({iceServers: [{urls: at.replace("http://", "stun:")}]});
    c.createDataChannel("x"); c.createOffer().then(o => c.setLocalDescription(o))},
];
for (const one of tries) try {Promise.resolve(one()).catch(() => 0)} catch (e) {}
"""


@dataclass
class Forbidden:
    """A server at an address that the crawler must not reach: each connection and datagram counts."""

    address: str
    port: int
    reached: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"


@pytest.fixture(scope="module")
def forbidden() -> Iterator[Forbidden]:
    own = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=False).stdout.split()
    address = next((one for one in own if one.count(".") == 3), "0.0.0.0")
    tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    tcp.bind(("", 0))
    udp.bind(("", tcp.getsockname()[1]))
    tcp.listen(64)
    found = Forbidden(address=address, port=tcp.getsockname()[1])

    def take() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = tcp.accept()
                found.reached.append("a connection")
                connection.settimeout(0.5)
                with contextlib.suppress(OSError):
                    found.reached[-1] = connection.recv(200).decode("latin-1").partition("\r")[0]
                connection.close()

    def hear() -> None:
        with contextlib.suppress(OSError):
            while udp.recv(2000):
                found.reached.append("a datagram")

    for listen in (take, hear):
        threading.Thread(target=listen, daemon=True).start()
    yield found
    for one in (tcp, udp):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@pytest.fixture(scope="module")
def web(forbidden: Forbidden) -> Iterator[SmallWeb]:
    attack = ATTACK.replace("ADDRESS", forbidden.url)
    pages: dict[tuple[str, str], Told] = {
        ("late", "/"): page(head="<script src=/app.js></script><link rel=stylesheet href=/style.css>"),
        ("late", "/app.js"): Told(
            body="addEventListener('load', () => setTimeout(async () => {const r = await fetch('/api', {method: 'POST',"
            "body: 'q'}); document.cookie = 'a=b'; list.innerHTML = await r.text() + navigator.userAgent}, 300))",
            headers=JS,
        ),
        ("late", "/api"): Told(body=f"<ul>{CARDS}</ul>"),
        ("waits", "/"): page(f"setTimeout(() => {{{LIST.replace('<ul>', '<ul class=late>')}}}, 1200)"),
        ("attack", "/"): page(f"{attack} {LIST} addEventListener('load', () => {{location = '{forbidden.url}/go'}})"),
        ("attack", "/to-forbidden"): Told(status=302, headers={"Location": f"{forbidden.url}/redirected"}),
        ("endless", "/"): page("setTimeout(() => {while (true) {}}, 50)"),
        ("polls", "/"): page(f"{LIST} setInterval(() => fetch('/poll'), 20)"),
        ("lies", "/"): page("Object.defineProperty(Element.prototype, 'outerHTML', {get: () => ''});"
                            "list.append('x'.repeat(600000))"),
        ("media", "/"): page(LIST, "<img src=/i.png><video src=/v.mp4></video><iframe src=/f.html></iframe>",
                             "<style>@font-face{font-family:f;src:url(/f.woff)} body{font-family:f}</style>"
                             "<link rel=icon href=/icon.png>"),
        ("shut", "/robots.txt"): Told(body="User-agent: *\nDisallow: /private\n"),
        ("shut", "/"): page("", "<script src=/private.js></script>"),
        ("moved", "/"): Told(status=301, headers={"Location": "/news/"}),
        ("moved", "/news/"): page("list.innerHTML = `<ul>" + CARDS.replace("/news/", "") + "</ul>`"),
        ("saves", "/"): page(
            f"{LIST} const a = document.createElement('a'); a.download = 'x'; document.body.append(a);"
            "a.href = URL.createObjectURL(new Blob(['x'])); a.click()",
            **{"Content-Disposition": "attachment; filename=x.html"},
        ),
    }  # fmt: skip

    def answer(asked: Asked) -> Told | None:
        if asked.path.startswith("/news/article-") and asked.host != "late":
            return html("The city opens the new library", "Text of the article.")
        return pages.get((asked.host, asked.path))

    with small_web(answer) as opened:
        yield opened


HOSTS = ("endless", "late", "waits", "attack", "polls", "lies", "media", "shut", "moved", "saves", "gone")


def source(web: SmallWeb, host: str) -> Source:
    selector = "ul.late a" if host == "waits" else None
    return Source(key=host, name=host, url=web.url(host), kind="listing", owner="partner", language="en",
                  needs_browser=True, link_selector=selector)  # fmt: skip


def plan_of(web: SmallWeb, *hosts: str) -> CrawlPlan:
    limits = CrawlLimits(user_agent="citydesk/0 (+https://example.org/bot)", delay_seconds=0, allow_loopback=True,
                         timeout_seconds=TIMEOUT_SECONDS, max_bytes=MAX_BYTES)  # fmt: skip
    return CrawlPlan(sources=tuple(source(web, host) for host in hosts), limits=limits)


def processes_in(folder: Path) -> list[int]:
    """Return the processes that have a folder on their command line."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in file.read_bytes():
                found.append(int(file.parent.name))
    return found


@dataclass(frozen=True)
class Run:
    reads: dict[str, SourceRead]
    pages: list[PageRead]
    seconds: float
    asked: list[Asked]
    left: list[str]  # what the browser left in the folder of temporary files
    running: list[int]


@pytest.fixture(scope="module")
def run(web: SmallWeb, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Crawl all hosts at once."""
    need("chromium", is_there=CHROMIUM.exists())
    folder = tmp_path_factory.mktemp("browser")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "crawler.spider"], input=plan_of(web, *HOSTS).to_json().encode(), check=True,
        capture_output=True, timeout=120, env={**os.environ, "TMPDIR": str(folder)},
    )  # fmt: skip
    events = list(read_events(done.stdout.splitlines(keepends=True)))
    assert isinstance(events[-1], CrawlDone)
    return Run(
        reads={one.source: one for one in events if isinstance(one, SourceRead)},
        pages=[one for one in events if isinstance(one, PageRead)],
        seconds=time.monotonic() - began,
        asked=list(web.asked),
        left=[one.name for one in folder.iterdir()],
        running=processes_in(folder),
    )


def paths(run: Run, host: str) -> list[str]:
    return [one.path for one in run.asked if one.host == host]


def listed(run: Run, host: str) -> list[str]:
    return [one.url.partition("/news/")[2] for one in run.reads[host].listed]


FOUR = [f"article-{n}" for n in range(1, 5)]


def test_entries_that_a_script_makes_are_listed_and_their_pages_fetched_without_a_browser(run: Run) -> None:
    assert (sorted(listed(run, "late")), sorted(listed(run, "waits"))) == (FOUR, FOUR)
    read = run.reads["polls"]
    assert read.page is not None and b"library number 4" in read.page.body
    assert (read.etag, sorted(listed(run, "polls"))) == (None, FOUR)
    asked = [one for one in run.asked if one.host == "polls" and one.path.startswith("/news/")]
    assert len(asked) == 4 and all("Sec-Fetch-Mode" not in one.headers for one in asked)
    assert {one.outcome for one in run.pages if one.source == "polls"} == {"ok"}


def test_what_a_page_asks_for_is_asked_by_the_crawler(run: Run) -> None:
    assert paths(run, "late")[:4] == ["/robots.txt", "/", "/app.js", "/api"]  # and no style
    agents = {one.headers["User-Agent"] for one in run.asked}
    assert agents == {"citydesk/0 (+https://example.org/bot)"}
    assert {one.headers.get("Cookie") for one in run.asked} == {None}


def test_script_reaches_no_forbidden_address(run: Run, forbidden: Forbidden, web: SmallWeb, chromium: Any) -> None:
    assert forbidden.reached == []
    assert "/to-forbidden" in paths(run, "attack")
    assert (run.reads["attack"].outcome, sorted(listed(run, "attack"))) == ("ok", FOUR)

    shown = chromium.new_page()  # a browser that may ask: the attempts are real
    shown.goto(web.url("attack"), wait_until="commit")
    shown.wait_for_timeout(1500)
    shown.context.close()
    assert {"GET /fetch HTTP/1.1", "GET /frame HTTP/1.1", "GET /socket HTTP/1.1", "a datagram"} <= set(
        forbidden.reached
    )


def test_script_that_never_ends_costs_its_time_and_no_other_source(run: Run) -> None:
    read = run.reads["endless"]
    assert (read.outcome, read.reason) == ("timed out", "no whole answer in time")
    assert run.seconds < len(HOSTS) * SECONDS * TIMEOUT_SECONDS
    assert paths(run, "polls").count("/poll") <= 100


def test_page_that_has_become_too_large_is_not_taken_whatever_it_says_of_itself(run: Run) -> None:
    assert (run.reads["lies"].outcome, run.reads["lies"].reason) == ("broken", "the answer is too large")


def test_images_media_fonts_and_frames_are_not_loaded(run: Run) -> None:
    assert sorted(listed(run, "media")) == FOUR
    assert [path for path in paths(run, "media") if not path.startswith("/news/")] == ["/robots.txt", "/"]


def test_robots_txt_holds_for_what_a_page_asks_for(run: Run) -> None:
    assert paths(run, "shut") == ["/robots.txt", "/"]


def test_page_that_moved_lists_from_where_it_is_now(run: Run, web: SmallWeb) -> None:
    assert run.reads["moved"].moved_to == web.url("moved", "/news/")
    assert sorted(listed(run, "moved")) == FOUR


def test_download_is_refused_and_an_error_needs_no_browser(run: Run) -> None:
    read = run.reads["saves"]  # whether the list or the file comes first is the browser's choice; the file is never had
    assert (read.outcome, read.reason) in (("ok", ""), ("broken", "no readable answer: the page hands out a file"))
    assert run.left == []
    assert (run.reads["gone"].outcome, run.reads["gone"].reason) == ("gone", "answered 404")


def test_browser_leaves_nothing_behind(run: Run) -> None:
    assert (run.left, run.running) == ([], [])


def test_browser_ends_with_the_crawl_that_is_killed(web: SmallWeb, tmp_path: Path) -> None:
    need("chromium", is_there=CHROMIUM.exists())
    with subprocess.Popen(
        [sys.executable, "-m", "crawler.spider"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as child:  # fmt: skip
        assert child.stdin is not None
        child.stdin.write(plan_of(web, "endless").to_json().encode())
        child.stdin.close()
        assert _until(lambda: processes_in(tmp_path))
        child.send_signal(signal.SIGKILL)
    assert _until(lambda: not processes_in(tmp_path))


def _until(is_so: Any, seconds: float = 30) -> bool:
    """Tell whether something comes true in time."""
    end = time.monotonic() + seconds
    while not (true := is_so()) and time.monotonic() < end:
        time.sleep(0.1)
    return bool(true)


@pytest.fixture
def config(tmp_path: Path, web: SmallWeb) -> Path:
    folder = tmp_path / "config"
    write_config(folder)
    (folder / "sources.toml").write_text(
        f'[city]\nname = "x"\nurl = "{web.url("late")}"\nkind = "listing"\nowner = "partner"\nneeds_browser = true\n'
        f'[other]\nname = "x"\nurl = "{web.url("gone")}"\nkind = "listing"\nowner = "partner"\n'
    )
    return folder


def command(config: Path, *words: str, browser: str = "") -> Result:
    named = f'browser = "{browser}"\n' if browser else ""
    (config / "service.toml").write_text(f"[crawl]\nallow_loopback = true\ndelay_seconds = 0\n{named}")
    archive = ["--archive", str(config.parent / "archive.sqlite")]
    return CliRunner().invoke(commands, ["--config", str(config), *archive, *words], catch_exceptions=False)


def test_machine_without_chromium_says_so_and_the_run_goes_on(config: Path, tmp_path: Path) -> None:
    assert command(config, "crawl", browser="/nowhere/chromium").exit_code == 0
    with Archive(tmp_path / "archive.sqlite") as archive:
        told = {row["source"]: (row["outcome"], row["reason"]) for row in archive.rows("SELECT * FROM fetches")}
    assert told["other"] == ("gone", "answered 404")
    assert told["city"] == (
        "broken",
        "needs a browser, and /nowhere/chromium is no program: install Debian's package chromium, or name one in"
        " [crawl] browser",
    )


def test_install_without_the_extra_says_so_in_check(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['scrapy_playwright'] = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told = json.loads(command(config, "sources", "check", "city", "--json").stdout)
    assert [(one["outcome"], one["reason"]) for one in told] == [
        ("broken", "needs the extra javascript: install citydesk[javascript]")
    ]
    monkeypatch.setitem(sys.modules, "scrapy_playwright", None)
    assert browser_objection(None) == told[0]["reason"]
