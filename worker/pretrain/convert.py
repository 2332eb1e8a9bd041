"""Handing a backbone on: the same network in the formats of other tools, each checked before it is called done."""

import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from store.specs.backbone_models import TIMM_PREFIX
from store.specs.checkpoints import CheckpointFormat, conversion_problem, is_resnet
from worker.pretrain.export import BackboneCard, LoadedBackbone, load_backbone
from worker.reporting import UserError

TOLERANCE = 1e-4
"""How much the features of an ONNX model may differ from torch's, as a share of the largest of them."""


def convert(source: Path, target: Path, to: CheckpointFormat) -> None:
    """Write the backbone file `source` in another format to `target`.

    Raises UserError when the format has no place for this network, or cannot express what it does.
    """
    loaded = load_backbone(source)
    problem = conversion_problem(loaded.card.backbone, loaded.card.stem, to)
    if problem is not None:
        raise UserError(problem)
    match to:
        case CheckpointFormat.SAFETENSORS:
            target.write_bytes(source.read_bytes())
        case CheckpointFormat.TIMM:
            state = timm_state(loaded)
            tensors = {key: value.contiguous() for key, value in state.items()}
            save_file(tensors, target, metadata={"winnow": loaded.card.model_dump_json(), "format": "pt"})
        case CheckpointFormat.DETECTRON2:
            _save_detectron2(loaded, target)
        case CheckpointFormat.TORCH_EXPORT:
            _save_program(loaded, target)
        case CheckpointFormat.ONNX:
            _save_onnx(loaded, target)


def timm_state(loaded: LoadedBackbone) -> dict[str, Tensor]:
    """The weights under timm's names. ResNets have the same in torchvision and timm."""
    state = loaded.backbone.native_state_dict()
    if loaded.card.backbone.name.startswith(TIMM_PREFIX) or is_resnet(loaded.card.backbone):
        return state
    return {_timm_vit_name(key): value for key, value in state.items()}


_TIMM_VIT = (
    ("encoder.layers.encoder_layer_", "blocks."),
    ("encoder.pos_embedding", "pos_embed"),
    ("encoder.ln.", "norm."),
    ("class_token", "cls_token"),
    ("conv_proj.", "patch_embed.proj."),
    ("self_attention.in_proj_", "attn.qkv."),
    ("self_attention.out_proj.", "attn.proj."),
    ("ln_1.", "norm1."),
    ("ln_2.", "norm2."),
    ("mlp.0.", "mlp.fc1."),
    ("mlp.3.", "mlp.fc2."),
)


def _timm_vit_name(key: str) -> str:
    for theirs, timms in _TIMM_VIT:
        key = key.replace(theirs, timms)
    return key


def detectron2_state(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of a torchvision ResNet under the names of detectron2's: `res2.0.conv1.norm.weight` and the like."""
    return {_detectron2_name(key): value for key, value in state.items() if not key.endswith("num_batches_tracked")}


def _detectron2_name(key: str) -> str:
    parts = key.split(".")
    if parts[0].startswith("layer"):
        stage = int(parts[0].removeprefix("layer")) + 1
        head, rest = [f"res{stage}", parts[1]], parts[2:]
    else:
        head, rest = ["stem"], parts
    match rest:
        case ["downsample", "0", *tail]:
            rest = ["shortcut", *tail]
        case ["downsample", "1", *tail]:
            rest = ["shortcut", "norm", *tail]
        case [name, *tail] if name.startswith("bn"):
            rest = [name.replace("bn", "conv"), "norm", *tail]
    return ".".join([*head, *rest])


def _save_detectron2(loaded: LoadedBackbone, target: Path) -> None:
    content = {
        "model": detectron2_state(loaded.backbone.native_state_dict()),
        # Their checkpointer then looks for the place of the names in a detector, whatever stands before them there.
        "matching_heuristics": True,
        "__author__": "winnow",
    }
    torch.save(content, target)


def _save_program(loaded: LoadedBackbone, target: Path) -> None:
    images = _images(loaded.card)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = _exported(loaded.backbone, images)
            torch.export.save(program, target, extra_files={"winnow.json": loaded.card.model_dump_json()})
            again: Any = torch.export.load(target).module()
    except Exception as error:
        raise _inexpressible(loaded, "torch.export", error) from error
    with torch.no_grad():
        _compare(again(images[:3]), loaded.backbone(images[:3]), "torch.export")


def _save_onnx(loaded: LoadedBackbone, target: Path) -> None:
    import onnx
    import onnxruntime

    images = _images(loaded.card)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _exported(loaded.backbone, images),
                (images,),
                target,
                input_names=["images"],
                output_names=["features"],
                dynamo=True,
                external_data=False,
                verbose=False,
            )
            model = onnx.load(target)
            onnx.helper.set_model_props(model, {"winnow": loaded.card.model_dump_json()})
            onnx.save(model, target)
            session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise _inexpressible(loaded, "ONNX", error) from error
    for count in (1, 3):
        (features,) = session.run(None, {session.get_inputs()[0].name: images[:count].numpy()})
        with torch.no_grad():
            _compare(torch.from_numpy(features), loaded.backbone(images[:count]), "ONNX")


def _exported(backbone: nn.Module, images: Tensor) -> torch.export.ExportedProgram:
    return torch.export.export(backbone, (images,), dynamic_shapes=({0: torch.export.Dim("batch")},))


def _images(card: BackboneCard) -> Tensor:
    size = card.image_size
    return torch.randn(4, 3, size, size, generator=torch.Generator().manual_seed(0))


def _compare(features: Tensor, expected: Tensor, format_: str) -> None:
    difference = float((features - expected).abs().max() / expected.abs().max().clamp(min=1e-6))
    if features.shape != expected.shape or not difference <= TOLERANCE:
        raise UserError(
            f"the {format_} model makes other features than torch: they differ by a share of {difference:.2g}"
        )


def _inexpressible(loaded: LoadedBackbone, format_: str, error: Exception) -> UserError:
    reason = f"{type(error).__name__}: {str(error).partition(chr(10))[0][:300]}"
    return UserError(f"{loaded.card.backbone.name} cannot be written as {format_} ({reason}): try another format")
