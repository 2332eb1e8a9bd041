"""Whatever the description allows is answered as the description says, and whatever it forbids is refused."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from pydantic import SecretStr
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import Receive, Scope, Send

from service.app import assemble, create_app
from service.tus import protocol as tus
from store.settings import Settings

_KEY = "wk_0123456789abcdef"
_HEADERS = {"Authorization": f"Bearer {_KEY}"}

# Every boundary of every parameter of every kind of job would be thousands of requests: test_problems.py has the ones
# that matter. And tus says that a request without its version gets 412 before anything else is looked at.
_REFUSED = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422]
_CONFIG = schemathesis.Config.from_dict(
    {
        "operations": [
            # Its path is also one of `/v1/keys/{key_id}`, whose methods its Allow has, too.
            {"include-operation-id": "keys_self", "checks": {"unsupported_method": {"enabled": False}}},
            # Anybody may send headers that nobody has asked for.
            {"include-operation-id": "events_stream", "checks": {"negative_data_rejection": {"enabled": False}}},
            {"include-operation-id": "jobs_create", "phases": {"coverage": {"enabled": False}}},
            {
                "include-path-regex": "^/v1/tus",
                "checks": {"negative_data_rejection": {"expected-statuses": _REFUSED}},
            },
        ]
    }
)
schemathesis.serializer.alias(tus.CONTENT_TYPE, "application/octet-stream")


class _Application:
    """The description is read when tests are collected, before there is a database: then by an application without one.

    Bound to it are also the requests that checks make by themselves, such as the one without a key.
    """

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


application = _Application(assemble())
schema = schemathesis.openapi.from_asgi("/openapi.json", application, config=_CONFIG)


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    folder = tmp_path_factory.mktemp("contract")
    shutil.copy(sqlite_template, folder / "winnow.db")
    app = create_app(
        Settings(
            data_dir=folder,
            api_key=SecretStr(_KEY),
            sse_lifetime=timedelta(milliseconds=10),
            failed_requests_per_minute=1_000_000,
        )
    )
    application.app = app
    yield app
    app.state.gateway.close()


EXAMPLES = int(os.environ.get("WINNOW_FUZZ_EXAMPLES", "3"))
"""For every operation. `make fuzz` takes many, and a new seed every time."""
LONG = "WINNOW_FUZZ_EXAMPLES" in os.environ
_BUDGET = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=not LONG, suppress_health_check=list(HealthCheck),
    stateful_step_count=6,
)  # fmt: skip


@pytest.mark.usefixtures("app")
@schema.parametrize()
@_BUDGET
def test_every_operation_keeps_its_word(case: schemathesis.Case[Any]) -> None:
    # A schema cannot say that a cursor has to come from an earlier page, or that an id has to exist.
    case.call_and_validate(headers=_HEADERS, excluded_checks=[positive_data_acceptance])


@pytest.mark.usefixtures("app")
def test_chains_of_operations_keep_their_word() -> None:
    """What one operation makes is what the next ones are asked about, by the description's own links."""

    class Chain(schema.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: schemathesis.Case[Any]) -> dict[str, Any]:
            return {"headers": _HEADERS}

        def validate_response(self, response: Any, case: schemathesis.Case[Any], **options: Any) -> None:
            del options
            case.validate_response(response, headers=_HEADERS, excluded_checks=[positive_data_acceptance])

    chains = settings(_BUDGET, max_examples=max(EXAMPLES, 5))
    run_state_machine_as_test(Chain, settings=chains)
