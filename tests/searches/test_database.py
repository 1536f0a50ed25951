"""The promises of the database about searches, held against the migrations."""

import pytest

from tests.searches.scenarios import SCENARIOS, Scenario
from tests.searches.world import World


@pytest.mark.parametrize("claim", SCENARIOS, ids=lambda claim: claim.__name__)
def test_the_database_promises_that(claim: Scenario, world: World) -> None:
    claim(world)
