"""The command line: ``leadledger`` and ``python -m leadledger``."""

from leadledger.cli.program import main

__all__ = ["main"]
