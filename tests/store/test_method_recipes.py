"""What a train job gets where it leaves optimizer, schedule and views open."""

import pytest

from store.specs.backbones import Backbone
from store.specs.jobs import TrainSpec
from store.specs.methods import BYOL, DINO, LeJEPA, ReSA, SwAV, VISReg
from store.specs.methods.base import MethodSpec
from store.specs.optimizers import SGD, Schedule
from store.specs.recipes import complete
from store.specs.transforms import ViewTransform

DATASET = "ds_" + "0" * 26


@pytest.mark.parametrize(("epochs", "warmup"), [(5, 0.5), (50, 5), (400, 10)])
def test_a_recipes_warmup_takes_a_tenth_of_a_short_run(epochs: int, warmup: float) -> None:
    assert complete(TrainSpec(dataset_id=DATASET, method=BYOL(), epochs=epochs)).schedule.warmup_epochs == warmup


def test_what_the_job_says_is_kept() -> None:
    schedule = Schedule(warmup_epochs=4)
    spec = complete(TrainSpec(dataset_id=DATASET, method=BYOL(), epochs=5, schedule=schedule, optimizer=SGD(lr=1)))
    assert spec.schedule == schedule
    assert spec.optimizer == SGD(lr=1)


def test_resa_has_a_weak_first_view_and_keeps_a_tenth_of_the_rate() -> None:
    spec = complete(TrainSpec(dataset_id=DATASET, method=ReSA()))
    assert isinstance(spec.transform.query, ViewTransform)
    assert spec.transform.query.color_jitter == 0
    assert isinstance(spec.transform.key, ViewTransform)
    assert spec.transform.key.color_jitter == 0.8
    assert spec.schedule.final_lr_fraction == 0.1


def test_multi_crop_is_for_the_methods_that_look_at_it() -> None:
    assert complete(TrainSpec(dataset_id=DATASET, method=SwAV())).transform.local is not None
    assert complete(TrainSpec(dataset_id=DATASET, method=BYOL())).transform.local is None


@pytest.mark.parametrize("method", [SwAV(), DINO(), LeJEPA(), VISReg()], ids=lambda method: method.name)
@pytest.mark.parametrize(
    ("backbone", "image_size", "side"),
    [
        (Backbone(), 32, 16),
        (Backbone(), 224, 96),
        (Backbone(name="timm/vit_small_patch14_dinov2"), 224, 98),
        (Backbone(name="timm/test_vit", patch_size=4), 32, 16),
        (Backbone(name="timm/vit_base_patch32_224"), 64, 32),
        (Backbone(name="swin_t"), 224, 96),
    ],
    ids=lambda value: value.name if isinstance(value, Backbone) else str(value),
)
def test_local_crops_have_a_size_that_the_backbone_takes(
    method: MethodSpec, backbone: Backbone, image_size: int, side: int
) -> None:
    local = method.recipe(backbone, image_size).transform.local
    assert (local is not None) == backbone.takes_several_sizes
    if local is not None:
        assert local.side(image_size) == side
        assert backbone.size_problem(side) is None


@pytest.mark.parametrize("name", ["timm/vit_tiny_patch16_224", "swin_t", "convnext_tiny"])
def test_transformers_get_adamw(name: str) -> None:
    for method in (BYOL(), SwAV(), ReSA(), DINO()):
        assert method.recipe(Backbone(name=name), 224).optimizer.name == "adamw"
