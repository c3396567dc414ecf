"""Which version of the library this is; recorded decisions and bundles name it."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
"""The version, as the package's metadata has it."""
