"""`method: auto`: which method fits the dataset, the network and the time, and why."""

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, Union, get_args

from pydantic import Field

from store.specs.backbones import Backbone, BackboneWeights
from store.specs.methods import DINO, Method, MethodSpec, MoCoV3, Recipe, ReSA, SimCLR, SwAV, VISReg
from store.specs.methods.settings import is_transformer
from store.specs.plugins import PluginMethod

_FEW, _MANY = 5_000, 100_000
_SMALLEST_FOR_ASSIGNMENTS = 128
# Images seen in training, all epochs together, below which methods with a slow teacher have not got going.
_SHORT = 1_000_000
_SHORT_MINUTES = 60
UNKNOWN_SIZE = 10_000


class Auto(MethodSpec):
    """Choose the method by the size of the dataset, the images, the backbone, the batch and the length of the run.

    The job's log and result say which one it became and why. Use it when in doubt.
    """

    name: Literal["auto"] = "auto"
    family: ClassVar[Literal["automatic"]] = "automatic"

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        """That of the method it becomes for a dataset of unknown size."""
        choice = choose(backbone, image_size=image_size, n_images=UNKNOWN_SIZE, batch_size=256)
        return choice.method.recipe(backbone, image_size)


class Choice(NamedTuple):
    """A method, and one sentence that says why it was taken."""

    method: Method
    reason: str


def choose(
    backbone: Backbone,
    *,
    image_size: int,
    n_images: int,
    batch_size: int,
    images_seen: int | None = None,
    minutes: float | None = None,
) -> Choice:
    """The method for a run that sees at most `images_seen` images (all epochs together) in at most `minutes`.

    None is as many, or as long, as it likes.
    """
    short = None
    if images_seen is not None and images_seen < _SHORT:
        short = f"{images_seen} images over all epochs are few"
    if minutes is not None and minutes < _SHORT_MINUTES:
        short = f"{minutes:g} minutes are short"
    if is_transformer(backbone):
        if n_images >= _MANY and not short:
            return Choice(DINO(), f"a vision transformer and {n_images} images: self-distillation over many crops")
        return Choice(
            VISReg(), f"a vision transformer and {n_images} images: a variance term holds where teachers are slow"
        )
    if backbone.weights is not BackboneWeights.NONE:
        return Choice(
            MoCoV3(), "a pretrained backbone: a momentum encoder keeps it close to what it knows while it adapts"
        )
    if short:
        return Choice(SimCLR(), f"{short}: contrasting views learns fastest from nothing")
    if batch_size < _SMALLEST_FOR_ASSIGNMENTS:
        return Choice(SwAV(), f"a batch of {batch_size} is small: a queue of earlier images makes up for it")
    if n_images < _FEW:
        return Choice(SimCLR(), f"{n_images} images are few: contrasting views is robust there")
    return Choice(
        ReSA(), f"a convolutional network, {n_images} images of {image_size} px and a batch of {batch_size}: of all "
        "methods with two views it learns most in long runs"
    )  # fmt: skip


if TYPE_CHECKING:
    TrainMethod = Method | Auto | PluginMethod
else:
    TrainMethod = Annotated[Union[(*get_args(get_args(Method)[0]), Auto, PluginMethod)], Field(discriminator="name")]
