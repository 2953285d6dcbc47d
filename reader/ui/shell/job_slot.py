"""The one job that somebody asked for: its progress, and how it is stopped; a second one is refused."""

from PySide6.QtCore import QObject

from reader.core.values.errors import CommandError
from reader.ui.controllers.needs import Job
from reader.ui.panes.job_bar import JobBar
from reader.ui.qt.job_progress import JobProgress


class JobSlot(QObject):
    """Holds one job at a time and shows it in the status bar."""

    def __init__(self, bar: JobBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._job: Job | None = None
        self._progress = JobProgress(self, self._show)

    @property
    def is_taken(self) -> bool:
        """Whether a job runs."""
        return self._job is not None

    @property
    def is_one_act(self) -> bool:
        """Whether a job runs whose work is one act until its end, which cannot be undone yet."""
        return self._job is not None and self._job.is_one_act

    def holds(self, job: Job) -> bool:
        """Whether it is this job that runs."""
        return self._job is job

    def refuse(self, job: Job) -> None:
        """Refuse a job while any runs. CommandError: one does."""
        if self._job is not None:
            raise CommandError(f"Another job is running; {job.verb} when it is done (g x stops it).")

    def begin(self, job: Job, *, of: int = 0) -> None:
        """Let a job run until its ``end``. CommandError: another one runs."""
        self.refuse(job)
        self._job = job
        self._progress.begin(of)

    def tell(self, done: int, of: int) -> None:
        """Note the progress of the job; from any thread."""
        self._progress.tell(done, of)

    def show(self) -> None:
        """Show the progress of the job now, not only at the next tick."""
        self._progress.show()

    def stop(self) -> None:
        """Stop the job, if one runs; it says when it has ended."""
        if self._job is not None:
            self._job.stop()

    def end(self) -> None:
        """Free the slot: the job has ended, and nothing is said of it any more."""
        self._job = None
        self._progress.end()
        self._bar.hide()

    def show_result(self, text: str, *, is_warning: bool = False, shown_by: str = "import.summary") -> None:
        """Show the result of a job, as a button that shows it in full by a command."""
        self._bar.show_result(text, is_warning=is_warning, shown_by=shown_by)

    def hide_result(self) -> None:
        """Hide the result of a job: it was looked at."""
        if self._job is None:
            self._bar.hide()

    def _show(self, done: int, of: int) -> None:
        if self._job is not None:
            self._bar.show_progress(self._job.told(done, of), done, of)
