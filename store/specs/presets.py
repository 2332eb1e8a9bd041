"""The views of the papers, and what kinds of images change about them.

Every function gives the `Transform` of a family of methods, for full views of `image_size` pixels and for a domain of
images. Without a domain, images of 40 px and less count as `small` and all others as `natural`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from store.specs.base import Spec
from store.specs.transforms import LocalCrops, Transform, View, ViewTransform

# Views of photographs up to this size have lost the detail that a blur is there to hide.
SMALL_IMAGE_SIZE = 40


class Domain(StrEnum):
    """What the images of a dataset have in common, as far as augmentation is concerned."""

    NATURAL = "natural"
    SMALL = "small"
    GREYSCALE = "greyscale"
    AERIAL = "aerial"
    MICROSCOPY = "microscopy"

    @property
    def description(self) -> str:
        """What changes for such images, and why."""
        return _DOMAINS[self].__doc__ or ""


def simclr(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Strong colours and blur on both views, crops down to 8 % (Chen et al. 2020)."""
    view = ViewTransform(crop_scale_min=0.08, brightness=0.8, contrast=0.8, saturation=0.8, hue=0.2)
    return adapted(Transform(query=view), image_size, domain)


def moco(image_size: int, *, domain: Domain | None = None) -> Transform:
    """The milder views of MoCo v2 (Chen et al. 2020), which SimSiam shares."""
    return adapted(Transform(query=_view(saturation=0.4)), image_size, domain)


