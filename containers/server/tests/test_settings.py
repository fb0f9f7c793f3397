import dataclasses
import re
from pathlib import Path

import pytest

from gallery_inference import settings
from gallery_inference.errors import InvalidSettings
from gallery_inference.settings import Settings

LEAST = {
    "GALLERY_BACKEND": "opencv-swap",
    "GALLERY_BUCKET": "gallery-dev-images-123456789012",
    "AWS_REGION": "eu-west-1",
}
_README = Path(__file__).parents[2] / "README.md"


def test_three_variables_are_enough() -> None:
    read = Settings.of(LEAST)

    assert read.backend == "opencv-swap"
    assert read.bucket == "gallery-dev-images-123456789012"
    assert read.region == "eu-west-1"
    assert read.endpoint_url is None
    assert read.port == 8080
    assert read.host == "0.0.0.0"
    assert read.output_prefixes == ("images/face-swapped/", "images/results/")
    assert read.weights_path == (Path("/opt/ml/model"), Path("/opt/gallery/weights"))


def test_a_realtime_call_is_answered_within_sagemakers_60_seconds_by_default() -> None:
    read = Settings.of(LEAST)

    assert read.queue_timeout_seconds + read.predict_timeout_seconds < 60
    assert read.shutdown_seconds < 30


def test_a_snapshot_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings.of(LEAST).port = 1  # type: ignore[misc]


def test_every_problem_is_reported_at_once() -> None:
    with pytest.raises(InvalidSettings) as failure:
        Settings.of(
            {
                "GALLERY_BUCKET": "Not_A_Bucket",
                "GALLERY_MAX_PIXELS": "many",
                "GALLERY_QUEUE_SIZE": "-1",
                "GALLERY_PREDICT_TIMEOUT_SECONDS": "inf",
                "GALLERY_OUTPUT_PREFIXES": "images/results",
                "GALLERY_WEIGHTS_PATH": "weights",
                "GALLERY_LOG_LEVEL": "loud",
                "GALLERY_PORT": "65536",
            }
        )

    reported = {problem.split()[0] for problem in failure.value.problems}
    assert reported == {
        "GALLERY_BACKEND",
        "GALLERY_BUCKET",
        "AWS_REGION",
        "GALLERY_MAX_PIXELS",
        "GALLERY_QUEUE_SIZE",
        "GALLERY_PREDICT_TIMEOUT_SECONDS",
        "GALLERY_OUTPUT_PREFIXES",
        "GALLERY_WEIGHTS_PATH",
        "GALLERY_LOG_LEVEL",
        "GALLERY_PORT",
    }


def test_a_problem_says_what_is_wanted() -> None:
    with pytest.raises(InvalidSettings) as failure:
        Settings.of(LEAST | {"GALLERY_SHUTDOWN_SECONDS": "45"})

    assert failure.value.problems == ("GALLERY_SHUTDOWN_SECONDS is '45': it must be seconds, above 0 and at most 29",)


@pytest.mark.parametrize("value", ["nan", "0", "-3", "", " "])
def test_times_are_positive(value: str) -> None:
    environment = LEAST | {"GALLERY_LOAD_TIMEOUT_SECONDS": value}

    if value == "":
        assert Settings.of(environment).load_timeout_seconds == 600
    else:
        with pytest.raises(InvalidSettings):
            Settings.of(environment)


def test_sagemakers_own_variables_are_second_choice() -> None:
    assert Settings.of(LEAST | {"SAGEMAKER_BIND_TO_PORT": "9000"}).port == 9000
    assert Settings.of(LEAST | {"SAGEMAKER_BIND_TO_PORT": "9000", "GALLERY_PORT": "9001"}).port == 9001
    without_region = {name: value for name, value in LEAST.items() if name != "AWS_REGION"}
    assert Settings.of(without_region | {"AWS_DEFAULT_REGION": "us-east-2"}).region == "us-east-2"


def test_the_readme_lists_exactly_these_variables() -> None:
    table = _README.read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    documented = re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)

    assert sorted(documented) == sorted(settings.VARIABLES)
    assert len(documented) == len(dataclasses.fields(Settings)) + 2  # Two variables of AWS are second choices.
