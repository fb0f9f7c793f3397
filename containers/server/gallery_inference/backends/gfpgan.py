"""GFPGAN 1.4: restores every face of a picture."""

import os
from pathlib import Path

from gallery_inference import errors
from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture

# Where facexlib looks for its detection and parsing models, relative to the working folder; GFPGAN's own lie beside
# them.
_FOLDER = "gfpgan/weights"


class Gfpgan(Backend):
    """Keeps the picture's size; only faces change."""

    needs_target = False
    needs_weights = True

    def load(self, weights: Path | None) -> None:
        assert weights is not None
        os.chdir(weights)
        # Imported here: it takes seconds and needs libraries that only this backend's image has.
        from gfpgan import GFPGANer

        self._restorer = GFPGANer(
            model_path=str(weights / _FOLDER / "GFPGANv1.4.pth"),
            upscale=1,
            arch="clean",
            channel_multiplier=2,
            bg_upsampler=None,
        )

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        _, faces, restored = self._restorer.enhance(source, has_aligned=False, only_center_face=False, paste_back=True)
        if not faces:
            raise errors.no_face("source")
        return restored
