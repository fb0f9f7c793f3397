import hashlib
from pathlib import Path

import pytest

from gallery_inference import weights
from gallery_inference.weights import InvalidLock, LockedFile, WeightsChanged, WeightsMissing


def _locked(path: str, content: bytes) -> LockedFile:
    return LockedFile(hashlib.sha256(content).hexdigest(), path, f"https://example.com/{path}")


def _written(folder: Path, path: str, content: bytes) -> LockedFile:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    return _locked(path, content)


def test_the_first_folder_that_holds_the_model_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "ml", tmp_path / "image"
    first.mkdir()
    files = [_written(second, "a/model.pth", b"model"), _written(second, "a/parts.pth", b"parts")]
    assert weights.find([first, second], files) == second

    _written(first, "a/model.pth", b"model")
    _written(first, "a/parts.pth", b"parts")
    assert weights.find([first, second], files) == first


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path, "model.pth", b"model")
    (tmp_path / "model.pth").write_bytes(b"model with another line of code")

    with pytest.raises(WeightsChanged, match=file.sha256):
        weights.find([tmp_path], [file])


def test_a_folder_with_half_a_model_is_refused(tmp_path: Path) -> None:
    present = _written(tmp_path, "model.pth", b"model")

    with pytest.raises(WeightsMissing, match=r"parts\.pth is missing"):
        weights.find([tmp_path], [present, _locked("parts.pth", b"parts")])


def test_no_folder_is_said_with_all_that_were_searched(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"model\.pth is in none of .*one, .*two"):
        weights.find([tmp_path / "one", tmp_path / "two"], [_locked("model.pth", b"")])


def test_a_lock_is_read(tmp_path: Path) -> None:
    digest = "0" * 64
    lock = tmp_path / "weights.lock"
    lock.write_text(f"# why\n\n{digest}  a/b.pth  https://example.com/b.pth?x=1\n", encoding="utf-8")

    assert weights.read_lock(lock) == (LockedFile(digest, "a/b.pth", "https://example.com/b.pth?x=1"),)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("? a.pth https://example.com", "line 1: not a sha256"),
        (f"{'0' * 63} a.pth https://example.com", "line 1: not a sha256"),
        (f"{'A' * 64} a.pth https://example.com", "line 1: not a sha256"),
        (f"{'0' * 64} ../a.pth https://example.com", "leaves the folder"),
        (f"{'0' * 64} /a.pth https://example.com", "leaves the folder"),
        (
            f"{'0' * 64} a.pth https://x\n{'0' * 64} a.pth https://x",
            "line 2: a.pth leaves the folder or stands there twice",
        ),
        ("# nothing yet", "names no file yet"),
    ],
)
def test_a_lock_that_says_less_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    lock = tmp_path / "weights.lock"
    lock.write_text(line, encoding="utf-8")

    with pytest.raises(InvalidLock, match=complaint):
        weights.read_lock(lock)


def test_a_missing_lock_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidLock, match="cannot be read"):
        weights.read_lock(tmp_path / "weights.lock")
