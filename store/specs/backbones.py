"""Backbones: the networks that are kept after training."""

from enum import StrEnum
from typing import Any, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from store.specs import backbone_models
from store.specs.backbone_models import TIMM_PREFIX, Model, Sizing
from store.specs.base import Seed, Spec

PLUGIN_PREFIX = "plugin:"
# Winnow's own networks: torchvision's, at any width and with a stem for small images.
OWN_RESNETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
_BASIC_BLOCKS = {"resnet18", "resnet34"}
_SMALL_UP_TO = 40
_SMALLEST = 16


class Stem(StrEnum):
    """How the first layers treat the image."""

    AUTO = "auto"
    """`small` up to 40 px, `imagenet` above."""
    IMAGENET = "imagenet"
    """7x7 convolution of stride 2, then max-pooling: the stem of the ResNet paper."""
    SMALL = "small"
    """3x3 convolution of stride 1, no pooling: keeps the resolution of thumbnails (as in the SimCLR paper, B.9)."""


class BackboneWeights(StrEnum):
    """What a backbone starts from."""

    NONE = "none"
    """Random initialisation from the seed."""
    IMAGENET = "imagenet"
    """torchvision's first set of ImageNet weights; the worker must have them in its cache or be able to download
    them."""
    PRETRAINED = "pretrained"
    """The weights that come with the library: for timm those of the name's tag, or of its default tag."""


