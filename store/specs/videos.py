"""Which frames of a video become samples."""

from typing import Self

from pydantic import Field, model_validator

from store.specs.base import Spec

DEFAULT_FPS = 1.0


class VideoSampling(Spec):
    """Give at most one of the three. Without any, one frame per second is taken: neighbours hardly differ."""

    every_nth: int | None = Field(default=None, ge=1, le=1_000_000, description="frame 0, n, 2n ...; 1 takes them all")
    fps: float | None = Field(
        default=None, gt=0, le=1000, description="at most one frame in each interval of 1/fps seconds"
    )
    scene_threshold: float | None = Field(
        default=None,
        ge=0.01,
        le=1,
        description="the first frame, and every frame whose change against the last one exceeds this; 0.3 finds cuts",
    )

    @model_validator(mode="after")
    def _at_most_one(self) -> Self:
        if sum(rule is not None for rule in (self.every_nth, self.fps, self.scene_threshold)) > 1:
            raise ValueError("give at most one of every_nth, fps and scene_threshold")
        return self
