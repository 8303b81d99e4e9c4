"""Settings → a connection to the SMTP relay; a message → what the relay said. The only file that imports smtplib."""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

from citydesk.errors import CitydeskError, ConfigError
from citydesk.mailing.rules import Answer, answer
from citydesk.service_models import Mail

TIMEOUT_SECONDS = 60.0  # RFC 5321, 4.5.3.2 allows minutes; who is slower is tried again


class RelayError(CitydeskError):
    """The relay can't be reached, or doesn't take anything from us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The connection broke. `is_sent`: the message was being handed over, and nobody knows whether it was taken."""

    is_sent: bool


Outcome = Answer | Lost


class Relay:
    """A relay, connected when first needed and again after a break."""

    def __init__(self, settings: Mail, environ: Mapping[str, str] = os.environ) -> None:
        """Take the settings; nothing is connected yet. Raise ConfigError for what can't be."""
        if settings.relay is None:
            raise ConfigError("service.toml [mail]: relay is not set; name the SMTP server that takes our mail")
        self._settings = settings
        self._password = _password(settings, environ)
        if self._password and settings.security == "none" and not _is_here(settings.relay):
            raise ConfigError(
                'service.toml [mail]: a password is sent by security "starttls" or "tls" alone; set one of them'
            )
        self._smtp: smtplib.SMTP | None = None

    def send(self, sender: str, to: str, message: bytes) -> Outcome:
        """Hand one message over; return what the relay said of its recipient or its data. Raise RelayError."""
        smtp = self._connected()
        try:
            code, words = smtp.mail(sender, _options(smtp, message))
            if code != 250:
                self._refused(code, words)
            code, words = smtp.rcpt(to)
            if code not in (250, 251):
                return self._no(code, words, "recipient")
        except (smtplib.SMTPServerDisconnected, OSError):
            self.close()
            return Lost(is_sent=False)
        return self._data(smtp, message)

    def close(self) -> None:
        """End the connection."""
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None

    def __enter__(self) -> Relay:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _data(self, smtp: smtplib.SMTP, message: bytes) -> Outcome:
        is_begun = False
        try:
            code, words = smtp.docmd("DATA")
            if code != 354:
                return self._no(code, words, "data")
            is_begun = True
            smtp.send(_dotted(message))
            code, words = smtp.getreply()
        except (smtplib.SMTPServerDisconnected, OSError):
            self.close()
            return Lost(is_sent=is_begun)
        return answer(code, words, "data") if code == 250 else self._no(code, words, "data")

    def _no(self, code: int, words: bytes | str, to: Literal["recipient", "data"]) -> Answer:
        assert self._smtp is not None
        if code == 421:  # it closes the connection, as RFC 5321 has it
            self.close()
        else:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.rset()
        return answer(code, words, to)

    def _refused(self, code: int, words: bytes) -> None:
        self.close()
        told = answer(code, words, "data").told
        raise RelayError(f"the relay {self._settings.relay} takes no mail from {self._settings.sender}: {told}")

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._opened()
            except smtplib.SMTPAuthenticationError as error:
                raise RelayError(
                    f"the relay {self._settings.relay} refuses user and password of service.toml [mail]:"
                    f" {error.smtp_code}"
                ) from None
            except (smtplib.SMTPException, OSError) as error:
                raise RelayError(f"the relay {self._settings.relay} can't be reached: {_why(error)}") from None
        return self._smtp

    def _opened(self) -> smtplib.SMTP:
        told = self._settings
        assert told.relay is not None
        context = ssl.create_default_context(cafile=told.ca_file)
        name = told.sender.partition("@")[2]
        if told.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                told.relay, told.port, local_hostname=name, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            smtp = smtplib.SMTP(told.relay, told.port, local_hostname=name, timeout=TIMEOUT_SECONDS)
        try:
            if told.security == "starttls":
                smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
            if told.user is not None and self._password is not None:
                smtp.login(told.user, self._password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def _options(smtp: smtplib.SMTP, message: bytes) -> list[str]:
    return [f"size={len(message)}"] if smtp.has_extn("size") else []


def _dotted(message: bytes) -> bytes:
    """Return a message as DATA sends it: a dot before a dot that begins a line, and one alone at the end."""
    return re.sub(rb"(?m)^\.", b"..", message) + (b"" if message.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _why(error: Exception) -> str:
    """Return what is known of an error without a server's words."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else getattr(error, "strerror", None) or type(error).__name__


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _password(settings: Mail, environ: Mapping[str, str]) -> str | None:
    if settings.user is None:
        return None
    if settings.password_file is not None:
        try:
            found = settings.password_file.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            told = f"password_file {settings.password_file} can't be read; name a file that holds the password"
            raise ConfigError(f"service.toml [mail]: {told}") from None
    else:
        found = environ.get(settings.password_variable or "", "")
    if not found:
        raise ConfigError("service.toml [mail]: user has no password; name password_file or password_variable")
    return found
