"""Calls that set a module up and do nothing else, such as ``torch.manual_seed(SEED)``: they belong to its import."""

from collections.abc import Iterator, Sequence

from course.classroom.planning.statements import IMPORT, OTHER, VALUE, Code, Statement


class Settings:
    """The settings of one notebook before a check, and the constants that they name."""

    def __init__(self, code: Sequence[Code], check: int) -> None:
        self.before = [(cell.position, one) for cell in code if cell.position <= check for one in cell.statements]
        binding: dict[str, list[tuple[int, Statement]]] = {}
        for place, one in self.before:
            for name in one.binds:
                binding.setdefault(name, []).append((place, one))
        # Bound once, to what reads nothing: ``SEED = 42`` is the same wherever it is read.
        self.constants = {
            name: found[0]
            for name, found in binding.items()
            if len(found) == 1 and found[0][1].kind == VALUE and not found[0][1].needs
        }

    def is_setting(self, statement: Statement, name: str) -> bool:
        """Whether a statement does no more to a name than call something on it, with constants."""
        return statement.kind == OTHER and statement.binds == {name} <= statement.needs <= {name, *self.constants}

    def of(self, chosen: dict[int, list[Statement]]) -> Iterator[tuple[int, list[Statement]]]:
        """The place and the settings of modules that the chosen statements import, and the constants in them."""
        held = {name for found in chosen.values() for one in found if one.kind == IMPORT for name in one.binds}
        for place, one in self.before:
            if any(self.is_setting(one, name) for name in held):
                yield place, [one]
                for name in one.needs - held:
                    where, constant = self.constants[name]
                    yield where, [constant]
