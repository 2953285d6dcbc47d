"""The start-up floor: an empty window, and nothing else. Prints when it was painted, and ends."""

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Empty(QMainWindow):
    """Says when it has painted."""

    def paintEvent(self, event):  # type: ignore[no-untyped-def]
        super().paintEvent(event)
        QTimer.singleShot(0, self._painted)

    def _painted(self) -> None:
        QApplication.sync()
        print(json.dumps({"painted": time.monotonic()}), flush=True)
        QTimer.singleShot(60, self.close)


app = QApplication(sys.argv)
window = Empty()
window.resize(1360, 860)
window.show()
app.exec()
