"""Writes the Dockerfile, the .dockerignore and the buildspec of every image from the templates beside this file.

    python3 containers/tools/generate.py

The images differ in a few words; one source keeps them from drifting apart. A test fails when a file is not up to date.
"""

from dataclasses import dataclass
from pathlib import Path

_CONTAINERS = Path(__file__).parents[1]
_TEMPLATES = Path(__file__).parent / "templates"
FILES = ("Dockerfile", "Dockerfile.dockerignore", "buildspec.yml")


@dataclass(frozen=True)
class Image:
    """What differs between the images."""

    model: str
    title: str
    # Environment of the model, from when it is first loaded.
    environment: tuple[str, ...]
    # Packages that only the build of source packages needs.
    unneeded: tuple[str, ...]

    def render(self, template: str) -> str:
        """Replaces `{name}` for the names above alone; braces of shell and JSON stay."""
        values = {
            "model": self.model,
            "title": self.title,
            "environment": " \\\n    ".join(self.environment),
            "unneeded": " ".join(self.unneeded),
        }
        for name, value in values.items():
            template = template.replace("{" + name + "}", value)
        return template


_SERVER = ("PYTHONPATH=/opt/gallery/server",)
IMAGES = (
    Image(
        "facechain",
        "FaceChain's face fusion",
        # Here ModelScope keeps the index of its own source, which takes long to make.
        (*_SERVER, "GALLERY_BACKEND=facechain", "MODELSCOPE_CACHE=/opt/gallery/cache"),
        # ModelScope uses setuptools at run time.
        ("wheel",),
    ),
    Image(
        "gfpgan",
        "GFPGAN's face restoration",
        (*_SERVER, "GALLERY_BACKEND=gfpgan"),
        ("cython", "wheel", "setuptools"),
    ),
)


def rendered() -> dict[Path, str]:
    """Every generated file with its content."""
    notice = "# Made by containers/tools/generate.py from its templates: do not edit.\n"
    return {
        _CONTAINERS / image.model / name: notice + image.render((_TEMPLATES / name).read_text(encoding="utf-8"))
        for image in IMAGES
        for name in FILES
    }


if __name__ == "__main__":
    for path, content in rendered().items():
        path.write_text(content, encoding="utf-8")
