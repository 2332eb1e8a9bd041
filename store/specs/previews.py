"""A look at what a transform does, before training with it."""

from typing import Literal, Self

from pydantic import Field, model_validator

from store.specs.backbones import Backbone
from store.specs.base import DatasetId, ImageSize, SampleId, Seed
from store.specs.job_request import JobRequest
from store.specs.methods import Method, SimCLR
from store.specs.presets import TransformChoice, TransformPreset
from store.specs.transforms import Transform

# A picture of this many pixels is drawn and packed within seconds.
MAX_PREVIEW_PIXELS = 2**23


class PreviewSpec(JobRequest):
    """Draw views of one sample as training would, into a picture. It is removed a day later, with its job."""

    kind: Literal["preview"] = "preview"
    dataset_id: DatasetId
    sample_id: SampleId
    transform: TransformChoice | None = Field(default=None, description="null takes the views of the method's recipe")
    method: Method = SimCLR()
    backbone: Backbone = Backbone()
    image_size: ImageSize = 64
    n_views: int = Field(default=16, ge=1, le=64, description="of each kind: query, key and local")
    seed: Seed = 0
    format: Literal["png", "webp"] = "png"

    @model_validator(mode="after")
    def _picture_is_bounded(self) -> Self:
        pixels = self.n_views * self.image_size**2
        if pixels > MAX_PREVIEW_PIXELS:
            raise ValueError(f"{self.n_views} views of {self.image_size} px make too large a picture: lower one")
        return self

    def views(self) -> Transform:
        """What is drawn, with names and recipes resolved."""
        recipe = self.method.recipe(self.backbone, self.image_size).transform
        if self.transform is None:
            return recipe
        if isinstance(self.transform, TransformPreset):
            return self.transform.resolve(recipe, self.image_size)
        return self.transform
