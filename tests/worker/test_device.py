"""Which device is chosen, and what it promises."""

import numpy as np
import pytest
import torch

from worker.device import Device, select_device
from worker.reporting import UserError

CPU = Device(torch.device("cpu"))


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_DEVICE", "cpu")
    device = select_device()
    assert device.torch == torch.device("cpu")
    assert device.name == "cpu"


def test_without_it_a_gpu_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WINNOW_DEVICE", raising=False)
    assert select_device().is_cuda == torch.cuda.is_available()


@pytest.mark.parametrize("wanted", ["cuda:99", "toaster", "mps"])
def test_a_device_that_does_not_exist_is_a_user_error(wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINNOW_DEVICE", wanted)
    with pytest.raises(UserError, match=wanted):
        select_device()


@pytest.mark.parametrize("precision", ["auto", "float32"])
def test_a_cpu_computes_in_float32_unless_told_otherwise(precision: str) -> None:
    layer = torch.nn.Linear(4, 4)
    with CPU.autocast("float32" if precision == "float32" else "auto"):
        assert layer(torch.zeros(1, 4)).dtype == torch.float32


def test_bfloat16_on_a_cpu_works_or_is_refused() -> None:
    layer = torch.nn.Linear(4, 4)
    try:
        context = CPU.autocast("bfloat16")
    except UserError as error:
        assert "bfloat16" in str(error)  # noqa: PT017 - whether it works depends on the chip
    else:
        with context:
            assert layer(torch.zeros(1, 4)).dtype == torch.bfloat16


def test_arrays_keep_their_type_and_modules_become_channels_last() -> None:
    array = np.arange(12, dtype=np.uint8).reshape(3, 4)
    tensor = CPU.to_device(array)
    assert tensor.dtype == torch.uint8
    assert np.array_equal(tensor.numpy(), array)
    placed = CPU.place(torch.nn.Conv2d(3, 4, 3))
    assert placed.weight.is_contiguous(memory_format=torch.channels_last)
