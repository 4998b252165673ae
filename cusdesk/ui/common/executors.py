"""Where background work runs: one thread for the database, a small pool for files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor


class Executor(Protocol):
    """A place to run a job; jobs of one executor with one thread never overlap."""

    is_inline: bool

    def submit(self, job: Callable[[], None]) -> None:
        """Run `job` soon (or at once, inline)."""
        ...

    def stop(self) -> None:
        """Let running jobs end, drop waiting ones."""
        ...


class ThreadExecutor:
    """Real threads; made lazily, so that nothing is paid before the first job."""

    is_inline = False

    def __init__(self, name: str, threads: int = 1) -> None:
        self._name, self._threads = name, threads
        self._pool: ThreadPoolExecutor | None = None

    def submit(self, job: Callable[[], None]) -> None:
        """Queue the job."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix=self._name)
        self._pool.submit(job)

    def stop(self) -> None:
        """Wait for running jobs, drop waiting ones."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


class InlineExecutor:
    """Runs every job at once on the calling thread: for tests."""

    is_inline = True

    def submit(self, job: Callable[[], None]) -> None:
        """Run the job."""
        job()

    def stop(self) -> None:
        """Nothing runs."""
