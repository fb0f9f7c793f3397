"""The interface every model has."""

from abc import ABC, abstractmethod
from pathlib import Path

from gallery_inference.decode import Picture


class Backend(ABC):
    """A model: made and loaded once, then asked for one picture after the other, always by the same thread."""

    # Whether `predict` needs a second picture.
    needs_target: bool
    # Whether `load` gets a folder with the files of the image's lock file, each one checked.
    needs_weights: bool

    @abstractmethod
    def load(self, weights: Path | None) -> None:
        """Prepares for `predict`; there is no network."""

    @abstractmethod
    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        """Returns a new picture; there is no network.

        `scratch` is an empty folder for this call alone, removed afterwards. Raises `errors.no_face` when a picture
        shows none; any other exception is a fault of the model.
        """
