"""What a run can be asked for: pieces, processes, precision, budgets, early ends; and what it says when it fails."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from torch import Tensor, nn

from store.specs.recipes import complete
from store.specs.training import EarlyStop, Progressive
from tests.worker.embed.caches import build_cache, noise
from tests.worker.pretrain.runs import CPU, METHODS, STILL, Folder, Notebook, digits, steady, train, train_spec
from worker.images.cache import PixelCache
from worker.pretrain.backbones import build_backbone
from worker.pretrain.epochs import Epochs
from worker.pretrain.methods import Moment, SelfSupervised, Step, Views
from worker.pretrain.optimizers import build_optimizer
from worker.pretrain.sampling import pieces
from worker.pretrain.state import TrainingState
from worker.pretrain.stops import Collapsed, Diverged, is_stuck, refuse_collapse
from worker.reporting import Silent, UserError


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> PixelCache:
    return build_cache(tmp_path_factory.mktemp("cache"), noise(42, 18), broken={3, 41})


class PerImage(SelfSupervised):
    """A loss that is a mean over images, none of which knows of another."""

    fails_above = 1000

    def training_step(self, views: Views, moment: Moment) -> Step:
        (view,) = {id(crop): crop for crop in views.global_crops[:1]}.values()
        if len(view) > self.fails_above:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        features = self.backbone(view)
        return Step((features - features.detach().flip(1)).square().mean(), {"size": features.norm(dim=1).mean()})


def epochs_of(cache: PixelCache, method: SelfSupervised, **changes: object) -> tuple[Epochs, TrainingState]:
    spec = complete(train_spec(**{"transform": STILL, "optimizer": {"name": "sgd", "lr": 0.5}} | changes))
    optimizer = build_optimizer(spec.optimizer, method, batch_size=spec.batch_size)
    state = TrainingState(method, optimizer, torch.amp.GradScaler("cpu", enabled=False), epochs=spec.epochs)
    rows = np.flatnonzero(cache.valid).astype(np.int64)
    return Epochs(cache, spec, rows, state, device=CPU, reporter=Silent()), state


def per_image() -> PerImage:
    """In evaluation mode: batch normalisation would connect the images of a piece."""
    return PerImage(build_backbone(train_spec().backbone, 16)).eval()


def test_a_batch_in_pieces_gives_the_same_step(cache: PixelCache) -> None:
    results = []
    for accumulation in (1, 4):
        epochs, state = epochs_of(cache, per_image(), accumulation=accumulation)
        metrics = epochs.run()
        results.append((metrics, [p.detach().clone() for p in state.method.parameters()]))
    (whole, weights), (parts, in_pieces) = results
    assert whole["loss"] == pytest.approx(parts["loss"], rel=1e-5)
    assert whole["size"] == pytest.approx(parts["size"], rel=1e-5)
    for one, two in zip(weights, in_pieces, strict=True):
        torch.testing.assert_close(one, two, rtol=1e-4, atol=1e-6)


def test_pieces_of_all_processes_are_the_batch() -> None:
    batch = np.arange(24)
    shares = [pieces(batch, accumulation=3, rank=rank, ranks=2) for rank in range(2)]
    together = [np.concatenate([shares[0][piece], shares[1][piece]]) for piece in range(3)]
    assert np.array_equal(np.concatenate(together), batch)


@pytest.mark.parametrize("changes", [{"accumulation": 3}, {"devices": 5}, {"accumulation": 4, "devices": 4}])
def test_a_batch_that_cannot_be_shared_is_refused(changes: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="batch_size 16"):
        train_spec(**changes)


def test_a_clipped_gradient_moves_less(cache: PixelCache) -> None:
    def moved(clip: float | None) -> float:
        method = per_image()
        before = [p.detach().clone() for p in method.parameters()]
        epochs, _ = epochs_of(cache, method, batch_size=40, optimizer={"name": "sgd", "lr": 0.5, "clip_norm": clip})
        epochs.run()
        after = [p.detach() for p in method.parameters()]
        return max(float((new - old).abs().max()) for new, old in zip(after, before, strict=True))

    assert moved(1e-3) < moved(None) / 10


def test_too_large_a_batch_names_the_one_that_fits(cache: PixelCache) -> None:
    method = per_image()
    method.fails_above = 5
    epochs, _ = epochs_of(cache, method)
    with pytest.raises(UserError, match=r"16 images of 16 px.*but 4 do: set accumulation to 4.*batch_size to 4"):
        epochs.run()
    method.fails_above = 1
    with pytest.raises(UserError, match=r"does not fit.*lower batch_size"):
        epochs.run()


def test_memory_that_really_runs_out_is_explained() -> None:
    """In a process of its own, with an address space that the batch does not fit into."""
    program = """
import resource, torch
from tests.worker.pretrain.runs import train_spec
from store.specs.recipes import complete
from worker.pretrain.memory import explained
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 2**28, used + 2**28))
def trial(images): torch.ones(images, 2**24)
try:
    with explained(complete(train_spec()), trial):
        trial(16)
