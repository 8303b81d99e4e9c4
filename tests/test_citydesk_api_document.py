"""The API against its own OpenAPI document: schemathesis asks all that it allows, and more, over a real port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from citydesk.archive import Archive
from citydesk.settings import Settings
from tests import served as serving
from tests.conftest import trials
from tests.fakes import NOW, frozen_encoder
from tests.public_samples import fill

OFTEN = 1_000_000  # requests a minute: here nobody has to wait
SETTINGS_FOR = serving.settings_for


def often(folder: Path, port: int) -> Settings:
    told = SETTINGS_FOR(folder, port)
    api = told.service.api.model_copy(update={"per_minute": OFTEN})
    return replace(told, service=told.service.model_copy(update={"api": api}))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("document")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "settings_for", often)
        told = often(folder, 80)
        with Archive(told.service.archive.path) as archive:
            fill(archive, told)
        with serving.served(folder, lambda: NOW, frozen_encoder) as found:
            yield f"{found}/api/v1"


def test_no_request_that_the_document_allows_or_forbids_is_answered_otherwise_than_it_says(address: str) -> None:
    document = schemathesis.openapi.from_url(f"{address}/openapi.json")
    operations: list[Any] = [found.ok() for found in document.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) == 10
    for operation in operations:
        few = settings(
            max_examples=trials(8, 200), deadline=None, database=None, derandomize=True,
            phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip

        @few
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate()

        ask()


def test_the_document_is_of_the_version_it_says(address: str) -> None:
    document = schemathesis.openapi.from_url(f"{address}/openapi.json")
    assert document.raw_schema["openapi"].startswith("3.1")
