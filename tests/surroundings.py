"""Sets what must hold before a test imports anything: Qt needs no screen, and compiled modules are kept.

Where Python is told to keep none, each of the hundreds of processes that tests start compiles all modules again.
"""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
