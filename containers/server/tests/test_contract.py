import json
from typing import Any

import pytest

from gallery_inference.contract import Invocation, parse
from gallery_inference.errors import InferenceError

_INPUT = ("images/",)
_OUTPUT = ("images/face-swapped/", "images/results/")
_GOOD = {
    "uuid": "0b0e7a52-7b3a-4a43-9f0b-3f2d2a1c9f10",
    "source": "images/face-cropped/a.jpeg",
    "target": "images/base-image/b.jpeg",
    "output": "images/face-swapped/c.jpeg",
}


def _parse(**changes: Any) -> Invocation:
    return parse(json.dumps({**_GOOD, **changes}).encode(), _INPUT, _OUTPUT)


def _refusal(body: bytes) -> str:
    with pytest.raises(InferenceError) as failure:
        parse(body, _INPUT, _OUTPUT)
    assert failure.value.status == 400
    assert failure.value.code == "INVALID_REQUEST"
    return failure.value.message


def test_a_fusion_names_two_pictures() -> None:
    assert _parse() == Invocation(_GOOD["uuid"], _GOOD["source"], _GOOD["target"], _GOOD["output"])


def test_a_restoration_needs_no_target() -> None:
    assert _parse(target=None).target is None
    without = {name: value for name, value in _GOOD.items() if name != "target"}
    assert parse(json.dumps(without).encode(), _INPUT, _OUTPUT).target is None


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"nul", b"[" * 100_000])
def test_what_is_not_json_is_refused(body: bytes) -> None:
    assert _refusal(body) == "the body is not JSON in UTF-8"


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"1"])
def test_what_is_not_an_object_is_refused(body: bytes) -> None:
    assert _refusal(body) == "the body must be a JSON object"


def test_unknown_fields_are_refused() -> None:
    assert "'bucket'" in _refusal(json.dumps({**_GOOD, "bucket": "another"}).encode())


@pytest.mark.parametrize("uuid", [None, 1, "", "a" * 65, "a b", "a\nb", "../a", "ä"])
def test_a_uuid_is_letters_digits_and_hyphens(uuid: Any) -> None:
    assert _refusal(json.dumps({**_GOOD, "uuid": uuid}).encode()).startswith("uuid must be")


@pytest.mark.parametrize(
    "key",
    [
        None,
        7,
        "",
        "images/",
        "/images/a.jpeg",
        "images//a.jpeg",
        "images/../secrets/a.jpeg",
        "images/./a.jpeg",
        "../images/a.jpeg",
        "images/..%2Fa.jpeg",
        "images/%2e%2e/a.jpeg",
        "images\\..\\a.jpeg",
        "images/a.jpeg\x00.png",
        "images/a.jpeg\n",
        "images/a.jpeg?versionId=1",
        "s3://another/images/a.jpeg",
        "https://example.com/images/a.jpeg",
        "file:///etc/passwd",
        "inference/input/a.json",
        "imagesx/a.jpeg",
        "images/" + "a" * 1024 + ".jpeg",
        "images/\u202egepj.a",
    ],
)
@pytest.mark.parametrize("field", ["source", "target", "output"])
def test_keys_cannot_leave_their_prefixes(field: str, key: Any) -> None:
    if field == "target" and key is None:
        return
    assert _refusal(json.dumps({**_GOOD, field: key}).encode()).startswith(f"{field} must ")


def test_pictures_that_visitors_upload_cannot_be_overwritten() -> None:
    message = _refusal(json.dumps({**_GOOD, "output": "images/face-image/a.jpeg"}).encode())

    assert message == "output must begin with images/face-swapped/ or images/results/"


def test_an_output_is_named_as_what_it_is() -> None:
    assert "JPEG" in _refusal(json.dumps({**_GOOD, "output": "images/results/a.png"}).encode())


def test_an_input_cannot_be_overwritten() -> None:
    both = "images/results/a.jpeg"
    assert "output must not be" in _refusal(json.dumps({**_GOOD, "source": both, "output": both}).encode())
