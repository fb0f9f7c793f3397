"""What can go wrong, each with the code and HTTP status a caller sees; nothing else of an exception ever leaves."""

from http import HTTPStatus

_INTERNAL = "INTERNAL"


class InvalidSettings(Exception):
    """The environment of the container is not usable; holds every problem."""

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class InferenceError(Exception):
    """A request that fails for a reason its caller may know."""

    def __init__(self, code: str, status: HTTPStatus, message: str):
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message

    @property
    def is_internal(self) -> bool:
        """Whether the model is at fault rather than the request or the storage."""
        return self.code == _INTERNAL


def invalid_request(message: str) -> InferenceError:
    return InferenceError("INVALID_REQUEST", HTTPStatus.BAD_REQUEST, message)


def body_too_large(most: int) -> InferenceError:
    return InferenceError(
        "BODY_TOO_LARGE", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the request body is larger than {most} bytes"
    )


def object_missing(key: str) -> InferenceError:
    return InferenceError("OBJECT_MISSING", HTTPStatus.NOT_FOUND, f"there is no object {key}")


def storage_failed(key: str) -> InferenceError:
    return InferenceError("STORAGE_FAILED", HTTPStatus.BAD_GATEWAY, f"the storage did not serve {key}")


def picture_too_large(key: str, message: str) -> InferenceError:
    return InferenceError("PICTURE_TOO_LARGE", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{key}: {message}")


def picture_broken(key: str, message: str) -> InferenceError:
    return InferenceError("PICTURE_BROKEN", HTTPStatus.UNPROCESSABLE_ENTITY, f"{key}: {message}")


def no_face(role: str) -> InferenceError:
    return InferenceError("NO_FACE", HTTPStatus.UNPROCESSABLE_ENTITY, f"no face was found in the {role} picture")


def loading() -> InferenceError:
    return InferenceError("NOT_READY", HTTPStatus.SERVICE_UNAVAILABLE, "the model is not loaded yet")


def stopping() -> InferenceError:
    return InferenceError("STOPPING", HTTPStatus.SERVICE_UNAVAILABLE, "the server is stopping")


def queue_full(size: int) -> InferenceError:
    return InferenceError(
        "QUEUE_FULL", HTTPStatus.SERVICE_UNAVAILABLE, f"all {size} places of the queue are taken; try again later"
    )


def queue_timeout(seconds: float) -> InferenceError:
    return InferenceError(
        "QUEUE_TIMEOUT", HTTPStatus.SERVICE_UNAVAILABLE, f"the model was busy for {seconds:g} seconds; try again later"
    )


def predict_timeout(seconds: float) -> InferenceError:
    return InferenceError(
        "PREDICT_TIMEOUT", HTTPStatus.GATEWAY_TIMEOUT, f"the picture was not finished within {seconds:g} seconds"
    )


def internal(message: str = "the picture could not be made") -> InferenceError:
    return InferenceError(_INTERNAL, HTTPStatus.INTERNAL_SERVER_ERROR, message)
