"""Laws: nobody gains by how they enter things; of whole lives, with late entries, those that the seed's book keeps."""

from __future__ import annotations

import pytest
from hypothesis import given

from leadledger.rulebook.library import rulebooks
from leadledger.testing import laws
from leadledger.testing.waivers import waivers_of
from tests.lives import Entry
from tests.strategies import examples, histories, read

SEED = rulebooks["sales-office"]
KEPT = [law for law in (*laws.MANIPULATION, laws.last_good_day) if law.name not in waivers_of("sales-office")]


@pytest.mark.parametrize("law", KEPT)
@examples(15)
@given(history=histories(longest=8))
def test_the_law_holds_of_whole_lives(law: laws.Law, history: list[Entry]) -> None:
    broken = law(SEED, read(history))
    assert broken is None, str(broken)
