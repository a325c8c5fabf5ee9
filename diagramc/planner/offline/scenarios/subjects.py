"""Subjects of mind maps that many people draw."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario


def _subject(name: str, triggers: str, topics: str) -> Scenario:
    return Scenario(
        type="mindmap",
        name=name,
        triggers=triggers,
        topics=topics,
        needs="mind map, mindmap, mind-map, brainstorm, brainstorming, concept map, ideas, topics, overview",
    )


SUBJECTS: tuple[Scenario, ...] = (
    _subject(
        "climate change",
        "climate change, global warming, climate crisis, climate",
        """
            Causes: Fossil fuels, Deforestation, Agriculture, Industry
            Effects: Rising temperatures, Extreme weather, Rising sea level, Loss of species
            Solutions: Renewable energy, Energy saving, Reforestation, Public transport
            Politics: Paris Agreement, Carbon price, Adaptation
        """,
    ),
    _subject(
        "trip",
        "vacation, vacation planning, holiday, trip, travel, travel planning, road trip, trip planning",
        """
            Destination: Season, Sights, Language
            Transport: Flights, Train, Rental car
            Accommodation: Hotel, Apartment, Camping
            Budget: Travel, Food, Activities
            Packing: Documents, Clothes, First-aid kit
        """,
    ),
    _subject(
        "health",
        "healthy lifestyle, healthy living, health, wellness, fitness, healthy habits, self care",
        """
            Nutrition: Vegetables, Water, Less sugar
            Exercise: Endurance, Strength, Stretching
            Sleep: Regular hours, Quiet room
            Mind: Breaks, Hobbies, Friends
            Check-ups: Doctor, Dentist
        """,
    ),
    _subject(
        "cybersecurity",
        "cybersecurity, cyber security, information security, it security, network security",
        """
            Threats: Phishing, Malware, Insider, Denial of service
            Protection: Firewall, Encryption, Multi-factor sign-in, Updates
            Detection: Monitoring, Logging, Audits
            Response: Incident plan, Backups, Recovery
            People: Training, Policies
        """,
    ),
    _subject(
        "artificial intelligence",
        "artificial intelligence, ai, generative ai",
        """
            Fields: Machine learning, Language, Vision, Robotics
            Learning: Supervised, Unsupervised, Reinforcement
            Applications: Assistants, Medicine, Transport, Finance
            Risks: Bias, Privacy, Jobs, Misuse
        """,
    ),
    _subject(
        "cloud computing",
        "cloud computing, cloud, cloud migration",
        """
            Service models: IaaS, PaaS, SaaS
            Deployment: Public, Private, Hybrid
            Benefits: Scaling, Pay per use, Availability
            Concerns: Security, Costs, Lock-in
            Providers: AWS, Azure, Google Cloud
        """,
    ),
    _subject(
        "time management",
        "time management, productivity, getting things done, work life balance",
        """
            Plan: Goals, Priorities, Calendar
            Focus: Time blocks, No notifications, One task at a time
            Delegate: What, To whom
            Rest: Breaks, Sleep, Free evenings
            Review: Daily, Weekly
        """,
    ),
    _subject(
        "event",
        "wedding, wedding planning, party, birthday party, event, event planning, conference",
        """
            Guests: List, Invitations, Seating
            Place: Venue, Decoration, Parking
            Food: Menu, Drinks, Cake
            Programme: Music, Speeches, Games
            Budget: Costs, Deposits
        """,
    ),
    _subject(
        "studying",
        "studying, study, learning, learn a language, language learning, exam preparation, exam, exams",
        """
            Goals: Level, Deadline
            Materials: Books, Courses, Videos
            Methods: Flash cards, Practice, Summaries
            Schedule: Daily slots, Breaks, Revision
            Motivation: Progress, Study group
        """,
    ),
)
