"""The client's commands: exit codes and what they print. docs/clients.md has the main job."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.stack import KEY, Stack

pytestmark = pytest.mark.e2e


def winnow(environment: dict[str, str], *words: str, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "service.cli", *words]
    return subprocess.run(command, env=environment, input=stdin, capture_output=True, text=True, timeout=120)


def test_exit_codes(environment: dict[str, str]) -> None:
    missing = winnow(environment, "datasets", "show", "ds_00000000000000000000000000")
    assert missing.returncode == 1
    assert "404" in missing.stderr
    assert winnow(environment, "datasets", "list", "--wrong").returncode == 2
    assert winnow(environment, "train", "ds_1", "--set", "no assignment").returncode == 2
    away = winnow({**environment, "WINNOW_URL": "http://127.0.0.1:1"}, "datasets", "list")
    assert away.returncode == 3
    assert "Traceback" not in away.stderr


def test_login_is_remembered(environment: dict[str, str], stack: Stack) -> None:
    fresh = {name: value for name, value in environment.items() if not name.startswith("WINNOW_")}
    assert winnow(fresh, "login", "--url", stack.url, "--key", "wrong").returncode == 1
    assert winnow(fresh, "login", "--url", stack.url, "--key", KEY).returncode == 0
    assert winnow(fresh, "datasets", "list").returncode == 0


def test_keys(environment: dict[str, str]) -> None:
    made = json.loads(winnow(environment, "keys", "create", "reader", "--scope", "datasets:read", "--json").stdout)
    reader = {**environment, "WINNOW_API_KEY": made["key"]}
    assert winnow(reader, "datasets", "list").returncode == 0
    refused = winnow(reader, "datasets", "create", "not mine to make")
    assert refused.returncode == 1
    assert "403" in refused.stderr
    listed = winnow(environment, "keys", "list", "--json").stdout.splitlines()
    assert made["id"] in {json.loads(line)["id"] for line in listed}
    assert winnow(environment, "keys", "revoke", made["id"]).returncode == 0
    assert winnow(reader, "datasets", "list").returncode == 1


def test_a_job_that_fails_fails_the_command(environment: dict[str, str], workplace: Path) -> None:
    dataset = winnow(environment, "datasets", "create", "fails").stdout.strip()
    assert winnow(environment, "upload", dataset, str(workplace / "digits")).returncode == 0
    failed = winnow(environment, "train", dataset, "--batch-size", "25", "--set", "max_attempts=1")
    assert failed.returncode == 1
    assert "batch_size" in failed.stderr
    spec = json.dumps({"kind": "embed", "dataset_id": dataset, "backbone": {"width": 8}, "image_size": 16})
    job = json.loads(winnow(environment, "jobs", "submit", "-", "--no-wait", "--json", stdin=spec).stdout)
    events = [json.loads(line) for line in winnow(environment, "watch", job["id"], "--json").stdout.splitlines()]
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    assert winnow(environment, "jobs", "show", job["id"]).stdout.startswith(f"{job['id']}")
