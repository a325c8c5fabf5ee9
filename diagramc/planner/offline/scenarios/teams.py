"""Who works in teams, firms and clubs that many people draw."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

_ASKED = "org chart, org-chart, orgchart, team, staff, structure, team structure, department, organization, organisation, hierarchy, roles"


def _team(name: str, triggers: str, roles: str) -> Scenario:
    return Scenario(type="org-chart", name=name, triggers=triggers, roles=roles, needs=_ASKED)


TEAMS: tuple[Scenario, ...] = (
    Scenario(
        type="org-chart",
        name="family",
        triggers="family tree, family, my family, genealogy",
        needs="family tree, genealogy",
        roles="""
            - Grandfather and Grandmother
              - Father and Mother
                - Brother
                - Me
                - Sister
              - Uncle and Aunt
                - Cousin
              - Unmarried aunt
        """,
    ),
    _team(
        "software team",
        "software team, software development team, software engineering team, software department, app team",
        """
            - Engineering Manager
              - Product Owner
              - Tech Lead
                - Backend Developer
                - Frontend Developer
                - Mobile Developer
              - QA Lead
                - Test Engineer
              - UX Designer
              - DevOps Engineer
        """,
    ),
    _team(
        "data team",
        "data science team, data science, data team, analytics team, data department, ai team, machine learning team",
        """
            - Head of Data
              - Data Science Lead
                - Data Scientist
                - Machine Learning Engineer
              - Data Engineering Lead
                - Data Engineer
              - Analytics Lead
                - Data Analyst
        """,
    ),
    _team(
        "design team",
        "design team, design department, ux team, creative team",
        """
            - Head of Design
              - UX Lead
                - UX Designer
                - UX Researcher
              - Visual Design Lead
                - UI Designer
                - Illustrator
        """,
    ),
    _team(
        "law firm",
        "law firm, law office, legal team, legal department",
        """
            - Managing Partner
              - Partner
                - Senior Associate
                  - Associate
                - Paralegal
              - Office Manager
                - Legal Secretary
                - Accountant
        """,
    ),
    _team(
        "restaurant staff",
        "restaurant, restaurant staff, restaurant team, kitchen, kitchen brigade, kitchen staff, cafe, bistro",
        """
            - Restaurant Manager
              - Head Chef
                - Sous Chef
                  - Line Cook
                  - Pastry Chef
                - Dishwasher
              - Floor Manager
                - Waiter
                - Host
              - Bar Manager
                - Bartender
        """,
    ),
    _team(
        "hotel staff",
        "hotel, hotel staff, resort",
        """
            - General Manager
              - Front Office Manager
                - Receptionist
                - Concierge
              - Executive Housekeeper
                - Room Attendant
              - Food and Beverage Manager
                - Head Chef
                - Restaurant Manager
              - Chief Engineer
                - Maintenance Technician
              - Sales Manager
        """,
    ),
    _team(
        "sports club",
        "football club, soccer club, sports club, football team, soccer team, sports team, basketball team, club",
        """
            - Club President
              - Sporting Director
                - Head Coach
                  - Assistant Coach
                  - Goalkeeping Coach
                  - Fitness Coach
                - Chief Scout
                - Academy Director
              - Team Doctor
                - Physiotherapist
              - Commercial Director
              - Finance Director
        """,
    ),
    _team(
        "newsroom",
        "newsroom, newspaper, magazine, editorial team, news agency, publisher",
        """
            - Editor-in-Chief
              - Managing Editor
                - News Editor
                  - Reporter
                - Sports Editor
                - Culture Editor
                - Copy Editor
              - Photo Editor
                - Photographer
              - Online Editor
        """,
    ),
    _team(
        "non-profit organization",
        "nonprofit, non profit, non-profit, nonprofit organization, charity, ngo, foundation",
        """
            - Board Chair
              - Executive Director
                - Programme Director
                  - Programme Coordinator
                  - Volunteer Coordinator
                - Fundraising Manager
                  - Grant Writer
                - Finance Manager
                - Communications Manager
        """,
    ),
    _team(
        "construction company",
        "construction company, construction, construction firm, building company, contractor, construction project",
        """
            - Managing Director
              - Construction Manager
                - Project Manager
                  - Site Manager
                    - Foreman
                  - Site Engineer
                - Safety Officer
              - Head of Estimating
                - Estimator
              - Procurement Manager
              - Finance Manager
        """,
    ),
    _team(
        "IT department",
        "it department, it team, it support, information technology",
        """
            - CIO
              - Infrastructure Manager
                - System Administrator
                - Network Engineer
              - Applications Manager
                - Software Developer
                - Business Analyst
              - Service Desk Manager
                - Support Technician
              - Security Officer
        """,
    ),
    _team(
        "film crew",
        "film crew, film production, movie production, movie set, film set",
        """
            - Producer
              - Director
                - Assistant Director
                - Director of Photography
                  - Camera Operator
                  - Gaffer
                - Production Designer
                  - Costume Designer
                - Sound Engineer
                - Editor
              - Production Manager
        """,
    ),
    _team(
        "support team",
        "support team, customer support, customer service, customer support team, help desk, customer success team",
        """
            - Head of Customer Support
              - First-Level Lead
                - Support Agent
              - Second-Level Lead
                - Technical Support Engineer
              - Customer Success Manager
              - Knowledge Base Editor
        """,
    ),
    _team(
        "agency",
        "agency, marketing agency, advertising agency, ad agency, digital agency, design agency, web agency",
        """
            - Managing Director
              - Account Director
                - Account Manager
              - Creative Director
                - Art Director
                - Copywriter
                - Designer
              - Media Director
                - Media Planner
              - Head of Strategy
              - Finance Manager
        """,
    ),
    _team(
        "government",
        "government, us government, federal government, cabinet",
        """
            - Head of Government
              - Minister of Finance
              - Minister of the Interior
              - Foreign Minister
              - Minister of Defence
              - Minister of Justice
              - Minister of Education
              - Minister of Health
        """,
    ),
)
