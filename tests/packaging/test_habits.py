"""The repository's own habits, where a tool does not see to them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_readme_holds_exactly_two_commands() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), flags=re.M | re.S)
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert "leadledger demo" in blocks[0]
    assert "pytest" in blocks[1]


@pytest.mark.parametrize(
    "banned",
    [
        "from datetime import datetime\n\nNOW = datetime.now()\n",
        "import random\n",
        "import time\n",
        "from uuid import uuid4\n\nID = uuid4()\n",
        "from pathlib import Path\n",
        "import socket\n",
        "import os\n",
        'with open("x") as file:\n    file.read()\n',
        'print("x")\n',
    ],
)
@pytest.mark.parametrize(
    "room", ["values/x.py", "events/x.py", "dossier/x.py", "rulebook/clauses/x.py", "projections/x.py"]
)
def test_the_pure_core_may_not_call_clocks_chance_files_or_sockets(banned: str, room: str) -> None:
    assert found_by_ruff(banned, room)


@pytest.mark.parametrize("room", ["rulebook/library.py", "store/x.py", "importing/x.py", "cli/x.py", "disputes/x.py"])
def test_other_rooms_may_open_files_and_ask_the_clock(room: str) -> None:
    code = "import time\nfrom pathlib import Path\n\nNOW = time.time()\nTEXT = Path('x').read_text('utf-8')\n"
    assert not found_by_ruff(code, room)


def found_by_ruff(code: str, room: str) -> str:
    """What ruff's rules about the core say of *code*, were it in *room*."""
    pytest.importorskip("ruff", reason="the rules are ruff's")
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251,PTH123,T20", "--quiet"]
    command += ["--stdin-filename", str(ROOT / "src" / "leadledger" / room), "-"]
    return subprocess.run(command, input=code, cwd=ROOT, capture_output=True, text=True, check=False).stdout
