"""What a search for neighbours starts from, told apart by `type`."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from store.specs.base import SampleId, Spec, UploadId
from store.specs.samples import SampleFilter


class SampleQuery(Spec):
    """A sample of the dataset; it is not among its own neighbours."""

    type: Literal["sample"] = "sample"
    sample_id: SampleId


class VectorQuery(Spec):
    """A vector of the embedding's dimension."""

    type: Literal["vector"] = "vector"
    vector: list[float] = Field(min_length=1, max_length=65_536)


class ImageQuery(Spec):
    """An image that was uploaded to the dataset with ingest=false: it is embedded by the network of the embedding."""

    type: Literal["image"] = "image"
    upload_id: UploadId


NeighborQuery = Annotated[SampleQuery | VectorQuery | ImageQuery, Field(discriminator="type")]


class SampleCondition(SampleFilter):
    """Facts that a sample must have, all of them; bounds are inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid")
