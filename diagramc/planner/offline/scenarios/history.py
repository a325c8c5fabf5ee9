"""Well-known histories, for prompts that name one without dates."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

_PAST = "history, evolution, timeline, milestones, development, chronology"


def _history(name: str, triggers: str, periods: str, needs: str = _PAST) -> Scenario:
    return Scenario(
        type="timeline", name=f"history of {name}", triggers=triggers, periods=periods, needs=needs
    )


HISTORY: tuple[Scenario, ...] = (
    _history(
        "the internet",
        "internet, world wide web, web, arpanet",
        """
            1969: ARPANET connects four computers
            1971: First e-mail between two computers
            1983: ARPANET switches to TCP/IP
            1989: Tim Berners-Lee proposes the World Wide Web
            1993: Mosaic makes the web graphical
            1998: Google is founded
            2004: Facebook starts
            2005: YouTube starts
            2007: The iPhone puts the web into pockets
            2015: HTTP/2 becomes a standard
        """,
    ),
    _history(
        "computers",
        "computer, computers, computing, personal computer",
        """
            1837: Charles Babbage describes the Analytical Engine
            1936: Alan Turing publishes on computable numbers
            1945: ENIAC is completed
            1947: The transistor is invented
            1958: First integrated circuit
            1971: Intel 4004, the first commercial microprocessor
            1977: Apple II
            1981: IBM Personal Computer
            1984: Apple Macintosh
            1991: First release of Linux
            2007: The iPhone
        """,
    ),
    _history(
        "programming languages",
        "programming language, programming languages, coding languages",
        """
            1957: Fortran
            1958: Lisp
            1959: COBOL
            1972: C
            1985: C++
            1987: Perl
            1991: Python
            1995: Java; JavaScript; PHP; Ruby
            2000: C#
            2009: Go
            2012: TypeScript
            2014: Swift
            2015: Rust 1.0
        """,
    ),
    _history(
        "artificial intelligence",
        "artificial intelligence, ai, machine learning, deep learning",
        """
            1950: Alan Turing proposes the imitation game
            1956: Dartmouth workshop names the field
            1958: The perceptron
            1966: ELIZA, the first chatbot
            1997: Deep Blue beats Garry Kasparov at chess
            2011: Watson wins Jeopardy!
            2012: AlexNet wins ImageNet
            2016: AlphaGo beats Lee Sedol at Go
            2017: The transformer architecture
            2020: GPT-3
            2022: ChatGPT
        """,
    ),
    _history(
        "space exploration",
        "space exploration, spaceflight, space flight, space travel, space race, space",
        """
            1957: Sputnik 1 orbits the Earth
            1961: Yuri Gagarin flies into space
            1969: Apollo 11 lands on the Moon
            1971: Salyut 1, the first space station
            1977: Voyager 1 and 2 are launched
            1981: First flight of the Space Shuttle
            1990: Hubble Space Telescope is launched
            1998: Assembly of the ISS begins
            2012: Curiosity lands on Mars
            2021: James Webb Space Telescope is launched
        """,
    ),
    _history(
        "World War II",
        "world war 2, world war ii, world war two, second world war, ww2, wwii",
        """
            1939: Germany invades Poland; Britain and France declare war
            1940: Fall of France; Battle of Britain
            1941: Germany invades the Soviet Union; Attack on Pearl Harbor
            1942: Battle of Midway; Battle of Stalingrad begins
            1943: German surrender at Stalingrad; Allies land in Italy
            1944: Allied landings in Normandy; Liberation of Paris
            1945: Germany surrenders; Atomic bombs on Hiroshima and Nagasaki; Japan surrenders
        """,
        needs="",
    ),
    _history(
        "World War I",
        "world war 1, world war i, world war one, first world war, ww1, wwi",
        """
            1914: Assassination of Archduke Franz Ferdinand; War begins
            1915: Gallipoli campaign
            1916: Battle of Verdun; Battle of the Somme
            1917: The United States enter the war; Russian Revolution
            1918: Armistice on 11 November
            1919: Treaty of Versailles
        """,
        needs="",
    ),
    _history(
        "web development",
        "web development, frontend development, javascript, web design, web frameworks",
        """
            1989: Tim Berners-Lee proposes the World Wide Web
            1995: JavaScript; PHP
            1996: First CSS standard
            2005: Ajax gets its name
            2006: jQuery
            2009: Node.js
            2010: AngularJS
            2013: React
            2014: Vue.js; HTML5 becomes a standard
        """,
    ),
    _history(
        "aviation",
        "aviation, flight, airplane, airplanes, aeroplane, aircraft, flying",
        """
            1783: First flight of people in a hot-air balloon
            1903: The Wright brothers fly with an engine
            1927: Charles Lindbergh crosses the Atlantic alone
            1939: First flight of a jet aircraft
            1947: Chuck Yeager breaks the sound barrier
            1969: First flights of Concorde and of the Boeing 747
            2005: First flight of the Airbus A380
        """,
    ),
    Scenario(
        type="timeline",
        name="roadmap",
        triggers="app, product, launch, release, website, software, platform, project, startup, company, feature, features, roadmap",
        needs="roadmap, plan, project plan",
        periods="""
            Q1: Research; Scope and goals
            Q2: Design; Prototype
            Q3: Development; Beta test
            Q4: Launch; Marketing campaign; First improvements
        """,
    ),
)
