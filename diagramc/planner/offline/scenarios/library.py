"""All scenarios, in the order in which equal matches are preferred."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.access import ACCESS
from diagramc.planner.offline.scenarios.algorithms import ALGORITHMS
from diagramc.planner.offline.scenarios.apps import APPS
from diagramc.planner.offline.scenarios.business import BUSINESS
from diagramc.planner.offline.scenarios.classes import CLASSES
from diagramc.planner.offline.scenarios.commerce import COMMERCE
from diagramc.planner.offline.scenarios.domains import DOMAINS
from diagramc.planner.offline.scenarios.engineering import ENGINEERING
from diagramc.planner.offline.scenarios.eras import ERAS
from diagramc.planner.offline.scenarios.everyday import EVERYDAY
from diagramc.planner.offline.scenarios.general import GENERAL
from diagramc.planner.offline.scenarios.history import HISTORY
from diagramc.planner.offline.scenarios.model import Scenario
from diagramc.planner.offline.scenarios.organization import ORGANIZATION
from diagramc.planner.offline.scenarios.patterns import PATTERNS
from diagramc.planner.offline.scenarios.platforms import PLATFORMS
from diagramc.planner.offline.scenarios.subjects import SUBJECTS
from diagramc.planner.offline.scenarios.systems import SYSTEMS
from diagramc.planner.offline.scenarios.teams import TEAMS
from diagramc.planner.offline.scenarios.themes import THEMES
from diagramc.planner.offline.scenarios.workings import WORKINGS

SCENARIOS: tuple[Scenario, ...] = (
    *ACCESS,
    *COMMERCE,
    *ENGINEERING,
    *SYSTEMS,
    *PLATFORMS,
    *BUSINESS,
    *ORGANIZATION,
    *DOMAINS,
    *CLASSES,
    *GENERAL,
    *HISTORY,
    *SUBJECTS,
    *APPS,
    *PATTERNS,
    *TEAMS,
    *ERAS,
    *EVERYDAY,
    *WORKINGS,
    *ALGORITHMS,
    *THEMES,
)
