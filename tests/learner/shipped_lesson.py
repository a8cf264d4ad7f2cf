"""A small lesson as the course ships it."""


def notebook(text):
    """A shipped lesson of two cells, with what the build and jupytext put into it."""
    return {
        "cells": [
            {"cell_type": "markdown", "id": "question", "metadata": {}, "source": [text]},
            {
                "cell_type": "code",
                "id": "answer",
                "metadata": {"tags": ["exercise"]},
                "execution_count": 1,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": ["6\n"]}],
                "source": ["print(6)"],
            },
        ],
        "metadata": {
            "jupytext": {"formats": "ipynb,py:percent"},
            "kernelspec": {"name": "python3"},
            "course": {"a": 1},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
