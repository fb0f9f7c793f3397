"""Keeps one worker alive and hands it one invocation at a time from a bounded queue.

A prediction that hangs cannot be stopped inside its own process, so the worker is killed and started anew; what that
costs is one load of the model, during which `/ping` answers 503.
"""

import logging
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, InvalidStateError
from http import HTTPStatus
from pathlib import Path
from typing import Any

from gallery_inference import errors, logs
from gallery_inference.contract import Invocation
from gallery_inference.settings import Settings
from gallery_inference.worker_process import WorkerDied, WorkerProcess, WorkerTimeout

_log = logging.getLogger(__name__)

# After an error on the GPU a process can use it no more, and every later picture fails too: start anew.
_FAILURES_BEFORE_RESTART = 3
# A worker that ends this often without one picture in between will not get better by itself.
_DEATHS_BEFORE_GIVING_UP = 4


class _Job:
    """An invocation that waits or runs."""

    def __init__(self, invocation: Invocation):
        self.invocation = invocation
        self.started = threading.Event()
        self.answer: Future[dict[str, Any]] = Future()

    def finish(self, outcome: dict[str, Any] | errors.InferenceError) -> None:
        """The first outcome counts: a stop and the worker's end may both answer the running job."""
        try:
            if isinstance(outcome, errors.InferenceError):
                self.answer.set_exception(outcome)
            else:
                self.answer.set_result(outcome)
        except InvalidStateError:
            return
        self.started.set()


class Supervisor:
    """Thread-safe: many threads may `submit`; one thread of its own talks to the worker."""

    def __init__(self, settings: Settings, environment: Mapping[str, str]):
        self._settings = settings
        self._environment = dict(environment)
        self._scratch = Path(tempfile.mkdtemp(prefix="gallery-inference-"))
        self._changed = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._running: _Job | None = None
        self._worker: WorkerProcess | None = None
        self._ready = False
        self._was_ready = False
        self._stopping = False
        self._failures_in_a_row = 0
        self._deaths_in_a_row = 0
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        # Set when there is no use in going on.
        self.failed = threading.Event()

    def start(self) -> None:
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether a loaded model takes work; what `/ping` tells."""
        return self._ready and not self._stopping

    def submit(self, invocation: Invocation) -> dict[str, Any]:
        """Returns the answer's body once the picture is written; raises `InferenceError`."""
        job = _Job(invocation)
        with self._changed:
            if self._stopping:
                raise errors.stopping()
            if not self._was_ready:
                raise errors.loading()
            free_at_the_worker = 0 if self._running else 1
            if len(self._waiting) >= self._settings.queue_size + free_at_the_worker:
                raise errors.queue_full(self._settings.queue_size)
            self._waiting.append(job)
            self._changed.notify_all()
        if not job.started.wait(self._settings.queue_timeout_seconds) and self._withdraw(job):
            raise errors.queue_timeout(self._settings.queue_timeout_seconds)
        return job.answer.result()

    def _withdraw(self, job: _Job) -> bool:
        """Whether the job still waited."""
        with self._changed:
            if job not in self._waiting:
                return False
            self._waiting.remove(job)
            return True

    def stop(self) -> None:
        """Refuses what waits, lets the running invocation end within the time the settings give, then cleans up."""
        with self._changed:
            self._stopping = True
            refused, self._waiting = self._waiting, deque()
            self._changed.notify_all()
            for job in refused:
                job.finish(errors.stopping())
            self._changed.wait_for(lambda: self._running is None, timeout=self._settings.shutdown_seconds)
            if self._running is not None:
                self._running.finish(errors.stopping())
            if self._worker is not None:
                self._worker.kill()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _run(self) -> None:
        try:
            while not self._stopping and not self.failed.is_set():
                self._run_one_worker()
        except Exception:
            _log.critical("The supervisor failed", exc_info=True)
            self.failed.set()

    def _run_one_worker(self) -> None:
        """From the start of a worker to its end."""
        worker = WorkerProcess(self._environment, str(self._scratch))
        with self._changed:
            self._worker = worker
            if self._stopping:
                worker.kill()
        try:
            worker.wait_until_ready(self._settings.load_timeout_seconds)
            with self._changed:
                self._ready = self._was_ready = True
            _log.info("The model is loaded", extra=logs.with_fields(backend=self._settings.backend, pid=worker.pid))
            while (job := self._next_job()) is not None:
                self._answer(worker, job)
        except (WorkerDied, WorkerTimeout) as failure:
            self._count_death(str(failure))
        finally:
            self._end(worker)
            with self._changed:
                self._worker = None
                self._running = None
                self._changed.notify_all()

    def _next_job(self) -> _Job | None:
        with self._changed:
            self._running = None
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._stopping)
            if self._stopping:
                return None
            self._running = self._waiting.popleft()
            self._running.started.set()
            return self._running

    def _answer(self, worker: WorkerProcess, job: _Job) -> None:
        try:
            message = worker.ask(job.invocation, self._settings.predict_timeout_seconds)
        except (WorkerDied, WorkerTimeout) as end:
            # Before the answer: what its caller does next must not meet anything of this request.
            self._end(worker)
            if isinstance(end, WorkerTimeout):
                job.finish(errors.predict_timeout(self._settings.predict_timeout_seconds))
            else:
                job.finish(errors.internal("the model ended unexpectedly"))
            raise
        if "result" in message:
            self._failures_in_a_row = self._deaths_in_a_row = 0
            job.finish(message["result"])
            return
        error = message["error"]
        failure = errors.InferenceError(error["code"], HTTPStatus(error["status"]), error["message"])
        job.finish(failure)
        self._failures_in_a_row = self._failures_in_a_row + 1 if failure.is_internal else 0
        if self._failures_in_a_row >= _FAILURES_BEFORE_RESTART:
            self._failures_in_a_row = 0
            raise WorkerDied(f"the model failed {_FAILURES_BEFORE_RESTART} times in a row")

    def _count_death(self, reason: str) -> None:
        if self._stopping:
            return
        self._deaths_in_a_row += 1
        _log.error("The worker ended: %s", reason, extra=logs.with_fields(deaths_in_a_row=self._deaths_in_a_row))
        if not self._was_ready or self._deaths_in_a_row >= _DEATHS_BEFORE_GIVING_UP:
            self.failed.set()

    def _end(self, worker: WorkerProcess) -> None:
        """Ends the worker, if it still runs, and removes the temporary files it could not."""
        self._ready = False
        worker.kill()
        worker.close()
        for left in self._scratch.iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
