"""What holds for every test of the course."""

import gc

# Torch and the tests leave half a million objects that stay. Looking through them as often as Python does by itself
# takes a tenth of the run.
gc.set_threshold(50_000, 20, 20)

# Files that take longest, the longest first: a worker that began one of them last would be alone with it at the end.
LONGEST = (
    "tests/helpers/test_exercises.py",
    "tests/marking/test_no_solution_returned.py",
    "tests/marking/test_marked_class.py",
    "tests/classroom/test_dask.py",
    "packages/warm-kernels/tests/test_provisioner.py",
    "packages/nbval-tolerance/tests/test_tolerance_plugin.py",
    "tests/classroom/test_attacks.py",
    "tests/classroom/test_wall.py",
    "tests/classroom/test_two_languages.py",
    "tests/classroom/test_grade.py",
    "tests/classroom/test_parent.py",
    "tests/marking/test_anonymous.py",
    "tests/authoring/test_build.py",
    "tests/learner/test_lab.py",
    "tests/checking/test_audit.py",
    "tests/lessons/test_exercises_transfer.py",
    "tests/classroom/test_diff.py",
    "tests/course/test_lesson_libraries.py",
    "tests/classroom/test_one_sheet.py",
    "packages/nbval-tolerance/tests/test_tolerance_installed_alone.py",
    "packages/warm-kernels/tests/test_warm_kernels_alone.py",
    "tests/helpers/test_record.py",
    "tests/marking/test_returned_text.py",
    "tests/marking/test_a_later_run.py",
    "tests/marking/test_class_page_with_marks.py",
    "tests/learner/test_wheel.py",
    "tests/site/test_sample_report.py",
    "tests/site/test_pages_beside.py",
    "tests/site/test_slides.py",
)


def pytest_collection_modifyitems(items):
    """Order the tests by file: the longest, the notebooks, the others; workers take the files in this order."""
    places = {file: place for place, file in enumerate(LONGEST)}

    def place(item):
        file = item.nodeid.partition("::")[0]
        return places.get(file, len(places) + (not file.endswith(".ipynb")))

    items.sort(key=place)
