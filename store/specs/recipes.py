"""Filling in what a train spec leaves open, the same way wherever it is read."""

from store.specs.automatic import UNKNOWN_SIZE, Auto, Choice, choose
from store.specs.jobs import TrainSpec
from store.specs.methods import Method
from store.specs.optimizers import Optimizer, Schedule
from store.specs.plugins import PluginMethod
from store.specs.presets import TransformPreset
from store.specs.transforms import Transform


class CompleteTrainSpec(TrainSpec):
    """A train spec that leaves nothing open: all that the numbers of a run follow from."""

    method: Method | PluginMethod
    optimizer: Optimizer
    schedule: Schedule
    transform: Transform


def complete(spec: TrainSpec, *, n_images: int | None = None) -> CompleteTrainSpec:
    """`spec` with method, optimizer, schedule and transform set: those that are null come from the method's recipe.

    `auto` becomes the method for `n_images`, by default for a dataset of unknown size. A transform that is given by
    name becomes the views it stands for. Papers warm up for ten epochs of hundreds: of a short run a recipe's warm-up
    takes a tenth.
    """
    method = spec.method
    if isinstance(method, Auto):
        method = choice(spec, n_images=n_images).method
    recipe = method.recipe(spec.backbone, spec.image_size)
    warmup = min(recipe.schedule.warmup_epochs, spec.epochs / 10)
    schedule = recipe.schedule.model_copy(update={"warmup_epochs": warmup})
    open_fields = {"optimizer": recipe.optimizer, "schedule": schedule, "transform": recipe.transform}
    filled = {name: value for name, value in open_fields.items() if getattr(spec, name) is None}
    if isinstance(spec.transform, TransformPreset):
        filled["transform"] = spec.transform.resolve(recipe.transform, spec.image_size)
    given = {name: getattr(spec, name) for name in type(spec).model_fields}
    return CompleteTrainSpec.model_validate(given | filled | {"method": method})


def choice(spec: TrainSpec, *, n_images: int | None = None) -> Choice:
    """What `auto` becomes in `spec`, for `n_images` images."""
    known = UNKNOWN_SIZE if n_images is None else n_images
    return choose(
        spec.backbone,
        image_size=spec.image_size,
        n_images=known,
        batch_size=spec.batch_size,
        images_seen=None if spec.time_budget_minutes is not None else known * spec.epochs,
        minutes=spec.time_budget_minutes,
    )
