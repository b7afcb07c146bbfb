"""Opens pages as a learner would, for a rehearsal: `python -m ui.room.looker`, a process of its own.

A page cannot be opened inside another, and Streamlit's own stand-in for a browser takes the runtime of its process. It
reads the address of a step a line, and writes a line of JSON: what the page asks, and the processor time to draw it.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from resnet_core.jobs import service
from ui import rehearsal
from ui.rehearsal import Notes

MAIN = Path(__file__).resolve().parents[2] / "main.py"
PATIENCE_SECONDS = 120.0


def look(address: str) -> dict[str, Any]:
    """What a learner's session notes of this page, and how it went."""
    path, _, query = address.partition("?")
    app = AppTest.from_file(str(MAIN), default_timeout=PATIENCE_SECONDS).run()
    app.session_state[rehearsal.NOTES] = Notes([], [])
    if page := path.strip("./"):
        try:
            app.switch_page(f"pages/{page}.py")
        except ValueError:  # there is no such page
            return {"seconds": 0.0, "asked": [], "parts": [], "failed": True}
    for name, values in parse_qs(query, keep_blank_values=True).items():
        app.query_params[name] = values if len(values) > 1 else values[0]
    begun = time.process_time()
    app.run()
    seconds = time.process_time() - begun
    notes: Notes = app.session_state[rehearsal.NOTES]
    return {"seconds": seconds, "asked": notes.asked, "parts": notes.parts, "failed": bool(app.exception)}


def main() -> None:
    """Answers until there is no more to read; a page's first drawing, with all that it imports, is not what counts."""
    service.stand_beside()
    answers, sys.stdout = sys.stdout, sys.stderr
    met: set[str] = set()
    for line in sys.stdin:
        page = line.partition("?")[0]
        if page not in met:
            met.add(page)
            look(line.strip())
        answers.write(f"{json.dumps(look(line.strip()))}\n")
        answers.flush()


if __name__ == "__main__":
    main()
