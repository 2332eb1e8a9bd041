"""Filling in what a train spec leaves open, the same way wherever it is read."""

from store.specs.jobs import TrainSpec
from store.specs.optimizers import Optimizer, Schedule
from store.specs.presets import TransformPreset
from store.specs.transforms import Transform


class CompleteTrainSpec(TrainSpec):
    """A train spec that leaves nothing open: all that the numbers of a run follow from."""

    optimizer: Optimizer
    schedule: Schedule
    transform: Transform


def complete(spec: TrainSpec) -> CompleteTrainSpec:
    """`spec` with optimizer, schedule and transform set: those that are null come from the method's recipe.

    A transform that is given by name becomes the views it stands for. Papers warm up for ten
    epochs of hundreds: of a short run a recipe's warm-up takes a tenth.
    """
    recipe = spec.method.recipe(spec.backbone, spec.image_size)
    warmup = min(recipe.schedule.warmup_epochs, spec.epochs / 10)
    schedule = recipe.schedule.model_copy(update={"warmup_epochs": warmup})
    open_fields = {"optimizer": recipe.optimizer, "schedule": schedule, "transform": recipe.transform}
    filled = {name: value for name, value in open_fields.items() if getattr(spec, name) is None}
    if isinstance(spec.transform, TransformPreset):
        filled["transform"] = spec.transform.resolve(recipe.transform, spec.image_size)
    return CompleteTrainSpec.model_validate({name: getattr(spec, name) for name in type(spec).model_fields} | filled)
