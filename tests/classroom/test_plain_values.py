import json
import math

import numpy
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from course.classroom.jail.plain_values import MAX_BYTES, MAX_DEPTH, BadReply, pack, unpack

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)
ARRAYS = numpy_strategies.arrays(
    st.sampled_from(["bool", "uint8", "int64", "float16", "float32", "float64"]),
    numpy_strategies.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
)


def array_message(dtype="float64", shape=(2,), values=(1.0, 2.0), **more):
    return json.dumps({"array": {"dtype": dtype, "shape": shape, "values": values, **more}}).encode()


@settings(deadline=None, max_examples=60)
@given(VALUES)
def test_plain_values_come_back_as_they_were(value):
    returned = unpack(pack(value))
    assert returned == value
    assert repr(returned) == repr(value)  # 1, 1.0 and True are equal; tuples, -0.0 and the order of keys count too


@settings(deadline=None, max_examples=60)
@given(ARRAYS)
def test_arrays_come_back_bit_for_bit(array):
    returned = unpack(pack(array))
    assert returned.dtype == array.dtype
    assert returned.shape == array.shape
    numpy.testing.assert_array_equal(returned, array)
    numpy.testing.assert_array_equal(numpy.signbit(returned.astype(float)), numpy.signbit(array.astype(float)))


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32, torch.float64, torch.int64, torch.bool], ids=str)
def test_tensors_come_back_as_tensors_of_their_dtype(dtype):
    tensor = torch.tensor([[0.0, -1.5], [3.25, 1.0]]).to(dtype)
    returned = unpack(pack(tensor))
    assert returned.dtype == dtype
    assert torch.equal(returned, tensor)


def test_a_tensor_keeps_its_wish_for_a_gradient_but_not_its_graph():
    weight = torch.tensor(3.0, requires_grad=True)
    returned = unpack(pack(weight.square()))
    assert returned.requires_grad
    assert returned.is_leaf


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_spelled_out_and_comes_back(value):
    for container in (float, numpy.float32, torch.tensor):
        message = pack(container(value))
        assert json.loads(message, parse_constant=pytest.fail)
        assert repr(float(unpack(message))) == repr(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "object"),
        (lambda: 0, "function"),
        ({1: 2}, "dict"),
        (2**64, "64 bits"),
        (1j, "complex"),
        ("\ud800", "surrogate"),
        (numpy.array([1j]), "complex128"),
        (numpy.array([object()]), "dtype object"),
        (torch.tensor([1j]), "complex64"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_pack_refuses_what_has_no_plain_form(value, words):
    with pytest.raises(TypeError, match=words):
        pack([value])


def test_pack_refuses_values_too_long_or_too_deep():
    deep = []
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    with pytest.raises(ValueError, match="deep"):
        pack(deep)
    with pytest.raises(ValueError, match="bytes"):
        pack("a" * MAX_BYTES)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[1, 2", id="cut off"),
        pytest.param(b"1 2", id="two values"),
        pytest.param(b"\x80\x04K\x01.", id="a pickle"),
        pytest.param(b'"\xff"', id="not a character"),
        pytest.param(b'"\\ud800"', id="half a character"),
        pytest.param(b"NaN", id="a NaN that is not spelled out"),
        pytest.param(b"-Infinity", id="an infinity that is not spelled out"),
        pytest.param(b"1e999", id="a float that overflows"),
        pytest.param(b"9" * 5000, id="a whole number of 5000 digits"),
        pytest.param(b"1" + b" " * MAX_BYTES, id="too long"),
        pytest.param(b"[" * 400_000, id="opened 400000 deep"),
        pytest.param(b"[" * 400_000 + b"]" * 400_000, id="nested 400000 deep"),
        pytest.param(b"[" * (MAX_DEPTH + 1) + b"[]" + b"]" * (MAX_DEPTH + 1), id="nested just too deep"),
        pytest.param(b"{}", id="no tag"),
        pytest.param(b'{"verdict": "right"}', id="an unknown tag"),
        pytest.param(b'{"float": "nan", "float": "inf"}', id="a tag twice"),
        pytest.param(b'{"float": 1.0}', id="a float that needs no tag"),
        pytest.param(b'{"tuple": {"tuple": []}}', id="a tuple of no list"),
        pytest.param(b'{"dict": [["a", 1], ["a", 2]]}', id="a key twice"),
        pytest.param(b'{"dict": [["a"]]}', id="a key without a value"),
        pytest.param(b'{"dict": [[["a"], 1]]}', id="a key that is a list"),
        pytest.param(array_message(shape=(3,)), id="an array with a value missing"),
        pytest.param(array_message(shape=(-1, -2)), id="a shape below 0"),
        pytest.param(array_message(shape=(True, 2)), id="a shape that is true"),
        pytest.param(array_message(shape=(2.0,)), id="a shape that is a float"),
        pytest.param(array_message(shape=(1,) * 40 + (2,)), id="an array of 41 dimensions"),
        pytest.param(array_message(shape=(0,) + (1_000_000,) * 15, values=()), id="an empty array wider than memory"),
        pytest.param(array_message(dtype="object"), id="a dtype that can hold code"),
        pytest.param(array_message(dtype=["float64"]), id="a dtype that is a list"),
        pytest.param(array_message(values=(1, 2)), id="whole numbers among floats"),
        pytest.param(array_message(values=("nan", "1e3")), id="a string among floats"),
        pytest.param(array_message(values=(None, 1.0)), id="nothing among floats"),
        pytest.param(array_message(dtype="int64", values=(True, 1)), id="true among whole numbers"),
        pytest.param(array_message(dtype="uint8", values=(1, 256)), id="256 in a byte"),
        pytest.param(array_message(dtype="float32", values=(1.0, 1e300)), id="1e300 in a float32"),
        pytest.param(array_message(extra=1), id="an array with something added"),
        pytest.param(b'{"array": [1.0]}', id="an array that is a list"),
        pytest.param(
            b'{"tensor": {"dtype": "int64", "shape": [], "values": [1], "requires_grad": true}}',
            id="a whole number with a gradient",
        ),
    ],
)
def test_unpack_refuses_as_a_bad_reply(message):
    with pytest.raises(BadReply, match=r"^Found"):
        unpack(message)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60) | st.text('[]{}",:0123456789.eE-abdefilnorstuy ', max_size=60).map(str.encode))
def test_any_bytes_give_a_value_or_a_bad_reply(message):
    try:
        unpack(message)
    except BadReply as refusal:
        assert str(refusal)
