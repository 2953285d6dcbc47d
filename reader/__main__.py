"""Where the program starts: commands go to the command line, everything else to the window."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the reader with these arguments (without the program's name) and return its exit status."""
    from reader.cli.run import guarded, split_arguments

    command, arguments = split_arguments(sys.argv[1:] if argv is None else argv)
    return guarded(command, arguments, open_window=_open_window)


def _open_window(argv: Sequence[str]) -> int:
    # Imported only now: a command that shows no window must not wait for Qt.
    from reader.app import main as app_main

    return app_main(argv)


if __name__ == "__main__":
    sys.exit(main())
