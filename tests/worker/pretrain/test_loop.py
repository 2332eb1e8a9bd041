"""The loop: it learns, it resumes to the bit, and it says what is wrong."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.worker.embed.caches import build_cache, noise
from tests.worker.pretrain.runs import CPU, METHODS, Folder, Notebook, assert_same, digits, steady, train, train_spec
from worker.embed import embed
from worker.evaluate import knn_accuracy
from worker.images.cache import PixelCache
from worker.pretrain.backbones import build_backbone
from worker.pretrain.sampling import epoch_batches, step_generator
from worker.reporting import Cancelled, Silent, UserError


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> PixelCache:
    return build_cache(tmp_path_factory.mktemp("cache"), noise(42, 18), broken={3, 41})


@pytest.mark.parametrize("name", METHODS)
def test_a_resumed_run_ends_with_the_same_bits(name: str, cache: PixelCache, tmp_path: Path) -> None:
    # The bank of 70 keys wraps within the second of three epochs of 32 keys.
    spec = train_spec(method=METHODS[name], epochs=3, seed=11)
    whole = Folder(tmp_path / "whole")
    expected = train(cache, spec, whole)
    last = saved(whole.state(3))
    for epoch in (1, 2):
        rest = Folder(tmp_path / f"after {epoch}", resume=whole.state(epoch))
        reporter = Notebook()
        resumed = train(cache, spec, rest, reporter=reporter)
        assert reporter.lines[0] == f"Training continues after epoch {epoch}."
        assert rest.saved == list(range(epoch + 1, 4))
        assert resumed.metrics == expected.metrics
        assert_same(saved(rest.state(3)), last)
        assert_same(resumed.backbone, expected.backbone)


def saved(path: Path) -> dict[str, Any]:
    """A state without what depends on the machine."""
    state: dict[str, Any] = torch.load(path, weights_only=True)
    state["history"] = [(epoch, steady(values)) for epoch, values in state["history"]]
    return state


def test_a_state_holds_all_that_training_depends_on(cache: PixelCache, tmp_path: Path) -> None:
    keeper = Folder(tmp_path / "states")
    train(cache, train_spec(method=METHODS["moco"], epochs=1), keeper)
    state = torch.load(keeper.state(1), weights_only=True)
    names = set(state["method"])
    assert {"memory_bank.keys", "memory_bank._extra_state", "backbone.bn1.running_mean"} <= names
    assert any(name.startswith("momentum_encoder.") for name in names)
    assert state["optimizer"]["state"]


def test_a_finished_run_is_not_trained_again(cache: PixelCache, tmp_path: Path) -> None:
    spec = train_spec(epochs=1)
    first = Folder(tmp_path / "first")
    expected = train(cache, spec, first)
    again = Folder(tmp_path / "again", resume=first.state(1))
    result = train(cache, spec, again)
    assert again.saved == []
    assert result.metrics == expected.metrics
    assert_same(result.backbone, expected.backbone)


@pytest.mark.parametrize("content", [b"", b"no state at all", None])
def test_a_broken_state_is_reported_and_not_used(content: bytes | None, cache: PixelCache, tmp_path: Path) -> None:
    spec = train_spec(epochs=1)
    whole = Folder(tmp_path / "whole")
    expected = train(cache, spec, whole)
    broken = tmp_path / "broken.pt"
    broken.write_bytes(whole.state(1).read_bytes()[:-500] if content is None else content)
    reporter = Notebook()
    result = train(cache, spec, Folder(tmp_path / "again", resume=broken), reporter=reporter)
    assert "cannot be read" in reporter.lines[0]
    assert_same(result.backbone, expected.backbone)


def test_the_state_of_another_run_is_not_used(cache: PixelCache, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    train(cache, train_spec(epochs=1, seed=1), other)
    reporter = Notebook()
    keeper = Folder(tmp_path / "mine", resume=other.state(1))
    train(cache, train_spec(epochs=1, seed=2), keeper, reporter=reporter)
    assert "other parameters" in reporter.lines[0]
    assert keeper.saved == [1]


def test_intervals_of_evaluation_and_checkpoints(cache: PixelCache, tmp_path: Path) -> None:
    keeper, reporter = Folder(tmp_path / "states"), Notebook()
    labels = [str(row % 2) if row % 3 else None for row in range(42)]
    spec = train_spec(epochs=5, checkpoint_every=2, evaluate_every=3)
    result = train(cache, spec, keeper, labels=labels, reporter=reporter)
    assert keeper.saved == [2, 4, 5]
    assert list(reporter.measured) == [0, 1, 2, 3, 4, 5]
    evaluated = [
        epoch for epoch, values in reporter.measured.items() if {"knn_accuracy", "linear_accuracy"} <= values.keys()
    ]
    assert evaluated == [0, 3, 5]
    del reporter.measured[0]
    assert all({"loss", "lr", "images_per_second"} <= values.keys() for values in reporter.measured.values())
    assert result.metrics == steady(reporter.measured[5])
    assert result.epochs == 5


@pytest.mark.parametrize("labels", [None, ["same"] * 42, [None] * 42])
def test_without_two_labels_there_is_no_accuracy(
    labels: list[str | None] | None, cache: PixelCache, tmp_path: Path
) -> None:
    result = train(cache, train_spec(epochs=1), Folder(tmp_path / "states"), labels=labels)
    assert result.metrics.keys() == {"loss", "lr", "embedding_std", "rank_me"}


def test_progress_reaches_every_epochs_end(cache: PixelCache, tmp_path: Path) -> None:
    reporter = Notebook()
    train(cache, train_spec(epochs=3), Folder(tmp_path / "states"), reporter=reporter)
    steps = [entry for entry in reporter.progressed if entry[0] == "train"]
    assert {("train", done, 96, "images") for done in (32, 64, 96)} <= set(steps)
    assert [entry[1] for entry in steps] == sorted(entry[1] for entry in steps)


def test_cancelling_stops_the_run(cache: PixelCache, tmp_path: Path) -> None:
    class Impatient(Silent):
        def progress(self, stage: str, done: int, total: int, unit: str) -> None:
            raise Cancelled

    keeper = Folder(tmp_path / "states")
    with pytest.raises(Cancelled):
        train(cache, train_spec(), keeper, reporter=Impatient())
    assert keeper.saved == []


def test_too_few_images_are_a_user_error(cache: PixelCache, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"batch_size is 41.*only 40 readable"):
        train(cache, train_spec(batch_size=41), Folder(tmp_path / "states"))


def test_a_loss_that_is_not_finite_stops_the_run_before_it_is_saved(cache: PixelCache, tmp_path: Path) -> None:
    keeper = Folder(tmp_path / "states")
    method = METHODS["simclr"] | {"temperature": 1e-39}
    with pytest.raises(UserError, match=r"epoch 1, step 1 of 2, at a learning rate of 0\.0075.*optimizer\.lr"):
        train(cache, train_spec(method=method), keeper)
    assert keeper.saved == []


def test_a_collapse_is_reported(tmp_path: Path) -> None:
    cache = build_cache(tmp_path / "cache", np.repeat(noise(1, 16), 16, axis=0))
    reporter = Notebook()
    result = train(cache, train_spec(epochs=1), Folder(tmp_path / "states"), reporter=reporter)
    assert result.metrics["embedding_std"] < 0.01
    assert "collapsed" in reporter.lines[0]


@pytest.mark.parametrize(
    ("method", "batch_size"),
    [
        ({"name": "simclr"}, 32),
        ({"name": "moco", "memory_bank_size": 64, "momentum": 0.9, "momentum_end": 0.99}, 16),
    ],
    ids=METHODS,
)
def test_it_learns(method: dict[str, object], batch_size: int, tmp_path: Path) -> None:
    images, labels = digits(400, 16)
    cache = build_cache(tmp_path / "cache", images)
    view = {"crop_scale_min": 0.4, "horizontal_flip": 0, "hue": 0, "saturation": 0, "grayscale": 0}
    spec = train_spec(
        method=method | {"hidden_dim": 64, "output_dim": 32},
        epochs=12,
        batch_size=batch_size,
        transform={"query": view},
        optimizer={"name": "sgd", "lr": 0.5},
    )
    untrained = build_backbone(spec.backbone, 16)
    features, _ = embed(untrained, cache, image_size=16, batch_size=64, device=CPU, reporter=Silent())
    reporter = Notebook()
    result = train(cache, spec, Folder(tmp_path / "states"), labels=labels, reporter=reporter)
    assert result.metrics["knn_accuracy"] > knn_accuracy(features, labels) + 0.04
    assert reporter.measured[12]["loss"] < reporter.measured[1]["loss"] - 0.8
    assert result.feature_dim == spec.backbone.feature_dim
    trained = build_backbone(spec.backbone, 16)
    trained.load_state_dict(result.backbone)
    again, _ = embed(trained, cache, image_size=16, batch_size=64, device=CPU, reporter=Silent())
    assert knn_accuracy(again, labels) == pytest.approx(result.metrics["knn_accuracy"], abs=0.01)


def test_every_epoch_has_its_own_order_and_uses_each_row_at_most_once() -> None:
    rows = np.arange(100, 142)
    epochs = [epoch_batches(rows, batch_size=8, seed=1, epoch=epoch) for epoch in range(3)]
    for batches in epochs:
        assert [len(batch) for batch in batches] == [8] * 5
        seen = np.concatenate(batches)
        assert len(np.unique(seen)) == 40
        assert set(seen) <= set(rows)
    assert not np.array_equal(epochs[0], epochs[1])
    assert np.array_equal(epochs[1], epoch_batches(rows, batch_size=8, seed=1, epoch=1))


def test_every_step_has_its_own_random_numbers() -> None:
    keys = [(seed, epoch, step) for seed in (0, 1) for epoch in (0, 1) for step in (0, 1)]
    draws = {float(torch.rand(1, generator=step_generator(*key))) for key in keys}
    assert len(draws) == len(keys)
    assert torch.equal(*(torch.rand(3, generator=step_generator(3, 4, 5)) for _ in range(2)))
