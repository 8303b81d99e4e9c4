"""A private Postfix on this machine: its own folder, queue and port; some addresses bounce at once, some later.

`now…@` is refused at the address (550 5.1.1), `slow…@` is deferred (450 4.2.1) until `take_all`, everything at
gone.example is accepted and bounces by a notification (DSN). The rest is delivered to Maildirs.
"""

from __future__ import annotations

import contextlib
import mailbox
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path("/usr/sbin/postfix")  # Debian's package
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}/log
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
myhostname = relay.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
recipient_delimiter = +
default_transport = error:5.4.4 nothing leaves this machine
virtual_mailbox_domains = mail.example, gone.example, city.example
smtpd_reject_unlisted_recipient = no
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = regexp:{folder}/conf/boxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/conf/access, permit_mynetworks, reject
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
bounce_queue_lifetime = 1h
notify_classes =
in_flow_delay = 0
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
BOXES = "/^back(\\+.*)?@city\\.example$/ back/\n/@mail\\.example$/ all/\n"
NOW = "/^now/ 550 5.1.1 no such user here\n"
SLOW = "/^slow/ 450 4.2.1 come back later\n"


@dataclass(frozen=True)
class Postfix:
    """A server that runs."""

    folder: Path
    port: int

    def take_all(self) -> None:
        """Defer nobody any longer."""
        (self.folder / "conf" / "access").write_text(NOW)
        _postfix(self.folder, "reload")

    def box(self, name: str) -> mailbox.Maildir:
        return mailbox.Maildir(self.folder / "boxes" / name)

    def settle(self, seconds: float = 240) -> None:
        """Wait until everything in the queue is delivered or bounced."""
        ends = time.monotonic() + seconds
        while any(
            any((self.folder / "queue" / name).rglob("*[0-9A-F]")) for name in ("incoming", "active", "maildrop")
        ):
            assert time.monotonic() < ends, (self.folder / "log" / "mail.log").read_text()[-3000:]
            time.sleep(0.1)


@contextlib.contextmanager
def running_postfix() -> Iterator[Postfix]:
    """Run a server for as long as this is open."""
    import pwd

    folder = Path(tempfile.mkdtemp(prefix="pfx-"))  # not pytest's folder: other users have to reach it
    folder.chmod(0o755)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    owner = pwd.getpwnam("postfix")
    for name in ("conf", "queue", "data", "boxes", "log"):
        (folder / name).mkdir()
    for name in ("data", "boxes"):
        shutil.chown(folder / name, "postfix", "postfix")
    told = {"folder": folder, "port": port, "uid": owner.pw_uid, "gid": owner.pw_gid}
    (folder / "conf" / "main.cf").write_text(MAIN.format(**told))
    (folder / "conf" / "master.cf").write_text(MASTER.format(**told))
    (folder / "conf" / "boxes").write_text(BOXES)
    (folder / "conf" / "access").write_text(NOW + SLOW)
    try:
        _postfix(folder, "start")
        _wait(port)
        yield Postfix(folder, port)
    finally:
        _postfix(folder, "abort", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _postfix(folder: Path, verb: str, *, check: bool = True) -> None:
    command: list[str | Path] = [PROGRAM, "-c", folder / "conf", verb]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    log = folder / "log" / "mail.log"
    assert done.returncode == 0 or not check, done.stdout + done.stderr + (log.read_text() if log.exists() else "")


def _wait(port: int) -> None:
    ends = time.monotonic() + 20
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as opened:
            if opened.recv(100).startswith(b"220"):
                return
        assert time.monotonic() < ends, "Postfix does not answer"
        time.sleep(0.1)
