"""The command line: ``leadledger`` and ``python -m leadledger``."""

from leadledger.cli.main import main

__all__ = ["main"]
