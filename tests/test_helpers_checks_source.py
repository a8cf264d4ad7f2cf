"""What is read off an answer's code: what is empty, which names it uses, which definition it is."""

import linecache

import pytest

from helpers.checks import source


def defined(text, name, filename="<cell>"):
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    namespace = {}
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


@pytest.mark.parametrize(
    "body", ["...", "pass", "return", "return None", "return ...", '"""What it does."""', "...\n    pass"]
)
def test_a_function_without_code_is_unwritten(body):
    assert source.unwritten(defined(f"def f(x):\n    {body}\n", "f")) == ["f"]


@pytest.mark.parametrize(
    "body", ["return 2", "return x", "print(x)", "return x[...]", "raise ValueError", "x = 1", "return 'a'"]
)
def test_a_function_with_code_is_not(body):
    assert source.unwritten(defined(f"def f(x):\n    {body}\n", "f")) == []


def test_dots_left_in_a_loop_are_unwritten_and_those_of_an_index_are_not():
    assert source.unwritten(defined("def f(x):\n    for _ in x:\n        ...\n    return x", "f")) == ["f"]
    assert source.unwritten(defined("def f(x):\n    for _ in x:\n        x[...] = 1\n    return x", "f")) == []


def test_the_empty_methods_of_a_class_are_named():
    text = "class A:\n    def one(self): return 1\n    def two(self): ...\n    def three(self): pass"
    assert source.unwritten(defined(text, "A")) == ["two", "three"]


def test_names_are_found_in_attributes_keywords_and_functions_of_the_learners():
    text = (
        "def g(w):\n    w.data -= 1\ndef f(w):\n    h = lambda: g(w)\n    w.backward(retain_graph=True)\n    return h"
    )
    assert {"data", "backward", "retain_graph"} <= set(source.names_used(defined(text, "f")))


@pytest.mark.parametrize(
    "line",
    [
        "w.data -= 1",
        "w.data = 1",
        "w.data.sub_(1)",
        "w.data[0].x.data.mul_(2)",
        "w.data[0] = 1",
        "w.data[...] -= 1",
        "w.data[:] = 1",
    ],
)
def test_an_attribute_that_is_written_is_told_apart(line):
    assert ".data =" in source.names_used(defined(f"def f(w):\n    {line}\n", "f"))


@pytest.mark.parametrize(
    "line", ["w -= w.data", "w = data", "w.data.item()", "w.data.__len__()", "w.sub_(w.data)", "w.grad.data.zero_()"]
)
def test_an_attribute_that_is_read_is_not_written(line):
    assert ".data =" not in source.names_used(defined(f"def f(w):\n    {line}\n", "f"))


def test_a_decorated_method_is_read_without_its_decorator():
    text = (
        "import torch\nclass A:\n"
        "    @torch.no_grad()\n    def one(self): ...\n"
        "    @torch.no_grad()\n    def two(self): x"
    )
    assert source.unwritten(defined(text, "A")) == ["one"]
    assert source.names_used(defined(text, "A")) == ["x"]


def test_functions_that_call_each_other_are_read_once():
    text = "def f(x):\n    return g(x)\ndef g(x):\n    return f(x)"
    assert source.names_used(defined(text, "f")) == ["f", "g"]


def test_the_definition_is_that_of_the_object_and_not_the_last_of_its_name():
    first = defined("def f():\n    return 1\nkeep = f\ndef f():\n    return 2", "keep")
    assert source.ast.unparse(source.definition_of(first)) == "def f():\n    return 1"


def test_a_decorated_function_has_a_definition():
    text = "import functools\n@functools.lru_cache\ndef g(): ...\n@staticmethod\ndef f():\n    return 1"
    assert (
        source.definition_of(defined(text, "f").__func__ if hasattr(defined(text, "f"), "__func__") else None).name
        == "f"
    )


@pytest.mark.parametrize("answer", [len, 3, None, lambda: 1, type("Made", (), {})])
def test_what_has_no_definition_has_no_digest(answer):
    assert source.digest([source.definition_of(answer)]) is None


def test_a_source_that_has_changed_on_disk_is_no_source():
    function = defined("def f():\n    return 1", "f", "<changed>")
    linecache.cache["<changed>"] = (1, None, ["def f(:\n"], "<changed>")
    assert source.definition_of(function) is None
