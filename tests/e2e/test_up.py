"""`winnow up` as an operator sees it."""

import signal
from pathlib import Path

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
        running_stack("sqlite", tmp_path, WINNOW_HOST="0.0.0.0"),
    ):
        pass


def test_with_a_key_every_request_needs_it(tmp_path: Path) -> None:
    with running_stack("sqlite", tmp_path, WINNOW_API_KEY="a-secret-of-some-length") as stack:
        assert stack.client.get("/v1/datasets").status_code == 401
        right = {"Authorization": "Bearer a-secret-of-some-length"}
        assert stack.client.get("/v1/datasets", headers=right).status_code == 200
