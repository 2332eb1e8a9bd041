from typing import Literal

TorchvisionSourceName = Literal['CIFAR10', 'CIFAR100', 'FashionMNIST', 'ImageFolder', 'KMNIST', 'MNIST']

TORCHVISION_SOURCE_NAME_VALUES: set[TorchvisionSourceName] = { 'CIFAR10', 'CIFAR100', 'FashionMNIST', 'ImageFolder', 'KMNIST', 'MNIST',  }

def check_torchvision_source_name(value: str) -> TorchvisionSourceName:
    if value in TORCHVISION_SOURCE_NAME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TORCHVISION_SOURCE_NAME_VALUES!r}")