class Backbone(Spec):
    """A classification model of torchvision (`resnet18`, `convnext_tiny`, `vit_b_16`, ...) or timm
    (`timm/vit_small_patch16_224`, ...), without its classifier. `GET /v1/catalog/backbones` lists all names.

    Use resnet18 unless you have a GPU and more than about 50 000 images. For ResNets `width` is the number of channels
    of the first stage: 64 is the original, 16 trains about ten times faster on a CPU and suits tiny images. Masked
    methods need a vision transformer; `timm/test_vit` with `patch_size` 4 is a very small one for tiny images.
    """

    name: str = Field(
        default="resnet18",
        min_length=1,
        max_length=120,
        description="of torchvision; behind `timm/` of timm, a tag of its weights may follow a dot; or `plugin:NAME`",
    )
    width: int = Field(default=64, ge=8, le=256, multiple_of=8, description="of ResNets: channels of the first stage")
    stem: Stem = Field(default=Stem.AUTO, description="of ResNets")
    patch_size: int | None = Field(
        default=None, ge=2, le=64, description="of timm's vision transformers: side of a patch in pixels, null as named"
    )
    weights: BackboneWeights = BackboneWeights.NONE
    seed: Seed = Field(default=0, description="seed of the random initialisation")
    params: dict[str, Any] = Field(default={}, description="of a plugin: what its schema in the catalog says")

    @field_validator("name")
    @classmethod
    def _known(cls, name: str) -> str:
        if name.startswith(PLUGIN_PREFIX):
            return name
        try:
            model = backbone_models.find(name)
        except KeyError:
            near = backbone_models.near_matches(name)
            hint = f" Did you mean {' or '.join(near)}?" if near else " GET /v1/catalog/backbones lists all."
            raise PydanticCustomError(
                "unknown_backbone", "{text}", {"text": f"There is no backbone {name}.{hint}"}
            ) from None
        tag = name.partition(".")[2]
        if tag and name.startswith(TIMM_PREFIX) and tag not in model.tags:
            tags = ", ".join(model.tags) or "none"
            text = f"timm has no weights with the tag {tag} for this model; it has: {tags}"
            raise PydanticCustomError("unknown_tag", "{text}", {"text": text})
        return name

    @field_validator("width", "stem", "patch_size", "params")
    @classmethod
    def _applies(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.data.get("name", "")
        field = str(info.field_name)
        if value == cls.model_fields[field].default or not name:
            return value
        if field in {"width", "stem"} and name not in OWN_RESNETS:
            text = f"{name} has no such choice: only {', '.join(OWN_RESNETS)} have"
            raise PydanticCustomError("not_applicable", "{text}", {"text": text})
        if field == "patch_size" and not (name.startswith(TIMM_PREFIX) and backbone_models.find(name).tokens):
            text = (
                f"{name} has no such choice: only timm's plain vision transformers (timm/vit_..., timm/deit_...) have"
            )
            raise PydanticCustomError("not_applicable", "{text}", {"text": text})
        if field == "params" and not name.startswith(PLUGIN_PREFIX):
            raise PydanticCustomError("not_applicable", "only plugins (names that begin with plugin:) take params")
        return value

    @field_validator("weights")
    @classmethod
    def _exist(cls, weights: BackboneWeights, info: ValidationInfo) -> BackboneWeights:
        name = info.data.get("name", "")
        if weights is BackboneWeights.NONE or not name:
            return weights
        if name.startswith(PLUGIN_PREFIX):
            raise PydanticCustomError("not_applicable", "plugins choose their weights by their params")
        if name.startswith(TIMM_PREFIX):
            if weights is BackboneWeights.IMAGENET:
                raise PydanticCustomError("not_applicable", "timm's weights are called pretrained here")
            if not backbone_models.find(name).tags:
                raise PydanticCustomError("not_applicable", "timm has no pretrained weights for this model")
        return weights

    @model_validator(mode="after")
    def _weights_fit(self) -> Self:
        if self.weights is not BackboneWeights.NONE and self.patch_size is not None:
            raise ValueError("pretrained weights fit the model's own patch_size only: leave it out")
        return self

    @property
    def is_plugin(self) -> bool:
        """Whether only workers with some plugin know it."""
        return self.name.startswith(PLUGIN_PREFIX)

    @property
    def facts(self) -> Model:
        """What the list of models says. Raises KeyError for a plugin."""
        return backbone_models.find(self.name)

    @property
    def timm_name(self) -> str:
        """The name without `timm/`."""
        return self.name.removeprefix(TIMM_PREFIX)

    @property
    def feature_dim(self) -> int:
        """D of the (N, D) matrix that the backbone makes after pooling. Raises KeyError for a plugin."""
        if self.name in OWN_RESNETS:
            return self.width * 8 * (1 if self.name in _BASIC_BLOCKS else 4)
        return self.facts.dim

    @property
    def has_tokens(self) -> bool:
        """Whether methods can mask patches of it. A plugin's network says so itself: here it counts as no."""
        return not self.is_plugin and self.facts.tokens

    @property
    def patch(self) -> int | None:
        """Side of a patch of a vision transformer, pixels; None for other networks."""
        return None if self.is_plugin else self.patch_size or self.facts.patch

    @property
    def default_image_size(self) -> int:
        """What to use when nobody says: the size of the model's pretrained weights, pixels."""
        return 224 if self.is_plugin or self.patch_size is not None else self.facts.size

    @property
    def takes_several_sizes(self) -> bool:
        """Whether one and the same network takes images of several sizes."""
        return self.is_plugin or self.facts.sizing is Sizing.ANY or self.facts.tokens

    def size_problem(self, image_size: int) -> str | None:
        """Why square inputs of `image_size` pixels cannot work, in words; None when nothing is known against them."""
        if self.is_plugin or self.name in OWN_RESNETS:
            return None
        patch = self.patch
        if patch is not None and image_size % patch:
            below = image_size - image_size % patch
            near = " or ".join(str(size) for size in (below, below + patch) if size >= _SMALLEST)
            return f"{self.name} cuts images into patches of {patch} px, and {image_size} is no multiple: take {near}."
        return None

    def resolve_stem(self, image_size: int) -> Stem:
        """The stem to build for square inputs of `image_size` pixels."""
        if self.stem is not Stem.AUTO:
            return self.stem
        return Stem.SMALL if self.name in OWN_RESNETS and image_size <= _SMALL_UP_TO else Stem.IMAGENET

    @property
    def described(self) -> str:
        """Name and size in words."""
        words = [self.name]
        if self.name in OWN_RESNETS:
            words.append(f"of width {self.width}")
        if self.patch is not None:
            words.append(f"with patches of {self.patch} px")
        return " ".join(words)

    def difference(self, has: "Backbone", stem: Stem, image_size: int) -> str | None:
        """How a network `has`, built with `stem`, differs from this one at `image_size` px; None when weights fit."""
        fields = ("width", "patch", "params", "architecture")
        if any(getattr(self, field) != getattr(has, field) for field in fields):
            return f"is a {has.described}, and the job wants a {self.described}: leave backbone out, or make it equal"
        if self.resolve_stem(image_size) is not stem:
            return (
                f"has the stem '{stem}', and the job's stem '{self.stem}' means '{self.resolve_stem(image_size)}' at "
                f"{image_size} px: set backbone.stem to '{stem}'"
            )
        return None

    @property
    def architecture(self) -> str:
        """The name without the tag of pretrained weights."""
        return self.name.partition(".")[0] if self.name.startswith(TIMM_PREFIX) else self.name
