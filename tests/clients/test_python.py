"""The Python client against a running service: waiting, events, errors, downloads, listings, sync and async."""

import io
from pathlib import Path

import anyio
import numpy as np
import pytest

from tests.e2e.stack import KEY, Stack
from winnow import AsyncWinnow, Winnow, errors

pytestmark = pytest.mark.e2e
EMBED = {"kind": "embed", "backbone": {"name": "resnet18", "width": 8}, "image_size": 16}


def test_the_steps_one_by_one(stack: Stack, workplace: Path) -> None:
    sent: list[tuple[int, int]] = []
    with Winnow(stack.url, KEY) as client:
        dataset = client.datasets.create("steps")
        assert dataset.id in [one.id for one in client.datasets.list()]
        ingest = client.datasets.upload(dataset, workplace / "digits", progress=lambda *step: sent.append(step)).wait()
        assert sent[-1][0] == sent[-1][1] > 0
        assert len(list(client.datasets.samples(dataset, limit=10))) == 24, "three pages"
        job = client.jobs.create(EMBED, dataset_id=dataset.id)
        seen = [event.type for event in job.events()]
        assert seen[0] == "state"
        assert [event.id for event in job.events(after=2)] == list(range(3, len(seen) + 1))
        states = []
        job.wait(on_progress=lambda data: states.append(str(data.state)))
        assert states[-1] == "succeeded"
        path = client.embeddings.download(job.result["embedding_id"], workplace)
        assert np.load(io.BytesIO(path.read_bytes())).shape == (24, 64)
        assert [found.id for found in client.jobs.list(dataset_id=dataset.id)] == [job.id, ingest.id]
        assert "embed" in {point.name for point in job.metrics().series} or job.logs() is not None
        client.datasets.delete(dataset)
        with pytest.raises(errors.NotFound):
            client.datasets.get(dataset)


def test_the_same_with_await(stack: Stack, workplace: Path) -> None:
    async def steps() -> list[str]:
        async with AsyncWinnow(stack.url, KEY) as client:
            dataset = await client.datasets.create("awaited")
            await (await client.datasets.upload(dataset, workplace / "digits.zip")).wait()
            job = await client.jobs.create(EMBED, dataset_id=dataset.id)
            events = [event.type async for event in job.events()]
            assert events.count("state") >= 3
            await job.wait()
            picks = await client.jobs.create(
                kind="select", dataset_id=dataset.id, embedding=job.result["embedding_id"], n_samples=3
            )
            await picks.wait()
            return [pick.sample.id async for pick in client.subsets.samples(picks.result["subset_id"])]

    assert len(set(anyio.run(steps))) == 3


def test_what_goes_wrong_has_a_type(stack: Stack, workplace: Path) -> None:
    with Winnow(stack.url, KEY, attempts=1) as client:
        with pytest.raises(errors.NotFound, match="404"):
            client.jobs.get("job_00000000000000000000000000")
        with pytest.raises(errors.InvalidRequest) as wrong:
            client.jobs.create(kind="embed", dataset_id="ds_00000000000000000000000000", backbone={"width": "wide"})
        assert any(error["pointer"].endswith("/backbone/width") for error in wrong.value.errors)
        dataset = client.datasets.create("too small")
        client.datasets.upload(dataset, workplace / "digits.zip").wait()
        with pytest.raises(errors.InvalidRequest, match="/batch_size"):
            client.jobs.create(kind="train", dataset_id=dataset.id, batch_size=25)
        job = client.jobs.create(EMBED, dataset_id=dataset.id, limits={"wall_seconds": 1})
        with pytest.raises(errors.JobFailed, match=r"embed job_\w+ failed: .*wall_seconds") as failed:
            job.wait()
        assert failed.value.job.id == job.id
        with pytest.raises(errors.Conflict):
            client.datasets.create("too small")
        with pytest.raises(FileNotFoundError, match="neither a file nor a folder"):
            client.datasets.upload(dataset, workplace / "nowhere")
    with Winnow(stack.url, "not-a-key") as stranger, pytest.raises(errors.Unauthorized):
        stranger.datasets.create("mine")
    with Winnow("http://127.0.0.1:1", KEY, attempts=1) as nobody, pytest.raises(errors.ConnectionFailed):
        nobody.datasets.create("mine")
