"""The generated files are what their templates say."""

from pathlib import Path

import generate
import pytest


@pytest.mark.parametrize("path", generate.rendered(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_generated_file_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generate.rendered()[path], "run: python3 containers/tools/generate.py"


def test_every_placeholder_is_replaced() -> None:
    for path, content in generate.rendered().items():
        for name in ("model", "title", "environment", "unneeded"):
            assert "{" + name + "}" not in content, path


def test_every_model_has_every_file() -> None:
    models = {path.parent.name for path in Path(generate.__file__).parents[1].glob("*/requirements.in")}

    assert {(path.parent.name, path.name) for path in generate.rendered()} == {
        (model, name) for model in models for name in generate.FILES
    }