except Exception as error:
    print(type(error).__name__, error)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=os.environ)
    assert "UserError" in ran.stdout, ran.stderr
    assert "but 2 do" in ran.stdout or "but 4 do" in ran.stdout  # the allocator keeps some for itself


def test_float16_scales_the_loss_and_resumes(cache: PixelCache, tmp_path: Path) -> None:
    spec = train_spec(precision="float16", epochs=2, batch_size=40)
    keeper = Folder(tmp_path / "states")
    expected = train(cache, spec, keeper)
    state = torch.load(keeper.state(1), weights_only=True)
    assert state["scaler"]["scale"] > 1
    resumed = train(cache, spec, Folder(tmp_path / "rest", resume=keeper.state(1)))
    assert resumed.metrics == expected.metrics


def test_training_stops_when_the_metric_is_stuck(cache: PixelCache, tmp_path: Path) -> None:
    rule = {"metric": "loss", "patience": 2, "min_delta": 50}
    keeper, reporter = Folder(tmp_path / "states"), Notebook()
    result = train(cache, train_spec(epochs=9, early_stop=rule, checkpoint_every=9), keeper, reporter=reporter)
    assert result.epochs == 3
    assert keeper.saved == [3]
    assert any("loss has not improved" in line for line in reporter.lines)


def test_stuck_means_no_better_than_before_the_last_measurements() -> None:
    history = [(0, {"knn_accuracy": 0.9})]
    history += [(epoch, {"knn_accuracy": value}) for epoch, value in enumerate((0.1, 0.3, 0.2, 0.25), start=1)]
    assert is_stuck(history, EarlyStop(patience=2))
    assert not is_stuck(history, EarlyStop(patience=3))
    assert not is_stuck([*history, (5, {"knn_accuracy": 0.31})], EarlyStop(patience=2))
    assert not is_stuck([(1, {"loss": 2.0}), (2, {"loss": 1.0})], EarlyStop(metric="loss", patience=1))


def test_a_lasting_collapse_stops_the_run_with_advice(tmp_path: Path) -> None:
    same = build_cache(tmp_path / "cache", np.repeat(noise(1, 16), 16, axis=0))
    spec = train_spec(epochs=9, evaluate_every=1)
    with pytest.raises(Collapsed, match=r"epoch 3.*Lower optimizer\.lr") as stopped:
        train(same, spec, Folder(tmp_path / "states"))
    assert stopped.value.last_good is None
    result = train(same, spec.model_copy(update={"stop_on_collapse": False, "epochs": 4}), Folder(tmp_path / "other"))
    assert result.epochs == 4


def test_a_passing_collapse_does_not_stop_the_run() -> None:
    history = [(epoch, {"embedding_std": std}) for epoch, std in enumerate((0.0, 0.0, 0.0, 0.5, 0.0, 0.0))]
    refuse_collapse(history)
    with pytest.raises(Collapsed):
        refuse_collapse([*history, (6, {"embedding_std": 0.0})])


def test_a_run_that_diverges_leaves_its_last_good_backbone(cache: PixelCache, tmp_path: Path) -> None:
    keeper = Folder(tmp_path / "states")
    expected = train(cache, train_spec(epochs=3), keeper)
    assert keeper.saved == [1, 2, 3]
    poisoned = torch.load(keeper.state(1), weights_only=True)
    poisoned["method"]["projection_head.0.weight"].fill_(float("nan"))
    torch.save(poisoned, tmp_path / "poisoned.pt")
    rest = Folder(tmp_path / "rest", resume=tmp_path / "poisoned.pt")
    with pytest.raises(Diverged, match=r"epoch 2, step 1 of 2") as stopped:
        train(cache, train_spec(epochs=3), rest)
    good = stopped.value.last_good
    assert good is not None
    assert good.epochs == 1
    assert good.backbone.keys() == expected.backbone.keys()
    assert torch.equal(good.backbone["conv1.weight"], poisoned["method"]["backbone.conv1.weight"])


def test_the_best_backbone_can_be_kept(tmp_path: Path) -> None:
    images, labels = digits(120, 16)
    small = build_cache(tmp_path / "cache", images)
    # A learning rate that ruins the network as soon as the warm-up is over.
    spec = train_spec(epochs=5, evaluate_every=1, keep="best", stop_on_collapse=False,
                      optimizer={"name": "sgd", "lr": 30}, schedule={"warmup_epochs": 4})  # fmt: skip
    reporter, keeper = Notebook(), Folder(tmp_path / "states")
    result = train(small, spec, keeper, labels=labels, reporter=reporter)
    accuracies = {epoch: values["knn_accuracy"] for epoch, values in reporter.measured.items() if epoch > 0}
    assert accuracies[result.epochs] == max(accuracies.values())
    state = torch.load(keeper.state(result.epochs), weights_only=True)["method"]
    assert torch.equal(state["backbone.conv1.weight"], result.backbone["conv1.weight"])
    assert result.verdict is not None
    assert result.verdict.trained == max(accuracies.values())


