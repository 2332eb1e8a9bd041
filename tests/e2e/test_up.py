"""`winnow up` as an operator sees it."""

import signal
import stat
from pathlib import Path

import httpx
import psutil
import pytest

from tests.e2e.stack import running_stack, wait_until

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_its_whole_tree_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with running_stack("sqlite", tmp_path) as stack:
        wait_until(lambda: stack.get("/v1/workers")["items"], "the worker to register")
        tree = stack.tree()
        names = " ".join(" ".join(process.cmdline()) for process in tree)
        for part in ("valkey-server", "-m service", "-m service.dispatcher", "-m worker"):
            assert part in names
        assert stack.stop(number) == 0, stack.log()
        _, alive = psutil.wait_procs(tree, timeout=10)
        assert not alive
        assert "Traceback" not in stack.log()


def test_nothing_outlives_a_killed_winnow_up(tmp_path: Path) -> None:
    with running_stack("sqlite", tmp_path) as stack:
        wait_until(lambda: stack.get("/v1/workers")["items"], "the worker to register")
        tree = stack.tree()
        assert stack.process is not None
        stack.process.kill()
        stack.process.wait()
        _, alive = psutil.wait_procs(tree, timeout=30)
        assert not alive


def test_a_member_that_dies_is_started_again(tmp_path: Path) -> None:
    with running_stack("sqlite", tmp_path) as stack:
        gateway = next(process for process in stack.tree() if process.cmdline()[-1:] == ["service"])
        gateway.kill()
        gateway.wait()
        wait_until(stack.answers, "the gateway to answer again")
        assert any(process.cmdline()[-1:] == ["service"] for process in stack.tree())


def test_it_needs_a_key_to_listen_for_others(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="set WINNOW_API_KEY"),
        running_stack("sqlite", tmp_path, WINNOW_HOST="0.0.0.0", WINNOW_API_KEY=""),
    ):
        pass


def test_with_a_key_every_request_needs_it(tmp_path: Path) -> None:
    with running_stack("sqlite", tmp_path, WINNOW_API_KEY="a-secret-of-some-length") as stack:
        assert stack.client.get("/v1/datasets").status_code == 200
        assert httpx.get(f"{stack.url}/v1/datasets").status_code == 401


def test_on_loopback_it_makes_a_first_key_and_shows_it_once(tmp_path: Path) -> None:
    with running_stack("sqlite", tmp_path, WINNOW_API_KEY="") as stack:
        file = tmp_path / "data" / "api-key"
        key = file.read_text().strip()
        assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600
        assert stack.log().count(key) == 1
        assert stack.client.get("/v1/datasets").status_code == 401
        right = {"Authorization": f"Bearer {key}"}
        assert stack.client.get("/v1/datasets", headers=right).status_code == 200
        stack.stop()
        stack.start()
        assert stack.client.get("/v1/datasets", headers=right).status_code == 200
        assert stack.log().count(key) == 1
