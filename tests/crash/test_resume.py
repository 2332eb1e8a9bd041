"""What was finished before a crash is not done again, and the end is the same to the last bit."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import psutil
import pytest
import safetensors.numpy

from tests.crash.crew import Role, kill
from tests.crash.ground import SMALL, Ground
from tests.e2e.stack import wait_until

pytestmark = pytest.mark.crash

METHODS: Mapping[str, dict[str, Any]] = {
    "simclr": {"name": "simclr", "hidden_dim": 16, "output_dim": 8},
    "moco": {"name": "moco", "hidden_dim": 16, "output_dim": 8, "memory_bank_size": 64},
}


def train(ground: Ground, method: str, **more: Any) -> str:
    spec = {"kind": "train", **SMALL, "epochs": 3, "evaluate_every": 3, "method": METHODS[method]}
    return ground.submit(**spec, **more)


def weights(ground: Ground, job_id: str) -> dict[str, bytes]:
    """Every bit of every tensor. The file's header lists its entries in no fixed order, so files cannot be compared."""
    file = download(ground, "checkpoints", ground.made(job_id)["checkpoint_id"])
    return {name: tensor.tobytes() for name, tensor in safetensors.numpy.load(file).items()}


def vectors(ground: Ground, job_id: str) -> bytes:
    return download(ground, "embeddings", ground.made(job_id)["embedding_id"])


def download(ground: Ground, kind: str, identifier: str) -> bytes:
    wait_until(ground.stack.answers, "the gateway to answer")
    answer = ground.stack.client.get(f"/v1/{kind}/{identifier}/download")
    assert answer.is_success, answer.text
    return answer.content


@cache
def uninterrupted(ground: Ground, method: str) -> dict[str, bytes]:
    return weights(ground, train(ground, method))


@pytest.mark.parametrize(
    ("method", "point", "victim", "resumed_after"),
    [("simclr", "epoch-2-ends", Role.JOB, 1), ("moco", "epoch-2-saved", Role.SUPERVISOR, 2)],
)
def test_a_killed_training_run_ends_with_the_same_bits(
    on_sqlite: Ground, method: str, point: str, victim: Role, resumed_after: int
) -> None:
    whole = uninterrupted(on_sqlite, method)
    on_sqlite.points.arm(point)
    job_id = train(on_sqlite, method)
    held = on_sqlite.points.wait(point, seconds=120)
    for process in on_sqlite.crew.find(victim):
        kill(process)
    assert not psutil.wait_procs([held], timeout=30)[1]
    on_sqlite.points.release()
    assert weights(on_sqlite, job_id) == whole
    assert on_sqlite.job(job_id).attempt == 2
    assert f"continues after epoch {resumed_after}." in on_sqlite.log(job_id)


def test_a_failed_run_goes_on_when_it_is_retried(on_sqlite: Ground) -> None:
    on_sqlite.points.arm("epoch-2-saved")
    job_id = train(on_sqlite, "moco", max_attempts=1)
    kill(on_sqlite.points.wait("epoch-2-saved", seconds=120))
    on_sqlite.points.release()
    assert on_sqlite.ended(job_id).state == "failed"
    assert on_sqlite.stack.client.post(f"/v1/jobs/{job_id}/retry").is_success
    assert weights(on_sqlite, job_id) == uninterrupted(on_sqlite, "moco")
    assert on_sqlite.job(job_id).attempt == 2
    assert "continues after epoch 2." in on_sqlite.log(job_id)


def test_two_workers_share_an_embed_job_and_one_is_killed(on_sqlite: Ground) -> None:
    points, crew = on_sqlite.points, on_sqlite.crew
    alone = vectors(on_sqlite, on_sqlite.submit(kind="embed", **SMALL))
    crew.join("worker")
    points.arm("shard-embed")
    job_id = on_sqlite.submit(kind="embed", **SMALL)
    points.wait("shard-embed", seconds=120)
    # The first shard waits where it is; the second worker comes to help and waits in another one.
    wait_until(lambda: len(crew.find(Role.JOB)) == 2, "the other worker to help", seconds=120)
    points.arm("shard-embed")
    wait_until(lambda: len(points.all_held("shard-embed")) == 2, "both to work on a shard", seconds=120)
    (helper,) = [process for process in points.all_held("shard-embed") if "help" in process.cmdline()]
    kill(helper)
    points.release()
    assert vectors(on_sqlite, job_id) == alone
    assert on_sqlite.job(job_id).attempt == 1, "only the lost shard was done again"
    assert sorted(on_sqlite.shard_attempts(job_id)) == [1, 1, 2]
