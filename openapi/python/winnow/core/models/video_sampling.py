from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="VideoSampling")



@_attrs_define
class VideoSampling:
    """ Give at most one of the three. Without any, one frame per second is taken: neighbours hardly differ.

        Attributes:
            every_nth (int | None | Unset): frame 0, n, 2n ...; 1 takes them all
            fps (float | None | Unset): at most one frame in each interval of 1/fps seconds
            scene_threshold (float | None | Unset): the first frame, and every frame whose change against the last one
                exceeds this; 0.3 finds cuts
     """

    every_nth: int | None | Unset = UNSET
    fps: float | None | Unset = UNSET
    scene_threshold: float | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        every_nth: int | None | Unset
        if isinstance(self.every_nth, Unset):
            every_nth = UNSET
        else:
            every_nth = self.every_nth

        fps: float | None | Unset
        if isinstance(self.fps, Unset):
            fps = UNSET
        else:
            fps = self.fps

        scene_threshold: float | None | Unset
        if isinstance(self.scene_threshold, Unset):
            scene_threshold = UNSET
        else:
            scene_threshold = self.scene_threshold


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if every_nth is not UNSET:
            field_dict["every_nth"] = every_nth
        if fps is not UNSET:
            field_dict["fps"] = fps
        if scene_threshold is not UNSET:
            field_dict["scene_threshold"] = scene_threshold

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_every_nth(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        every_nth = _parse_every_nth(d.pop("every_nth", UNSET))


        def _parse_fps(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        fps = _parse_fps(d.pop("fps", UNSET))


        def _parse_scene_threshold(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        scene_threshold = _parse_scene_threshold(d.pop("scene_threshold", UNSET))


        video_sampling = cls(
            every_nth=every_nth,
            fps=fps,
            scene_threshold=scene_threshold,
        )

        return video_sampling

