"""Who imports whom, file by file, read from the source: arrows between modules, their circles, and arrows back up."""

import ast
import functools
from pathlib import Path


def modules_in(folder: Path) -> dict[str, str]:
    """The source of each module in a package by its dotted name; a package's own module goes by the package's name."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def arrows(sources: dict[str, str]) -> dict[str, set[str]]:
    """For each module the modules among them that it imports, wherever in it the import stands.

    Args:
        sources: the source of each module by its dotted name.
    """
    return {name: _imported(source, sources) - {name} for name, source in sources.items()}


@functools.cache  # most tests read the same modules
def _imports(source):
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]


def _imported(source, known):
    found = set()
    for node in _imports(source):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module:
            # `from a import b` takes the module a.b where there is one, else something out of a.
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in known else node.module for name in names}
    return found & known.keys()


def folded(graph: dict[str, set[str]], room_of) -> dict[str, set[str]]:
    """The arrows between rooms: those between their modules, without those inside one room."""
    found = {room_of(name): set() for name in graph}
    for name, others in graph.items():
        found[room_of(name)] |= {room_of(other) for other in others} - {room_of(name)}
    return found


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Ways that lead back to where they began, each from the first of its modules that was met."""
    found, done = [], set()

    def follow(name, way):
        if name in way:
            found.append([*way[way.index(name) :], name])
        elif name not in done:
            for other in sorted(graph[name]):
                follow(other, [*way, name])
            done.add(name)

    for name in sorted(graph):
        follow(name, [])
    return found


def back_up(graph: dict[str, set[str]], floor_of) -> list[str]:
    """Arrows to a higher floor, "module -> module"; a floor of None belongs to no house and has no arrows to keep."""
    pairs = [(name, other) for name, others in sorted(graph.items()) for other in sorted(others)]
    floors = [(name, other, floor_of(name), floor_of(other)) for name, other in pairs]
    return [f"{name} -> {other}" for name, other, mine, its in floors if None not in (mine, its) and its > mine]