def byol(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Asymmetric: the first view always blurred, the second seldom, but solarized (Grill et al. 2020)."""
    return adapted(_asymmetric(crop_scale_min=0.08), image_size, domain)


def moco_v3(image_size: int, *, domain: Domain | None = None) -> Transform:
    """As BYOL, with crops that keep a fifth of the image (Chen et al. 2021)."""
    return adapted(_asymmetric(), image_size, domain)


def barlow(image_size: int, *, domain: Domain | None = None) -> Transform:
    """As BYOL (Zbontar et al. 2021)."""
    return byol(image_size, domain=domain)


def vicreg(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Both views the same, sometimes solarized (Bardes et al. 2022)."""
    return adapted(Transform(query=_view(crop_scale_min=0.08, solarize=0.1)), image_size, domain)


def swav(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Two full views and six local crops with strong colours (Caron et al. 2020)."""
    colors = {"brightness": 0.8, "contrast": 0.8, "saturation": 0.8, "hue": 0.2}
    local = LocalCrops(count=6, view=_view(crop_scale_min=0.05, crop_scale_max=0.14, **colors))
    return adapted(Transform(query=_view(crop_scale_min=0.14, **colors), local=local), image_size, domain)


def dino(image_size: int, *, domain: Domain | None = None, split: float = 0.4) -> Transform:
    """Asymmetric full views and eight local crops (Caron et al. 2021).

    split: share of the area where local crops end and full views begin; the paper has 0.4 for vision transformers and
    0.14 for ResNets.
    """
    local = LocalCrops(count=8, view=_view(crop_scale_min=0.05, crop_scale_max=split))
    full = _asymmetric(crop_scale_min=split)
    return adapted(full.model_copy(update={"local": local}), image_size, domain)


def resa(image_size: int, *, domain: Domain | None = None) -> Transform:
    """One weak view, cropped and flipped, that teaches, and one strong view that learns (Weng et al. 2025)."""
    return adapted(Transform(query=_weak(), key=_view(solarize=0.2)), image_size, domain)


def lejepa(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Full views from 30 % of the area up and six local crops below (Balestriero and LeCun 2025)."""
    local = LocalCrops(count=6, view=_view(crop_scale_min=0.05, crop_scale_max=0.3, solarize=0.2))
    return adapted(Transform(query=_view(crop_scale_min=0.3, solarize=0.2), local=local), image_size, domain)


def visreg(image_size: int, *, domain: Domain | None = None) -> Transform:
    """As LeJEPA, with half the change of hue."""
    local = LocalCrops(count=6, view=_view(crop_scale_min=0.05, crop_scale_max=0.3, solarize=0.2, hue=0.05))
    full = _view(crop_scale_min=0.3, solarize=0.2, hue=0.05)
    return adapted(Transform(query=full, local=local), image_size, domain)


def mae(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Crops and flips only: hiding patches is augmentation enough (He et al. 2022)."""
    return adapted(Transform(query=_weak()), image_size, domain)


def simmim(image_size: int, *, domain: Domain | None = None) -> Transform:
    """Crops of two thirds and more, and flips (Xie et al. 2022)."""
    return adapted(Transform(query=_weak(crop_scale_min=0.67)), image_size, domain)


def distillation(image_size: int, *, domain: Domain | None = None) -> Transform:
    """One view for teacher and student, with little blur: the teacher has to recognise it."""
    return adapted(Transform(query=_view(crop_scale_min=0.14, blur_sigma_max=0.5)), image_size, domain)


class Preset(StrEnum):
    """The presets by name."""

    SIMCLR = "simclr"
    MOCO = "moco"
    BYOL = "byol"
    MOCO_V3 = "moco_v3"
    BARLOW = "barlow"
    VICREG = "vicreg"
    SWAV = "swav"
    DINO = "dino"
    RESA = "resa"
    LEJEPA = "lejepa"
    VISREG = "visreg"
    MAE = "mae"
    SIMMIM = "simmim"
    DISTILLATION = "distillation"

    @property
    def description(self) -> str:
        """What the views are, and from which paper."""
        return (_PRESETS[self].__doc__ or "").partition("\n")[0]

    def transform(self, image_size: int, *, domain: Domain | None = None) -> Transform:
        """The views of this preset."""
        return _PRESETS[self](image_size, domain=domain)


_PRESETS: dict[Preset, Callable[..., Transform]] = {
    Preset(preset.__name__): preset
    for preset in (
        simclr, moco, byol, moco_v3, barlow, vicreg, swav, dino, resa, lejepa, visreg, mae, simmim, distillation,
    )
}  # fmt: skip


class TransformPreset(Spec):
    """Views by name instead of by number: those of a method, changed the way a kind of images asks for."""

    preset: Preset | None = Field(default=None, description="null takes the views of the train job's own method")
    domain: Domain | None = Field(
        default=None, description="null: `small` for images of 40 px and less, else `natural`"
    )

    def resolve(self, recipe: Transform, image_size: int) -> Transform:
        """The views for full views of `image_size`, where `recipe` has the method's own."""
        if self.preset is None:
            return adapted(recipe, image_size, self.domain)
        return self.preset.transform(image_size, domain=self.domain)


def _kind_of_transform(transform: Any) -> str:
    if isinstance(transform, dict):
        return "preset" if {"preset", "domain"} & transform.keys() else "views"
    return "preset" if isinstance(transform, TransformPreset) else "views"


TransformChoice = Annotated[
    Annotated[Transform, Tag("views")] | Annotated[TransformPreset, Tag("preset")],
    Discriminator(_kind_of_transform),
]


def adapted(transform: Transform, image_size: int, domain: Domain | None) -> Transform:
    """`transform` with every view changed the way `domain` asks for."""
    if domain is None:
        domain = Domain.SMALL if image_size <= SMALL_IMAGE_SIZE else Domain.NATURAL
    local = transform.local

    def change(view: View) -> View:
        # An order of the caller's own is left alone.
        return _DOMAINS[domain](view) if isinstance(view, ViewTransform) else view

    return Transform(
        query=change(transform.query),
        key=None if transform.key is None else change(transform.key),
        local=None if local is None else local.model_copy(update={"view": change(local.view)}),
    )


def _view(**changes: Any) -> ViewTransform:
    """The view of most papers after BYOL, with `changes`."""
    return ViewTransform(**changes)


def _weak(**changes: Any) -> ViewTransform:
    return _view(color_jitter=0.0, grayscale=0.0, gaussian_blur=0.0, **changes)


def _asymmetric(**changes: Any) -> Transform:
    query = _view(gaussian_blur=1.0, **changes)
    return Transform(query=query, key=_view(gaussian_blur=0.1, solarize=0.2, **changes))


def _natural(view: ViewTransform) -> ViewTransform:
    """Photographs: the views as the papers have them."""
    return view


def _small(view: ViewTransform) -> ViewTransform:
    """Tiny images: no blur, and colours at half strength, as SimCLR has it on CIFAR."""
    return _changed(view, gaussian_blur=0.0, **_at_most(view, brightness=0.4, contrast=0.4, saturation=0.4, hue=0.1))


def _greyscale(view: ViewTransform) -> ViewTransform:
    """One channel: there is no colour to change."""
    return _changed(view, hue=0.0, saturation=0.0, grayscale=0.0)


def _aerial(view: ViewTransform) -> ViewTransform:
    """From above nothing is upright, objects are small, and colour is a property of the ground."""
    scale = {"crop_scale_min": max(view.crop_scale_min, 0.2)} if view.crop_scale_max > 0.2 else {}
    return _changed(view, **_EVERY_POSE, **scale, solarize=0.0, **_at_most(view, hue=0.05, grayscale=0.1))


def _microscopy(view: ViewTransform) -> ViewTransform:
    """Nothing is upright, stains vary a little, and dark on bright is not bright on dark."""
    colors = _at_most(view, brightness=0.3, contrast=0.3, saturation=0.2, hue=0.05)
    return _changed(view, **_EVERY_POSE, solarize=0.0, grayscale=0.0, **colors)


# A flip with probability 1/2 and a turn by each multiple of 90 degrees with 1/4 make all eight poses equally likely.
_EVERY_POSE = {"horizontal_flip": 0.5, "vertical_flip": 0.0, "rotate_90": 0.75}

_DOMAINS: dict[Domain, Callable[[ViewTransform], ViewTransform]] = {
    Domain.NATURAL: _natural,
    Domain.SMALL: _small,
    Domain.GREYSCALE: _greyscale,
    Domain.AERIAL: _aerial,
    Domain.MICROSCOPY: _microscopy,
}


def _changed(view: ViewTransform, **changes: float) -> ViewTransform:
    return ViewTransform.model_validate(view.model_dump() | changes)


def _at_most(view: ViewTransform, **limits: float) -> dict[str, float]:
    """The fields of `view` that `limits` names, none of them above its limit."""
    return {name: min(getattr(view, name), limit) for name, limit in limits.items()}
