"""The reviewed requirements and their lock files."""

from pathlib import Path

import pytest
import requirements
from requirements import InvalidRequirements, check_lock, read_reviewed

_CONTAINERS = Path(__file__).parents[1]
_REVIEWED = sorted(_CONTAINERS.glob("*/requirements*.in"))
_A, _B = "a" * 64, "b" * 64


def _files(tmp_path: Path, reviewed: str, lock: str) -> tuple[Path, Path]:
    paths = tmp_path / "requirements.in", tmp_path / "requirements.lock"
    for path, text in zip(paths, (reviewed, lock), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.mark.parametrize("path", _REVIEWED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_requirement_is_pinned_exactly(path: Path) -> None:
    assert len(read_reviewed(path)) > 0


@pytest.mark.parametrize("path", _REVIEWED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_lock_file_is_either_not_made_yet_or_whole(path: Path) -> None:
    lock = path.with_suffix(".lock")
    text = lock.read_text(encoding="utf-8")

    if "--hash" in text:
        check_lock(path, lock)
    else:
        # Says so to whoever opens it, and stops the build.
        assert "not made yet" in text
        assert requirements.main([str(path), str(lock)]) == 1


def test_both_images_share_the_versions_of_what_both_hold() -> None:
    pinned = [
        {pin.name: str(pin) for pin in read_reviewed(_CONTAINERS / model / "requirements.in")}
        for model in ("facechain", "gfpgan")
    ]
    differ = {name for name in pinned[0].keys() & pinned[1].keys() if pinned[0][name] != pinned[1][name]}

    # FaceChain's Aliyun SDK needs jmespath below 1.
    assert differ == {"jmespath"}


def test_a_lock_that_fits_is_accepted(tmp_path: Path) -> None:
    url = "https://example.com/b-1.whl"
    files = _files(
        tmp_path,
        f"# why\na==1.0  # because\n\nb @ {url}\n",
        f"# made\na==1.0 --hash=sha256:{_A} --hash=sha256:{_B}\nb @ {url} --hash=sha256:{_B}\n",
    )

    check_lock(*files)
    assert requirements.main([str(path) for path in files]) == 0


@pytest.mark.parametrize(
    ("reviewed", "lock", "complaint"),
    [
        ("a==1.0", "", "does not hold a==1.0; make it anew"),
        ("a==1.0", f"a==1.1 --hash=sha256:{_A}", r"does not hold a==1\.0"),
        ("a==1.0", f"a==1.0 --hash=sha256:{_A}\nb==1.0 --hash=sha256:{_A}", r"still holds b==1\.0"),
        ("a==1.0", "a==1.0", "line 1: a==1.0 has no sha256"),
        ("a==1.0", f"a==1.0 --hash=md5:{_A}", "has no sha256"),
        ("a==1.0", f"a==1.0 --hash=sha256:{_A[1:]}", "has no sha256"),
        ("a>=1.0", "", "line 1: 'a>=1.0' is not name==version"),
        ("a", "", "is not name==version"),
        ("a==1.*", "", "is not name==version"),
        ("--index-url https://example.com", "", "is not name==version"),
        ("a==1.0\na==1.1", "", "line 2: a stands there twice"),
    ],
)
def test_what_pins_less_is_refused(
    tmp_path: Path, reviewed: str, lock: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = _files(tmp_path, reviewed, lock)

    with pytest.raises(InvalidRequirements, match=complaint):
        check_lock(*files)
    assert requirements.main([str(path) for path in files]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_lock_is_said(tmp_path: Path) -> None:
    reviewed, lock = _files(tmp_path, "a==1.0", "")
    lock.unlink()

    with pytest.raises(InvalidRequirements, match=r"requirements\.lock cannot be read"):
        check_lock(reviewed, lock)
