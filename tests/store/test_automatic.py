"""`method: auto` and methods by their name alone."""

import pytest

from store.specs.automatic import Auto, choose
from store.specs.backbones import Backbone
from store.specs.jobs import TrainSpec
from store.specs.methods import SimCLR
from store.specs.recipes import choice, complete

DATASET = "ds_" + "0" * 26
RESNET, VIT = Backbone(), Backbone(name="timm/vit_tiny_patch16_224")


@pytest.mark.parametrize(
    ("backbone", "n_images", "batch_size", "images_seen", "minutes", "method", "because"),
    [
        (RESNET, 50_000, 256, None, None, "resa", "50000 images"),
        (RESNET, 50_000, 256, 100_000, None, "simclr", "100000 images over all epochs"),
        (RESNET, 50_000, 256, None, 10, "simclr", "10 minutes"),
        (RESNET, 50_000, 64, None, None, "swav", "a batch of 64"),
        (RESNET, 1_000, 256, None, None, "simclr", "1000 images are few"),
        (VIT, 50_000, 256, None, None, "visreg", "vision transformer"),
        (VIT, 500_000, 256, None, None, "dino", "500000 images"),
        (Backbone(weights="imagenet"), 50_000, 256, None, None, "moco_v3", "pretrained"),
    ],
)
def test_the_choice_depends_on_data_network_and_time(
    backbone: Backbone,
    n_images: int,
    batch_size: int,
    images_seen: int | None,
    minutes: float | None,
    method: str,
    because: str,
) -> None:
    made = choose(
        backbone, image_size=64, n_images=n_images, batch_size=batch_size, images_seen=images_seen, minutes=minutes
    )
    assert made.method.name == method
    assert because in made.reason


def test_a_method_may_be_named_without_parameters() -> None:
    spec = TrainSpec.model_validate({"dataset_id": DATASET, "method": "simclr"})
    assert spec.method == SimCLR()
    assert isinstance(TrainSpec.model_validate({"dataset_id": DATASET, "method": "auto"}).method, Auto)


def test_a_complete_spec_has_the_chosen_method_and_its_recipe() -> None:
    spec = TrainSpec.model_validate({"dataset_id": DATASET, "method": "auto", "epochs": 1000})
    full = complete(spec, n_images=50_000)
    assert full.method.name == choice(spec, n_images=50_000).method.name == "resa"
    assert full.schedule == full.method.recipe(full.backbone, full.image_size).schedule
    assert complete(spec.model_copy(update={"epochs": 2}), n_images=50_000).method.name == "simclr"
