"""What a listing of samples may ask for. Every field is an allow-listed fact of a sample; nothing else can be named."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from store.specs.base import SampleId


class SampleStatus(StrEnum):
    OK = "ok"
    CORRUPT = "corrupt"
    DUPLICATE = "duplicate"


class SampleKind(StrEnum):
    IMAGE = "image"
    FRAME = "frame"
    """A frame of a video."""
    CROP = "crop"
    """A box or a grid tile of another sample."""


class SampleSort(StrEnum):
    """The fact to sort by, `-` for the largest first. Samples without the fact come last either way."""

    POSITION = "position"
    POSITION_DESC = "-position"
    FILENAME = "filename"
    FILENAME_DESC = "-filename"
    SIZE = "size"
    SIZE_DESC = "-size"
    TAKEN = "taken"
    TAKEN_DESC = "-taken"
    SHARPNESS = "sharpness"
    SHARPNESS_DESC = "-sharpness"
    LUMINANCE = "luminance"
    LUMINANCE_DESC = "-luminance"
    CONTRAST = "contrast"
    CONTRAST_DESC = "-contrast"
    COLORFULNESS = "colorfulness"
    COLORFULNESS_DESC = "-colorfulness"
    SNR = "snr"
    SNR_DESC = "-snr"

    @property
    def fact(self) -> str:
        return self.value.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.value.startswith("-")


# PostgreSQL has no text with NUL in it.
Label = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00]*$")]
Prefix = Annotated[str, StringConstraints(min_length=1, max_length=1024, pattern=r"^[^\x00]*$")]
Pixels = Annotated[int, Field(ge=0, lt=2**31)]
Bytes = Annotated[int, Field(ge=0, lt=2**63)]
# Bounds are inclusive. NaN compares with nothing.
Bound = Annotated[float, Field(allow_inf_nan=False)]


class SampleFilter(BaseModel):
    """Facts that a sample must have, all of them. A field that is left out does not matter; bounds are inclusive."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    status: list[SampleStatus] | None = Field(default=None, description="any of these")
    kind: list[SampleKind] | None = Field(default=None, description="any of these")
    label: list[Label] | None = Field(default=None, max_length=100, description="any of these weak labels")
    format: list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,16}$")]] | None = Field(
        default=None, max_length=16, description="any of these file formats, e.g. jpeg"
    )
    filename_prefix: Prefix | None = Field(default=None, description="how the filename begins, e.g. train/cats/")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    phash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] | None = Field(
        default=None, description="exactly this perceptual hash"
    )
    video_id: Annotated[str, StringConstraints(pattern=r"^vid_[0-9a-z]{26}$")] | None = Field(
        default=None, description="frames of this video"
    )
    parent_id: SampleId | None = Field(default=None, description="crops of this sample")
    width_min: Pixels | None = None
    width_max: Pixels | None = None
    height_min: Pixels | None = None
    height_max: Pixels | None = None
    size_min: Bytes | None = Field(default=None, description="bytes")
    size_max: Bytes | None = Field(default=None, description="bytes")
    sharpness_min: Bound | None = None
    sharpness_max: Bound | None = None
    luminance_min: Bound | None = None
    luminance_max: Bound | None = None
    contrast_min: Bound | None = None
    contrast_max: Bound | None = None
    colorfulness_min: Bound | None = None
    colorfulness_max: Bound | None = None
    snr_min: Bound | None = None
    snr_max: Bound | None = None
    uniform_row_ratio_min: Bound | None = None
    uniform_row_ratio_max: Bound | None = None
    taken_after: AwareDatetime | None = Field(default=None, description="taken at this moment or later")
    taken_before: AwareDatetime | None = Field(default=None, description="taken at this moment or earlier")

    @model_validator(mode="after")
    def _ranges_are_not_empty(self) -> Self:
        for name in RANGES:
            low, high = self.bounds(name)
            if low is not None and high is not None and low > high:
                raise ValueError(f"{name}_min is larger than {name}_max: nothing can match")
        return self

    def bounds(self, name: str) -> tuple[float | None, float | None]:
        """The inclusive bounds of one of RANGES."""
        return getattr(self, f"{name}_min"), getattr(self, f"{name}_max")


RANGES = ("width", "height", "size", "sharpness", "luminance", "contrast", "colorfulness", "snr", "uniform_row_ratio")
