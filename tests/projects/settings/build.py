"""A step of the project’s own, with a variable that stays out of the image."""
import os
from pathlib import Path

Path("made.txt").write_text(f"made with {os.environ['STEP']}")
