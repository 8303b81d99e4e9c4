"""The command that asks a machine for summaries of a draft, checks them and keeps them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from citydesk import progress
from citydesk.errors import ConfigError

if TYPE_CHECKING:
    from citydesk.archive import Archive
    from citydesk.cli import Place
    from citydesk.pipeline.telling import Asked
    from citydesk.settings import Settings


@click.command()
@click.argument("issue", required=False)
@click.option("--drafts", is_flag=True, help="Instead of ISSUE: those of the last whole period that are not published.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine.")
@click.pass_obj
def summarize(place: Place, issue: str | None, drafts: bool, as_json: bool) -> None:
    """Ask the machine of [summaries] about the entries of the draft ISSUE; keep what its sources bear out."""
    from citydesk.pipeline.desk_due import open_drafts

    if (issue is None) != drafts:
        raise ConfigError("name an ISSUE as `citydesk issue list` tells them, or give --drafts")
    settings = place.settings()
    if settings.service.summaries.endpoint is None:
        raise ConfigError(
            f"{settings.folder / 'service.toml'}: [summaries] endpoint is not set; write the address of a machine there"
        )
    with place.open(settings) as archive:
        names = (issue,) if issue else open_drafts(archive, settings, datetime.now(UTC))
        done = {name: run_summarize(archive, settings, name) for name in names}
    if as_json:
        told = {name: asdict(one) for name, one in done.items()}
        click.echo(json.dumps(told if drafts else told[names[0]], ensure_ascii=False, indent=1))
        return
    for name, one in done.items():
        words = f"{one.asked} asked, {one.told} told in {one.sentences} sentences, {one.rejected} sentences dropped"
        click.echo("\n".join([f"{name}: {words}", *(f"  {outcome}: {count}" for outcome, count in one.outcomes)]))


def run_summarize(archive: Archive, settings: Settings, issue: str) -> Asked:
    """Summarise the draft of an issue with the parts that config asks for."""
    from citydesk.endpoint import ask, read_key
    from citydesk.engine import make_encoder
    from citydesk.pipeline.desk import draft, issue_named
    from citydesk.pipeline.measures import measures
    from citydesk.pipeline.telling import Machine, tell_issue
    from nlp.language import LanguageIdentifier
    from nlp.told import SCHEMA
    from nlp.told_gate import Gate
    from nlp.told_names import places

    service = settings.service.summaries
    key = read_key(service)
    encoder = make_encoder(settings.service.model)
    made = draft(archive, settings, *issue_named(settings, issue)).issue
    geometry, _ = measures(archive, encoder)
    machine = Machine(
        ask=lambda messages: ask(service, messages, SCHEMA, key),
        model=service.model,
        gate=Gate(
            encoder=encoder,
            geometry=geometry,
            identify=LanguageIdentifier(),
            alike=places(settings.vocabulary.cities),
        ),
        now=lambda: datetime.now(UTC),
    )
    return tell_issue(archive, made, machine, service.most_per_issue, progress.show)
