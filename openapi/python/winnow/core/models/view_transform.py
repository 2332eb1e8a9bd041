from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="ViewTransform")



@_attrs_define
class ViewTransform:
    """ Crop, flips, rotation, blur, colours, solarization, noise, cutout and jigsaw, each with its own probability.

    This order is fixed, which makes it the fast way: what has the probability 0 costs nothing. `{"ops": [...]}` in its
    place lets you choose the order. The defaults are the SimCLR recipe at colour strength 0.5. For digits, text or
    anything that has a handedness set `horizontal_flip` to 0; for greyscale images set `hue`, `saturation` and
    `grayscale` to 0.

        Attributes:
            crop_scale_min (float | Unset): smallest cropped share of the area Default: 0.2.
            crop_scale_max (float | Unset):  Default: 1.0.
            crop_ratio_min (float | Unset): smallest width / height of a crop Default: 0.75.
            crop_ratio_max (float | Unset):  Default: 1.3333333333333333.
            horizontal_flip (float | Unset):  Default: 0.5.
            vertical_flip (float | Unset):  Default: 0.0.
            rotate_90 (float | Unset): probability of a turn by 90, 180 or 270 degrees Default: 0.0.
            rotation (float | Unset): probability of a turn by any angle; corners are mirrored Default: 0.0.
            rotation_degrees (float | Unset): largest turn to either side Default: 15.0.
            color_jitter (float | Unset):  Default: 0.8.
            brightness (float | Unset):  Default: 0.4.
            contrast (float | Unset):  Default: 0.4.
            saturation (float | Unset):  Default: 0.2.
            hue (float | Unset): share of the colour circle Default: 0.1.
            grayscale (float | Unset):  Default: 0.2.
            gaussian_blur (float | Unset): skipped on inputs of 40 px and less Default: 0.5.
            blur_sigma_min (float | Unset): pixels at a 224 px crop, scaled with it Default: 0.1.
            blur_sigma_max (float | Unset):  Default: 2.0.
            solarize (float | Unset):  Default: 0.0.
            gaussian_noise (float | Unset):  Default: 0.0.
            noise_sigma_min (float | Unset): share of the range from black to white Default: 0.01.
            noise_sigma_max (float | Unset):  Default: 0.05.
            cutout (float | Unset): probability of a rectangle of mean colour Default: 0.0.
            cutout_scale_min (float | Unset): smallest hidden share of the view Default: 0.02.
            cutout_scale_max (float | Unset):  Default: 0.33.
            jigsaw (float | Unset): probability of shuffled tiles Default: 0.0.
            jigsaw_grid (int | Unset): tiles along each side Default: 3.
     """

    crop_scale_min: float | Unset = 0.2
    crop_scale_max: float | Unset = 1.0
    crop_ratio_min: float | Unset = 0.75
    crop_ratio_max: float | Unset = 1.3333333333333333
    horizontal_flip: float | Unset = 0.5
    vertical_flip: float | Unset = 0.0
    rotate_90: float | Unset = 0.0
    rotation: float | Unset = 0.0
    rotation_degrees: float | Unset = 15.0
    color_jitter: float | Unset = 0.8
    brightness: float | Unset = 0.4
    contrast: float | Unset = 0.4
    saturation: float | Unset = 0.2
    hue: float | Unset = 0.1
    grayscale: float | Unset = 0.2
    gaussian_blur: float | Unset = 0.5
    blur_sigma_min: float | Unset = 0.1
    blur_sigma_max: float | Unset = 2.0
    solarize: float | Unset = 0.0
    gaussian_noise: float | Unset = 0.0
    noise_sigma_min: float | Unset = 0.01
    noise_sigma_max: float | Unset = 0.05
    cutout: float | Unset = 0.0
    cutout_scale_min: float | Unset = 0.02
    cutout_scale_max: float | Unset = 0.33
    jigsaw: float | Unset = 0.0
    jigsaw_grid: int | Unset = 3





    def to_dict(self) -> dict[str, Any]:
        crop_scale_min = self.crop_scale_min

        crop_scale_max = self.crop_scale_max

        crop_ratio_min = self.crop_ratio_min

        crop_ratio_max = self.crop_ratio_max

        horizontal_flip = self.horizontal_flip

        vertical_flip = self.vertical_flip

        rotate_90 = self.rotate_90

        rotation = self.rotation

        rotation_degrees = self.rotation_degrees

        color_jitter = self.color_jitter

        brightness = self.brightness

        contrast = self.contrast

        saturation = self.saturation

        hue = self.hue

        grayscale = self.grayscale

        gaussian_blur = self.gaussian_blur

        blur_sigma_min = self.blur_sigma_min

        blur_sigma_max = self.blur_sigma_max

        solarize = self.solarize

        gaussian_noise = self.gaussian_noise

        noise_sigma_min = self.noise_sigma_min

        noise_sigma_max = self.noise_sigma_max

        cutout = self.cutout

        cutout_scale_min = self.cutout_scale_min

        cutout_scale_max = self.cutout_scale_max

        jigsaw = self.jigsaw

        jigsaw_grid = self.jigsaw_grid


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if crop_scale_min is not UNSET:
            field_dict["crop_scale_min"] = crop_scale_min
        if crop_scale_max is not UNSET:
            field_dict["crop_scale_max"] = crop_scale_max
        if crop_ratio_min is not UNSET:
            field_dict["crop_ratio_min"] = crop_ratio_min
        if crop_ratio_max is not UNSET:
            field_dict["crop_ratio_max"] = crop_ratio_max
        if horizontal_flip is not UNSET:
            field_dict["horizontal_flip"] = horizontal_flip
        if vertical_flip is not UNSET:
            field_dict["vertical_flip"] = vertical_flip
        if rotate_90 is not UNSET:
            field_dict["rotate_90"] = rotate_90
        if rotation is not UNSET:
            field_dict["rotation"] = rotation
        if rotation_degrees is not UNSET:
            field_dict["rotation_degrees"] = rotation_degrees
        if color_jitter is not UNSET:
            field_dict["color_jitter"] = color_jitter
        if brightness is not UNSET:
            field_dict["brightness"] = brightness
        if contrast is not UNSET:
            field_dict["contrast"] = contrast
        if saturation is not UNSET:
            field_dict["saturation"] = saturation
        if hue is not UNSET:
            field_dict["hue"] = hue
        if grayscale is not UNSET:
            field_dict["grayscale"] = grayscale
        if gaussian_blur is not UNSET:
            field_dict["gaussian_blur"] = gaussian_blur
        if blur_sigma_min is not UNSET:
            field_dict["blur_sigma_min"] = blur_sigma_min
        if blur_sigma_max is not UNSET:
            field_dict["blur_sigma_max"] = blur_sigma_max
        if solarize is not UNSET:
            field_dict["solarize"] = solarize
        if gaussian_noise is not UNSET:
            field_dict["gaussian_noise"] = gaussian_noise
        if noise_sigma_min is not UNSET:
            field_dict["noise_sigma_min"] = noise_sigma_min
        if noise_sigma_max is not UNSET:
            field_dict["noise_sigma_max"] = noise_sigma_max
        if cutout is not UNSET:
            field_dict["cutout"] = cutout
        if cutout_scale_min is not UNSET:
            field_dict["cutout_scale_min"] = cutout_scale_min
        if cutout_scale_max is not UNSET:
            field_dict["cutout_scale_max"] = cutout_scale_max
        if jigsaw is not UNSET:
            field_dict["jigsaw"] = jigsaw
        if jigsaw_grid is not UNSET:
            field_dict["jigsaw_grid"] = jigsaw_grid

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        crop_scale_min = d.pop("crop_scale_min", UNSET)

        crop_scale_max = d.pop("crop_scale_max", UNSET)

        crop_ratio_min = d.pop("crop_ratio_min", UNSET)

        crop_ratio_max = d.pop("crop_ratio_max", UNSET)

        horizontal_flip = d.pop("horizontal_flip", UNSET)

        vertical_flip = d.pop("vertical_flip", UNSET)

        rotate_90 = d.pop("rotate_90", UNSET)

        rotation = d.pop("rotation", UNSET)

        rotation_degrees = d.pop("rotation_degrees", UNSET)

        color_jitter = d.pop("color_jitter", UNSET)

        brightness = d.pop("brightness", UNSET)

        contrast = d.pop("contrast", UNSET)

        saturation = d.pop("saturation", UNSET)

        hue = d.pop("hue", UNSET)

        grayscale = d.pop("grayscale", UNSET)

        gaussian_blur = d.pop("gaussian_blur", UNSET)

        blur_sigma_min = d.pop("blur_sigma_min", UNSET)

        blur_sigma_max = d.pop("blur_sigma_max", UNSET)

        solarize = d.pop("solarize", UNSET)

        gaussian_noise = d.pop("gaussian_noise", UNSET)

        noise_sigma_min = d.pop("noise_sigma_min", UNSET)

        noise_sigma_max = d.pop("noise_sigma_max", UNSET)

        cutout = d.pop("cutout", UNSET)

        cutout_scale_min = d.pop("cutout_scale_min", UNSET)

        cutout_scale_max = d.pop("cutout_scale_max", UNSET)

        jigsaw = d.pop("jigsaw", UNSET)

        jigsaw_grid = d.pop("jigsaw_grid", UNSET)

        view_transform = cls(
            crop_scale_min=crop_scale_min,
            crop_scale_max=crop_scale_max,
            crop_ratio_min=crop_ratio_min,
            crop_ratio_max=crop_ratio_max,
            horizontal_flip=horizontal_flip,
            vertical_flip=vertical_flip,
            rotate_90=rotate_90,
            rotation=rotation,
            rotation_degrees=rotation_degrees,
            color_jitter=color_jitter,
            brightness=brightness,
            contrast=contrast,
            saturation=saturation,
            hue=hue,
            grayscale=grayscale,
            gaussian_blur=gaussian_blur,
            blur_sigma_min=blur_sigma_min,
            blur_sigma_max=blur_sigma_max,
            solarize=solarize,
            gaussian_noise=gaussian_noise,
            noise_sigma_min=noise_sigma_min,
            noise_sigma_max=noise_sigma_max,
            cutout=cutout,
            cutout_scale_min=cutout_scale_min,
            cutout_scale_max=cutout_scale_max,
            jigsaw=jigsaw,
            jigsaw_grid=jigsaw_grid,
        )

        return view_transform

