"""The numbers in an array or a tensor of any kind: sparse, quantised, masked, of any precision."""

import sys

import numpy as np

LARGEST = 100_000  # numbers
MOST_AXES = 8


def is_tensor(value) -> bool:
    """Whether the value is a tensor of torch, which is not imported to find out."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def from_tensor(tensor) -> np.ndarray | list | str:
    """A tensor's numbers as an array; a list of tensors for a nested one; what it is in words if it has no numbers."""
    tensor = tensor.detach()
    if tensor.is_meta:
        return "tensor on the meta device, which holds no numbers"
    if tensor.is_nested:
        return list(tensor.unbind())
    if tensor.numel() > LARGEST:
        return f"tensor of {tensor.numel()} numbers"
    if tensor.is_quantized:
        tensor = tensor.dequantize()
    if str(tensor.layout) != "torch.strided":
        tensor = tensor.to_dense()
    if tensor.is_floating_point() and tensor.dtype.itemsize < 4:  # NumPy has no bfloat16 and no float8
        tensor = tensor.float()
    return tensor.cpu().resolve_conj().resolve_neg().numpy()


def of_floats(array: np.ndarray | np.generic) -> np.ndarray | np.generic | str:
    """The array with its numbers as plain ones, whole or float; what it is in words if they are none, or too many."""
    if array.size > LARGEST:
        return f"array of {array.size} numbers"
    if array.ndim > MOST_AXES:
        return f"array with {array.ndim} axes"
    if array.dtype.kind == "c":  # torch.linalg.eigvals makes real eigenvalues complex
        if np.any(array.imag):
            return "array of complex numbers" if array.ndim else "complex number"
        array = array.real
    if isinstance(array, np.ma.MaskedArray):
        array = array.astype(np.float64).filled(np.nan) if array.dtype.kind in "biuf" else array.filled()
    if array.dtype.names:
        return "structured array"
    if array.dtype.kind == "f" and array.itemsize > 8:  # a long double has no other plain form
        array = array.astype(np.float64)
    return array if array.dtype.kind in "biuf" else f"array of {array.dtype}"
