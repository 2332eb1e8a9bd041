"""All views of a step: as many as asked for, each drawn its own way, from one generator."""

import pytest
import torch

from store.specs import presets
from store.specs.jobs import JOB_SPEC, TrainSpec
from store.specs.presets import Domain, Preset
from store.specs.recipes import complete
from store.specs.transforms import LocalCrops, Transform, ViewTransform
from tests.worker.augment.test_batch import UNIT, noise, only, seeded
from worker.augment import BatchAugment, MultiView


def test_full_views_and_local_crops_come_in_the_number_and_size_asked_for() -> None:
    transform = Transform(local=LocalCrops(count=3, image_size=16))
    views = MultiView(transform, image_size=48, global_views=4)(noise(5), torch.ones(5), seeded())
    assert [tuple(view.shape) for view in views.global_crops] == [(5, 3, 48, 48)] * 4
    assert [tuple(view.shape) for view in views.local_crops] == [(5, 3, 16, 16)] * 3
    assert all(view.is_contiguous(memory_format=torch.channels_last) for group in views for view in group)
    everything = [*views.global_crops, *views.local_crops]
    assert all(not torch.equal(a, b) for i, a in enumerate(everything) for b in everything[:i] if a.shape == b.shape)


def test_the_first_view_is_the_query_and_all_others_are_keys() -> None:
    transform = Transform(query=only(), key=only(horizontal_flip=1), local=LocalCrops(count=1, view=only()))
    pixels, aspect = noise(4), torch.ones(4)
    views = MultiView(transform, image_size=32, global_views=3, **UNIT)(pixels, aspect, seeded())
    plain = BatchAugment(only(), image_size=32, **UNIT)(pixels, aspect, seeded())
    small = BatchAugment(only(), image_size=16, **UNIT)(pixels, aspect, seeded())
    assert torch.allclose(views.global_crops[0], plain)
    for key in views.global_crops[1:]:
        assert torch.allclose(key, plain.flip(3), atol=1e-4)
    assert torch.allclose(views.local_crops[0], small)


def test_one_generator_state_gives_the_same_views() -> None:
    maker = MultiView(presets.swav(48), image_size=48)
    first, again = (maker(noise(3), torch.ones(3), seeded(5)) for _ in range(2))
    for group, same in zip(first, again, strict=True):
        assert all(torch.equal(one, other) for one, other in zip(group, same, strict=True))


@pytest.mark.parametrize(("image_size", "side"), [(224, 96), (160, 64), (96, 48), (64, 32), (32, 16), (16, 16)])
def test_local_crops_are_about_three_sevenths_of_the_full_views(image_size: int, side: int) -> None:
    assert LocalCrops().side(image_size) == side


def views_of(transform: Transform) -> list[ViewTransform]:
    local = [] if transform.local is None else [transform.local.view]
    return [view for view in (transform.query, transform.key, *local) if isinstance(view, ViewTransform)]


@pytest.mark.parametrize("name", Preset)
def test_domains_change_every_view_of_every_preset(name: Preset) -> None:
    preset = name.transform
    for view in views_of(preset(96, domain=Domain.GREYSCALE)):
        assert (view.hue, view.saturation, view.grayscale) == (0, 0, 0)
    for domain in (Domain.AERIAL, Domain.MICROSCOPY):
        for view in views_of(preset(96, domain=domain)):
            assert view.rotate_90 == 0.75
            assert view.solarize == 0
            assert view.hue <= 0.05
    for view in views_of(preset(32)):
        assert view.gaussian_blur == 0
        assert view.brightness <= 0.4
    assert preset(32) == preset(32, domain=Domain.SMALL)
    assert preset(96) == preset(96, domain=Domain.NATURAL)


def test_asymmetric_presets_treat_the_two_views_differently() -> None:
    blurred, solarized = views_of(presets.byol(96))
    assert (blurred.gaussian_blur, solarized.gaussian_blur) == (1.0, 0.1)
    assert (blurred.solarize, solarized.solarize) == (0.0, 0.2)
    weak, strong = views_of(presets.resa(96))
    assert (weak.color_jitter, strong.color_jitter) == (0.0, 0.8)


def completed(transform: object) -> Transform:
    fields = {"kind": "train", "dataset_id": "ds_" + "0" * 26, "image_size": 96, "transform": transform}
    spec = JOB_SPEC.validate_python(fields)
    assert isinstance(spec, TrainSpec)
    # A job's spec is kept as JSON.
    assert JOB_SPEC.validate_json(spec.model_dump_json()) == spec
    return complete(spec).transform


def test_views_by_name_become_views() -> None:
    assert completed({"preset": "swav"}) == presets.swav(96)
    assert completed({"preset": "byol", "domain": "aerial"}) == presets.byol(96, domain=Domain.AERIAL)
    own = completed(None)
    assert completed({"domain": "natural"}) == own
    assert completed({"domain": "greyscale"}) == presets.adapted(own, 96, Domain.GREYSCALE) != own
    listed = {"query": {"ops": [{"op": "jigsaw"}]}, "key": None, "local": None}
    assert completed(listed).model_dump(include={"query"}) == {
        "query": {"ops": [{"op": "jigsaw", "probability": 0.5, "grid": 3}]}
    }
