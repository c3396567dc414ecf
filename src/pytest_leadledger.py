"""The pytest plugin: ``--leadledger-book FILE``, and the fixtures ``rulebook``, ``ledger`` and ``office``.

pytest imports this module in every project of an environment in which leadledger is installed, before anything is
measured: it imports nothing of leadledger until a fixture is asked for, and therefore stands beside the package.
PYTEST_DONT_REWRITE
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from leadledger import Ledger, Office, Rulebook
    from leadledger.events import Event
    from leadledger.testing import Draft

_BOOKS = "leadledger_books"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option, and the setting of the same meaning."""
    group = parser.getgroup("leadledger", "rulebooks of leadledger")
    group.addoption(
        "--leadledger-book",
        action="append",
        dest=_BOOKS,
        metavar="FILE",
        help="The rulebook of the fixtures rulebook, ledger and office: a TOML file or a name; "
        "given several times, the tests that ask for them are run under each.",
    )
    parser.addini(_BOOKS, "The rulebooks of leadledger's fixtures, where --leadledger-book names none.", type="args")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse at once what is no rulebook."""
    asked = config.getoption(_BOOKS)
    if asked:
        from leadledger.testing import pytest_plugin  # noqa: PLC0415  # only where it is used

        pytest_plugin.refuse_unusable(asked)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a rulebook under each of several."""
    if "leadledger_book" in metafunc.fixturenames:
        books = metafunc.config.getoption(_BOOKS) or metafunc.config.getini(_BOOKS)
        if len(books) > 1:
            metafunc.parametrize("leadledger_book", books, indirect=True)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Tell the counter-example, where a test says ``assert law(book, history) is None`` and the law is broken."""
    if op not in ("is", "==") or right is not None or not type(left).__module__.startswith("leadledger.testing.laws."):
        return None
    return [f"{getattr(left, 'law', 'the law')} is broken", "", *str(left).splitlines()]


@pytest.fixture
def leadledger_book(request: pytest.FixtureRequest) -> str | None:
    """The rulebook that was asked for, by name or file; None where none was."""
    named: str | None = getattr(request, "param", None)
    if named is not None:
        return named
    books = request.config.getoption(_BOOKS) or request.config.getini(_BOOKS)
    return str(books[0]) if books else None


@pytest.fixture
def rulebook(leadledger_book: str | None) -> Rulebook:
    """The rulebook of ``--leadledger-book``; the seed's where none was named. Override it to bring another."""
    from leadledger.testing import pytest_plugin  # noqa: PLC0415  # only where it is used

    return pytest_plugin.rulebook_of(leadledger_book)


@pytest.fixture
def ledger(rulebook: Rulebook) -> Generator[Ledger]:
    """A fresh ledger in memory, in which the office has adopted the rulebook; nothing else stands there."""
    from leadledger.testing import pytest_plugin  # noqa: PLC0415  # only where it is used

    with pytest_plugin.ledger_under(rulebook) as opened:
        yield opened


@pytest.fixture
def office(rulebook: Rulebook) -> Callable[..., Office]:
    """What makes an office of a story: ``office(visit("c", "zhang"), ...)`` is what happened, under the rulebook."""
    from leadledger.testing import pytest_plugin  # noqa: PLC0415  # only where it is used

    def told(*drafts: Draft | Event) -> Office:
        return pytest_plugin.office_under(rulebook, *drafts)

    return told