def test_a_time_budget_lowers_the_number_of_epochs(cache: PixelCache, tmp_path: Path) -> None:
    reporter, keeper = Notebook(), Folder(tmp_path / "states")
    spec = train_spec(epochs=3, time_budget_minutes=1e-5)
    result = train(cache, spec, keeper, reporter=reporter)
    assert result.epochs == 1
    assert "1 epochs in 1e-05 minutes" in reporter.lines[0]
    assert reporter.progressed[-1][0] in ("train", "evaluate")
    assert ("train", 32, 32, "images") in reporter.progressed
    # What was planned is part of the state: a later attempt, on whatever machine, trains as long.
    again = train(cache, spec, Folder(tmp_path / "again", resume=keeper.state(1)))
    assert again.epochs == 1
    generous = train(cache, train_spec(epochs=2, time_budget_minutes=60), Folder(tmp_path / "generous"))
    assert generous.epochs == 2


def test_progressive_views_grow_to_full_size() -> None:
    progressive = Progressive(start_size=16, share=0.5)
    sizes = [progressive.size(epoch, epochs=10, image_size=48) for epoch in range(10)]
    assert sizes == [16, 16, 24, 32, 40, 48, 48, 48, 48, 48]


def test_early_epochs_of_a_progressive_run_see_small_views(cache: PixelCache) -> None:
    seen: list[int] = []

    class Watching(PerImage):
        def training_step(self, views: Views, moment: Moment) -> Step:
            seen.append(views.global_crops[0].shape[-1])
            return super().training_step(views, moment)

    method = Watching(build_backbone(train_spec().backbone, 32)).eval()
    epochs, _ = epochs_of(cache, method, image_size=32, epochs=3, progressive={"start_size": 16, "share": 0.6})
    for _ in range(3):
        epochs.run()
    assert seen == [16, 16, 24, 24, 32, 32]


def test_auto_says_what_it_became_and_why(cache: PixelCache, tmp_path: Path) -> None:
    reporter = Notebook()
    result = train(cache, train_spec(method="auto", epochs=1), Folder(tmp_path / "states"), reporter=reporter)
    assert result.method == "simclr"
    assert result.choice is not None
    assert reporter.lines[0] == f"The method is simclr: {result.choice.reason}."


def test_nothing_readable_is_a_user_error(tmp_path: Path) -> None:
    broken = build_cache(tmp_path / "cache", noise(4, 16), broken={0, 1, 2, 3})
    with pytest.raises(UserError, match="none of the images can be read"):
        train(broken, train_spec(batch_size=2), Folder(tmp_path / "states"))


def test_a_compiled_backbone_keeps_its_keys(cache: PixelCache, tmp_path: Path) -> None:
    torch._dynamo.reset()
    with torch._dynamo.config.patch(suppress_errors=False):
        compiled: list[nn.Module] = []
        original = nn.Module.compile

        def record(module: nn.Module) -> None:
            compiled.append(module)
            original(module, backend="eager")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(nn.Module, "compile", record)
            result = train(cache, train_spec(epochs=1, batch_size=40, compile="on"), Folder(tmp_path / "states"))
    assert len(compiled) == 1
    plain = train(cache, train_spec(epochs=1, batch_size=40), Folder(tmp_path / "plain"))
    assert result.backbone.keys() == plain.backbone.keys()
    weights: list[Tensor] = [result.backbone["conv1.weight"], plain.backbone["conv1.weight"]]
    torch.testing.assert_close(*weights, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", METHODS)
def test_two_processes_train_what_one_trains(name: str, cache: PixelCache, tmp_path: Path) -> None:
    # A small step: rounding differs, and large steps through batch norms of noise make much of little.
    spec = train_spec(method=METHODS[name], transform=STILL, epochs=2, optimizer={"name": "sgd", "lr": 0.01})
    alone, together = Notebook(), Notebook()
    expected = train(cache, spec, Folder(tmp_path / "alone"), reporter=alone)
    keeper = Folder(tmp_path / "together")
    result = train(cache, spec.model_copy(update={"devices": 2}), keeper, reporter=together)
    assert keeper.saved == [1, 2]
    for epoch in (0, 1, 2):
        assert steady(together.measured[epoch]) == pytest.approx(steady(alone.measured[epoch]), rel=1e-4)
    for key, value in expected.backbone.items():
        torch.testing.assert_close(result.backbone[key], value, rtol=1e-4, atol=1e-5)
    if name == "simclr":
        rest = Folder(tmp_path / "rest", resume=keeper.state(1))
        resumed = train(cache, spec.model_copy(update={"devices": 2}), rest)
        for key, value in result.backbone.items():
            torch.testing.assert_close(resumed.backbone[key], value)
