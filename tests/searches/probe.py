"""The probe as a registered kind."""

from tests.searches.conftest import Probe

KIND = Probe()
