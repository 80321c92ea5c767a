"""Who decides about what."""

from dataclasses import dataclass

import pytest

from safety.policies import may_claim_item, may_decide_item, may_restrict_author
from tests.cast import BEN, DEV


@dataclass(frozen=True)
class Item:
    author_id: int
    reported_by_me: bool


@pytest.mark.parametrize("policy", [may_decide_item, may_claim_item, may_restrict_author])
def test_neither_their_own_words_nor_their_own_report(policy: object) -> None:
    asked = [(BEN.id, False), (BEN.id, True), (DEV.id, False), (DEV.id, True)]
    found = [policy(DEV.identity(), Item(*facts)) for facts in asked]  # type: ignore[operator]
    assert found == [True, False, False, False]
