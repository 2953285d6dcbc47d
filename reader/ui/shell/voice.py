"""Speaks to the user: sentences in the status bar, and reasons why something could not be done."""

import sys
from collections.abc import Callable
from typing import ParamSpec

from reader.core.values.errors import ReaderError
from reader.ui.panes.status_bar import StatusBar

P = ParamSpec("P")


class Voice:
    """Speaks through the status bar."""

    def __init__(self, status: StatusBar) -> None:
        self._status = status

    def say(self, sentence: str, *, is_warning: bool = False) -> None:
        """Tell the user one sentence."""
        self._status.say(sentence, is_warning=is_warning)

    def tell_failure(self, error: BaseException) -> None:
        """Tell why something could not be done; errors that nobody foresaw go the way of all bugs."""
        if not isinstance(error, ReaderError):
            raise error
        self.say(str(error), is_warning=True)

    def attempt(self, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do what the user asked for; they are told errors that they can mend, all others go the way of all bugs.

        It must not be raised here: an exception that leaves an event filter can end the program.
        """
        try:
            act(*args, **kwargs)
        except ReaderError as error:
            self.say(str(error), is_warning=True)
        except Exception as error:  # an event that Qt handed over ends here
            sys.excepthook(type(error), error, error.__traceback__)
