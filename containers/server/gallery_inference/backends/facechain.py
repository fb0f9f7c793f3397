"""FaceChain's face fusion: ModelScope's `damo/cv_unet_face_fusion_torch` with the face detector it asks for.

The model's repository holds code as well as weights. Both are vendored by the lock file, reviewed and checked by
sha256.
"""

import os
from pathlib import Path

import cv2
import numpy as np

from gallery_inference import errors
from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture

# Also a relative path: ModelScope asks its hub only for what the working folder does not hold. The model names its
# detector by such an id, so that one is found in the same way.
_MODEL = "damo/cv_unet_face_fusion_torch"


class FaceChain(Backend):
    """Gives the target the source's face."""

    needs_target = True
    needs_weights = True

    def load(self, weights: Path | None) -> None:
        assert weights is not None
        os.chdir(weights)
        # Imported here: it takes seconds and needs libraries that only this backend's image has.
        from modelscope.outputs import OutputKeys
        from modelscope.pipelines import pipeline

        self._output = OutputKeys.OUTPUT_IMG
        self._fusion = pipeline("face_fusion_torch", model=_MODEL)

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        assert target is not None
        # The pipeline reads files; a lossless format keeps what was decoded.
        user, template = scratch / "user.png", scratch / "template.png"
        for path, picture in ((user, source), (template, target)):
            if not cv2.imwrite(str(path), picture):
                raise OSError(f"{path.name} could not be written")
        fused = self._fusion({"template": str(template), "user": str(user)})[self._output]
        # Without a face the model answers with the template as it read it, red first; with one, blue first.
        if np.array_equal(fused, target) or np.array_equal(fused, target[:, :, ::-1]):
            raise errors.no_face("source or target")
        return np.ascontiguousarray(fused, dtype=np.uint8)
