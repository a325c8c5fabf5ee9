"""More subjects of mind maps: work, skills, nature, and what every subject of a kind has."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

_ASKED = "mind map, mindmap, mind-map, brainstorm, brainstorming, concept map, ideas, topics, overview, benefits, advantages, pros"


def _theme(name: str, triggers: str, topics: str) -> Scenario:
    return Scenario(type="mindmap", name=name, triggers=triggers, topics=topics, needs=_ASKED)


THEMES: tuple[Scenario, ...] = (
    _theme(
        "benefits of remote work",
        "benefits of remote work, remote work benefits, advantages of remote work, benefits of working from home, benefits of home office",
        """
            Employees: No commute, Flexible hours, Work-life balance, Free choice of home
            Employers: Lower office costs, Wider talent pool, Higher retention
            Productivity: Fewer interruptions, Deep work, Own workplace
            Environment: Less traffic, Lower emissions
        """,
    ),
    _theme(
        "remote work",
        "remote work, working from home, work from home, home office, telework, hybrid work, remote working",
        """
            Benefits: No commute, Flexible hours, Wider talent pool
            Challenges: Isolation, Blurred hours, Time zones
            Tools: Video calls, Chat, Shared documents
            Habits: Fixed workplace, Breaks, Clear goals
            Security: VPN, Multi-factor sign-in, Locked devices
        """,
    ),
    _theme(
        "benefits of exercise",
        "benefits of exercise, benefits of sport, benefits of running, benefits of yoga, benefits of meditation, exercise, yoga, meditation",
        """
            Body: Heart, Muscles, Better sleep
            Mind: Less stress, Better mood, Focus
            Social: Groups, Shared goals
            Long term: Healthy weight, Fewer illnesses, Mobility
        """,
    ),
    _theme(
        "coffee",
        "coffee",
        """
            Beans: Arabica, Robusta
            Origins: Ethiopia, Brazil, Colombia, Vietnam
            Roasting: Light, Medium, Dark
            Brewing: Espresso, Filter, French press, Cold brew
            Drinks: Cappuccino, Latte, Flat white
            Effects: Alertness, Habit, Sleep
        """,
    ),
    _theme(
        "healthy eating",
        "healthy eating, healthy diet, healthy food, nutrition, diet, balanced diet",
        """
            Vegetables and fruit: Five a day, Many colours
            Whole grains: Oats, Brown rice, Wholemeal bread
            Protein: Pulses, Fish, Eggs, Nuts
            Fats: Olive oil, Seeds, Avocado
            Drinks: Water, Unsweetened tea
            Less of: Sugar, Salt, Processed food
        """,
    ),
    _theme(
        "marketing",
        "marketing strategy, marketing, marketing plan, digital marketing, content marketing, social media marketing",
        """
            Audience: Segments, Personas, Needs
            Positioning: Brand, Message, Competitors
            Channels: Search, Social media, E-mail, Events
            Content: Articles, Videos, Case studies
            Budget: Advertising, Agencies, Tools
            Measures: Reach, Leads, Conversion, Return
        """,
    ),
    _theme(
        "Python",
        "python, python programming, python language, learn python, learning python",
        """
            Basics: Variables, Data types, Operators
            Control flow: Conditions, Loops, Exceptions
            Collections: Lists, Tuples, Dictionaries, Sets
            Functions: Arguments, Lambdas, Decorators
            Classes: Inheritance, Methods, Properties
            Modules: Standard library, Packages, Virtual environments
            Uses: Web, Data science, Automation
        """,
    ),
    _theme(
        "programming",
        "programming, coding, software engineering, computer science, web development, javascript, java",
        """
            Languages: Python, JavaScript, Java, C++
            Basics: Variables, Control flow, Functions, Data structures
            Design: Objects, Patterns, Architecture
            Tools: Editor, Version control, Debugger
            Quality: Tests, Code review, Documentation
        """,
    ),
    _theme(
        "solar system",
        "solar system, planets, planet",
        """
            Sun
            Inner planets: Mercury, Venus, Earth, Mars
            Outer planets: Jupiter, Saturn, Uranus, Neptune
            Dwarf planets: Ceres, Pluto, Eris
            Moons: The Moon, Io, Europa, Titan
            Small bodies: Asteroids, Comets, Meteoroids
        """,
    ),
    _theme(
        "renewable energy",
        "renewable energy, renewables, green energy, clean energy, sustainable energy, energy transition",
        """
            Solar: Photovoltaics, Solar heat
            Wind: Onshore, Offshore
            Water: Hydropower, Tides, Waves
            Biomass: Biogas, Wood
            Geothermal: Heat pumps, Power plants
            Storage: Batteries, Pumped storage, Hydrogen
            Challenges: Weather, Grid, Costs
        """,
    ),
    _theme(
        "plot of a novel",
        "novel, novel plot, plot, story, short story, book, writing a novel, novel writing, writing a book",
        """
            Characters: Hero, Opponent, Helpers
            Setting: Time, Place, Society
            Beginning: Ordinary world, Inciting incident
            Middle: Obstacles, Turning point, Crisis
            End: Climax, Resolution
            Themes: Love, Power, Change
        """,
    ),
    _theme(
        "online channel",
        "youtube channel, youtube, podcast, blog, channel, content creation, content creator",
        """
            Subjects: Tutorials, Reviews, Interviews, Behind the scenes
            Audience: Age, Interests, Questions
            Production: Equipment, Editing, Thumbnails
            Schedule: Series, Weekly slot, Seasons
            Growth: Search, Guests, Community
            Income: Advertising, Sponsors, Merchandise
        """,
    ),
    _theme(
        "job interview",
        "interview preparation, job interview, interview, job search, interview prep, career",
        """
            Company: Products, Culture, News
            Role: Requirements, Tasks
            Own story: Strengths, Weaknesses, Achievements
            Questions: Technical, Behavioural, Own questions
            Practice: Mock interview, Timing
            On the day: Clothes, Route, Documents
        """,
    ),
    _theme(
        "leadership",
        "leadership, leadership skills, leader, management skills, soft skills",
        """
            Vision: Goals, Strategy, Priorities
            Communication: Listening, Feedback, Clear words
            People: Delegation, Coaching, Motivation
            Decisions: Judgement, Courage, Responsibility
            Integrity: Honesty, Fairness, Example
            Self: Reflection, Resilience, Learning
        """,
    ),
    _theme(
        "startup ideas",
        "startup ideas, business ideas, startup, start up, business idea, side hustle, entrepreneurship, business plan",
        """
            Problem: Who has it, How often, How costly
            Solution: Product, Service, Marketplace
            Market: Size, Trends, Competitors
            Business model: Subscription, Commission, Advertising
            Team: Skills, Partners
            First steps: Interviews, Prototype, First customers
        """,
    ),
    _theme(
        "machine learning",
        "machine learning, deep learning, data science, neural network, neural networks",
        """
            Supervised: Classification, Regression
            Unsupervised: Clustering, Dimension reduction
            Reinforcement: Agents, Rewards
            Data: Collection, Cleaning, Features
            Models: Linear, Trees, Neural networks
            Evaluation: Train and test, Metrics, Overfitting
            Operation: Deployment, Monitoring
        """,
    ),
    _theme(
        "stress management",
        "stress management, stress, stress managment, burnout, mental health, anxiety",
        """
            Causes: Workload, Conflicts, Money, Health
            Signs: Poor sleep, Irritability, Headaches
            Body: Exercise, Sleep, Nutrition
            Mind: Meditation, Breathing, Perspective
            Organisation: Priorities, Breaks, Saying no
            Help: Friends, Counselling
        """,
    ),
    _theme(
        "sustainability",
        "sustainability, sustainable living, environment, recycling, zero waste, pollution",
        """
            Energy: Saving, Renewable sources
            Waste: Reduce, Reuse, Recycle
            Water: Saving, Clean rivers
            Transport: Cycling, Public transport
            Food: Regional, Seasonal, Less waste
            Society: Fair trade, Education
        """,
    ),
    _theme(
        "project management",
        "project management, project planning, project, agile",
        """
            Scope: Goals, Requirements, Deliverables
            Schedule: Milestones, Dependencies, Buffer
            Budget: Estimates, Costs, Control
            Team: Roles, Communication
            Risks: Identify, Assess, Mitigate
            Quality: Reviews, Tests, Acceptance
        """,
    ),
    _theme(
        "music",
        "music, music genres, musical instruments, music theory",
        """
            Genres: Classical, Jazz, Rock, Pop, Hip-hop
            Elements: Melody, Harmony, Rhythm, Timbre
            Instruments: Strings, Winds, Percussion, Keyboards
            Forms: Song, Sonata, Symphony
        """,
    ),
)
