"""Registers in: histories, CSV files and workbooks read into events, and merged into a history."""

from leadledger.importing.history import parse_history, read_history
from leadledger.importing.lines import FileImport, Imported, Line, Place, Reading
from leadledger.importing.mapping import Mapping, load_mapping, parse_mapping
from leadledger.importing.merging import import_into
from leadledger.importing.registers import read_register
from leadledger.importing.same import without_repeats

__all__ = [
    "FileImport",
    "Imported",
    "Line",
    "Mapping",
    "Place",
    "Reading",
    "import_into",
    "load_mapping",
    "parse_history",
    "parse_mapping",
    "read_history",
    "read_register",
    "without_repeats",
]
