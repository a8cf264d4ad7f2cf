"""The workflows run what the README and the Makefile have, and need no more rights than they use."""

import importlib.util
import re
import shlex

import pytest
import yaml

from course.__main__ import VERBS
from course.places import ROOT
from course.site.command import SITE

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def jobs(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]


def commands(path):
    return [step["run"] for job in jobs(path).values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_command_is_one_that_the_course_has(path):
    for words in map(shlex.split, (one.replace("\\", "/") for one in commands(path))):
        if words[0] == "make":
            assert words[1] in TARGETS, words
        elif "course" in words:
            assert words[words.index("course") + 1] in VERBS, words
        elif "-m" in words and words[words.index("-m") + 1].startswith("tests."):
            assert importlib.util.find_spec(words[words.index("-m") + 1]), words
        else:
            assert words == ["bash", ".ci/run"] or words[:4] == ["python3", "-m", "pip", "install"], words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_job_ends_in_an_hour_and_may_only_read_unless_it_publishes(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        publishes = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        assert job.get("permissions", {}) == ({"pages": "write", "id-token": "write"} if publishes else {})


def test_what_is_published_is_what_make_site_made():
    build = jobs(ROOT / ".github" / "workflows" / "pages.yml")["build"]
    uploads = [step["with"]["path"] for step in build["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert "make site" in commands(ROOT / ".github" / "workflows" / "pages.yml") and uploads == [SITE]
