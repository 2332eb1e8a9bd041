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
            {"include-operation-id": "jobs_create", "phases": {"coverage": {"enabled": False}}},
            {
                "include-path-regex": "^/v1/tus",
                "checks": {"negative_data_rejection": {"expected-statuses": _REFUSED}},
            },
        ]
    }
)
# The description is the same whatever stands behind it, so the tests can be made out of it before there is a database.
schemathesis.serializer.alias(tus.CONTENT_TYPE, "application/octet-stream")
schema = schemathesis.openapi.from_dict(assemble().openapi(), config=_CONFIG)


@pytest.fixture(scope="module")
def app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    folder = tmp_path_factory.mktemp("contract")
    shutil.copy(sqlite_template, folder / "winnow.db")
    app = create_app(Settings(data_dir=folder, api_key=SecretStr(_KEY), sse_lifetime=timedelta(milliseconds=10)))
    yield app
    app.state.gateway.close()


EXAMPLES = int(os.environ.get("WINNOW_FUZZ_EXAMPLES", "3"))
"""For every operation. `make fuzz` takes many, and a new seed every time."""
LONG = "WINNOW_FUZZ_EXAMPLES" in os.environ
_BUDGET = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=not LONG, suppress_health_check=list(HealthCheck),
    stateful_step_count=6,
)  # fmt: skip


@schema.parametrize()
@_BUDGET
def test_every_operation_keeps_its_word(case: schemathesis.Case[Any], app: FastAPI) -> None:
    # A schema cannot say that a cursor has to come from an earlier page, or that an id has to exist.
    case.call_and_validate(app=app, base_url="http://127.0.0.1", headers=_HEADERS, excluded_checks=[positive_data_acceptance])


def test_chains_of_operations_keep_their_word(app: FastAPI) -> None:
    """What one operation makes is what the next ones are asked about, by the description's own links."""

    class Chain(schema.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: schemathesis.Case[Any]) -> dict[str, Any]:
            return {"app": app, "headers": _HEADERS, "base_url": "http://127.0.0.1"}

        def validate_response(self, response: Any, case: schemathesis.Case[Any], **options: Any) -> None:
            checks = [*options.pop("excluded_checks", []), positive_data_acceptance]
            super().validate_response(response, case, excluded_checks=checks, **options)

    chains = settings(_BUDGET, max_examples=max(EXAMPLES, 5))
    run_state_machine_as_test(Chain, settings=chains)
