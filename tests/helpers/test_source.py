"""What is read off an answer's code: what is empty, which names it uses, which definition it is."""

import linecache
import warnings

import pytest

from helpers.checks import source


def defined(text, name, filename="<cell>"):
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    namespace = {}
    exec(compile(text, filename, "exec"), namespace)
    return namespace[name]


def test_what_python_reads_is_a_tree_without_a_fault_and_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = source.parsed("path = '\\d'\n")
    assert (len(found.tree.body), found.line, found.fault) == (1, None, "")


@pytest.mark.parametrize(
    ("text", "line", "faults"),
    [
        pytest.param("x = 1\ndef f(:\n", 2, ("SyntaxError: invalid syntax (line 2)",), id="no Python"),
        pytest.param("if x:\ny\n", 2, ("IndentationError: expected an indented block",), id="no block"),
        pytest.param("x = 1\0", 0, ("ValueError: ", "SyntaxError: "), id="null byte"),
        pytest.param("-" * 100_000 + "1", 0, ("RecursionError: ", "MemoryError: "), id="too deep"),
    ],
)
def test_what_python_cannot_read_is_told_by_line_and_fault(text, line, faults):
    found = source.parsed(text)
    assert (found.tree, found.line) == (None, line)
    assert found.fault.startswith(faults)


def test_the_facts_of_several_answers_name_whose_each_is():
    first, second = defined("def f(x):\n    return x.mean()", "f"), defined("def g(x):\n    ...", "g")
    assert source.facts({"f": first, "g": second}) == {"unwritten": ["g"], "uses": ["f: mean", "mean"]}


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
    "body",
    ["w.g()", "w.h(g=1)", "g = w; g()", "[g for g in w]", "import g", "w.g = 1"],
)
def test_a_function_of_the_learners_is_not_called_by_its_namesake(body):
    text = f"def g(w):\n    w.backward(retain_graph=True)\ndef f(w):\n    {body}\n"
    assert "retain_graph" not in source.names_used(defined(text, "f"))


@pytest.mark.parametrize(
    "body",
    ["g(w)", "return [g(v) for v in w]", "return map(g, w)", "h = lambda: g(w)", "class A:\n        made = g(1)"],
)
def test_a_function_of_the_learners_is_followed_wherever_its_name_is_read(body):
    text = f"def g(w):\n    w.backward(retain_graph=True)\ndef f(w):\n    {body}\n"
    assert "retain_graph" in source.names_used(defined(text, "f"))


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
