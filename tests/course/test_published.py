"""course/published.py: where the course is published is read from one place, and what nothing can open is refused."""

import pytest

from course.published import DOCUMENTATION, REPOSITORY, AddressError, address


def publish(root, lines):
    (root / "pyproject.toml").write_text(f'[project]\nname = "one"\n{lines}\n')


@pytest.mark.parametrize(
    "given", ["https://github.com/me/it", "https://github.com/me/it/", "https://github.com/me/it.git"]
)
def test_an_address_is_read_without_what_may_end_it(tmp_path, given):
    publish(tmp_path, f'[project.urls]\nRepository = "{given}"')
    assert address(tmp_path, REPOSITORY) == "https://github.com/me/it"
    assert address(tmp_path, DOCUMENTATION) == ""


def test_nothing_has_to_be_set(tmp_path):
    assert address(tmp_path, REPOSITORY) == ""  # a folder of lessons alone
    publish(tmp_path, "")
    assert address(tmp_path, REPOSITORY) == ""


@pytest.mark.parametrize(
    "given",
    [
        "git@github.com:me/it",
        "http://github.com/me/it",
        "github.com/me/it",
        "https://github.com/me/it it",
        'https://a/\\"b',
    ],
    ids=["of ssh", "not encrypted", "no scheme", "a space", "a quote"],
)
def test_what_cannot_be_opened_is_refused_by_name(tmp_path, given):
    publish(tmp_path, f'[project.urls]\nDocumentation = "{given}"')
    with pytest.raises(AddressError, match=r"\[project.urls\] Documentation is .*; expected an address such as https"):
        address(tmp_path, DOCUMENTATION)
