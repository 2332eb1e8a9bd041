"""What every parameter model has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Spec(BaseModel):
    """A frozen parameter model: unknown fields, NaN and infinities are errors, never surprises."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=False)


# A pipeline child may name a sibling instead of an id: "$train" is the main output of the child called "train".
CHILD_NAME_PATTERN = r"[a-z][a-z0-9_-]{0,39}"
ChildName = Annotated[str, StringConstraints(pattern=rf"^{CHILD_NAME_PATTERN}$")]

DatasetId = Annotated[str, StringConstraints(pattern=r"^ds_[0-9a-z]{26}$")]
UploadId = Annotated[str, StringConstraints(pattern=r"^up_[0-9a-z]{26}$")]
SampleId = Annotated[str, StringConstraints(pattern=r"^smp_[0-9a-z]{26}$")]
CheckpointRef = Annotated[str, StringConstraints(pattern=rf"^(ckpt_[0-9a-z]{{26}}|\${CHILD_NAME_PATTERN})$")]
EmbeddingRef = Annotated[str, StringConstraints(pattern=rf"^(emb_[0-9a-z]{{26}}|\${CHILD_NAME_PATTERN})$")]
SubsetRef = Annotated[str, StringConstraints(pattern=rf"^(sub_[0-9a-z]{{26}}|\${CHILD_NAME_PATTERN})$")]
# A score job may make several scores: "$name" is the first of them, "$name.margin" the one called margin.
ScoreRef = Annotated[
    str, StringConstraints(pattern=rf"^(scr_[0-9a-z]{{26}}|\${CHILD_NAME_PATTERN}(\.[a-z][a-z0-9_]{{0,59}})?)$")
]

Seed = Annotated[int, Field(ge=0, lt=2**31)]
Probability = Annotated[float, Field(ge=0, le=1)]
ImageSize = Annotated[int, Field(ge=16, le=1024, description="side of the square network input, pixels")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
