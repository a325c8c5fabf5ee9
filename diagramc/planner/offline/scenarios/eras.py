"""More well-known histories: wars, empires, inventions, and years that everybody plans."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario


def _era(name: str, triggers: str, periods: str, needs: str = "") -> Scenario:
    return Scenario(type="timeline", name=name, triggers=triggers, periods=periods, needs=needs)


_PAST = "history, evolution, timeline, milestones, development, chronology"

ERAS: tuple[Scenario, ...] = (
    _era(
        "French Revolution",
        "french revolution",
        """
            May 1789: The Estates-General meet
            July 1789: Storming of the Bastille
            August 1789: Declaration of the Rights of Man and of the Citizen
            June 1791: The king's flight to Varennes
            September 1792: The monarchy is abolished; First Republic
            January 1793: Execution of Louis XVI
            September 1793: Reign of Terror begins
            July 1794: Fall of Robespierre
            November 1795: The Directory takes office
            November 1799: Napoleon's coup
        """,
    ),
    _era(
        "Roman Empire",
        "roman empire, ancient rome, rome, roman history",
        """
            753 BC: Legendary founding of Rome
            509 BC: Roman Republic
            44 BC: Julius Caesar is murdered
            27 BC: Augustus becomes the first emperor
            80 AD: The Colosseum is opened
            117 AD: Greatest extent under Trajan
            313 AD: Edict of Milan
            330 AD: Constantinople becomes the capital
            395 AD: The empire is divided
            476 AD: End of the Western Empire
        """,
        needs=_PAST + ", roman empire, ancient rome",
    ),
    _era(
        "Cold War",
        "cold war",
        """
            1947: Truman Doctrine
            1948: Berlin Blockade begins
            1949: NATO is founded
            1950: Korean War begins
            1955: Warsaw Pact
            1961: Berlin Wall is built
            1962: Cuban Missile Crisis
            1972: SALT I is signed
            1979: Soviet invasion of Afghanistan
            1985: Gorbachev takes office
            1989: Fall of the Berlin Wall
            1991: End of the Soviet Union
        """,
    ),
    _era(
        "American Civil War",
        "american civil war, us civil war, civil war",
        """
            1860: Abraham Lincoln is elected
            1861: Attack on Fort Sumter; First Battle of Bull Run
            1862: Battle of Antietam
            1863: Emancipation Proclamation; Battle of Gettysburg
            1864: Sherman's March to the Sea
            1865: Lee surrenders at Appomattox; Lincoln is assassinated; Thirteenth Amendment
        """,
        needs=_PAST + ", american civil war, us civil war",
    ),
    _era(
        "American Revolution",
        "american revolution, american revolutionary war, american independence",
        """
            1765: Stamp Act
            1770: Boston Massacre
            1773: Boston Tea Party
            1775: Battles of Lexington and Concord
            1776: Declaration of Independence
            1777: Battles of Saratoga
            1781: Siege of Yorktown
            1783: Treaty of Paris
        """,
    ),
    _era(
        "Industrial Revolution",
        "industrial revolution",
        """
            1712: Newcomen's steam engine
            1764: Spinning jenny
            1769: Watt patents his steam engine
            1785: Power loom
            1804: First steam locomotive on rails
            1830: Liverpool and Manchester Railway
            1837: Electric telegraph
            1856: Bessemer process for steel
            1879: Edison's light bulb
        """,
    ),
    _era(
        "Moon landing",
        "moon landing, apollo 11, apollo program, apollo programme, moon race",
        """
            1961: Kennedy sets the goal of landing on the Moon
            1967: Fire of Apollo 1
            1968: Apollo 8 orbits the Moon
            16 July 1969: Apollo 11 is launched
            19 July 1969: Apollo 11 enters lunar orbit
            20 July 1969: Eagle lands on the Moon
            21 July 1969: Neil Armstrong steps onto the Moon
            24 July 1969: Splashdown in the Pacific
            1972: Apollo 17, the last landing
        """,
    ),
    _era(
        "history of Bitcoin",
        "bitcoin, cryptocurrency, crypto, blockchain",
        """
            2008: Satoshi Nakamoto publishes the white paper
            2009: First block is mined
            2010: Two pizzas are bought for 10,000 bitcoins
            2012: First halving
            2014: Mt. Gox collapses
            2015: Ethereum is launched
            2017: Price nears 20,000 dollars
            2021: El Salvador makes Bitcoin legal tender
            2022: FTX collapses
            2024: Spot exchange-traded funds in the United States; Fourth halving
        """,
        needs=_PAST,
    ),
    _era(
        "history of phones",
        "smartphone, smartphones, mobile phone, mobile phones, cell phone, cell phones, phone, telephone, iphone",
        """
            1876: Bell patents the telephone
            1973: First call from a hand-held mobile phone
            1983: Motorola DynaTAC is sold
            1992: First text message
            1994: IBM Simon, the first smartphone
            1999: BlackBerry's first device
            2007: The first iPhone
            2008: First Android phone
            2010: Phones with LTE spread
            2019: First 5G phones; First foldable phones
        """,
        needs=_PAST,
    ),
    _era(
        "history of Apple",
        "apple, apple products, apple computer, apple company",
        """
            1976: Apple is founded; Apple I
            1977: Apple II
            1984: Macintosh
            1998: iMac
            2001: iPod; Mac OS X
            2007: iPhone
            2008: App Store
            2010: iPad
            2015: Apple Watch
            2016: AirPods
            2020: Macs with Apple silicon
            2024: Vision Pro
        """,
        needs=_PAST,
    ),
    _era(
        "history of video games",
        "video game, video games, videogame, videogames, gaming, game console, game consoles",
        """
            1958: Tennis for Two
            1972: Pong; Magnavox Odyssey
            1978: Space Invaders
            1980: Pac-Man
            1983: Crash of the North American market; Famicom in Japan
            1985: Super Mario Bros.
            1989: Game Boy
            1994: PlayStation
            2001: Xbox
            2004: World of Warcraft
            2006: Wii
            2011: Minecraft 1.0
            2017: Nintendo Switch
        """,
        needs=_PAST,
    ),
    _era(
        "history of cars",
        "car, cars, automobile, automobiles, automotive, electric car, electric cars",
        """
            1886: Benz patents his motor car
            1908: Ford Model T
            1913: Moving assembly line
            1938: Volkswagen Beetle goes into production
            1959: Three-point seat belt
            1978: Electronic anti-lock brakes
            1997: Toyota Prius, the first mass-produced hybrid
            2008: Tesla Roadster
            2012: Tesla Model S
        """,
        needs=_PAST,
    ),
    _era(
        "history of medicine",
        "medicine, vaccine, vaccines, vaccination, medical science",
        """
            1628: Harvey describes the circulation of the blood
            1796: Jenner's vaccine against smallpox
            1846: First public operation under ether
            1885: Pasteur's vaccine against rabies
            1895: X-rays
            1928: Penicillin
            1953: Structure of DNA
            1955: Vaccine against polio
            1967: First heart transplant
            1980: Smallpox is eradicated
            2003: Human genome is sequenced
            2020: First mRNA vaccines
        """,
        needs=_PAST,
    ),
    _era(
        "Albert Einstein",
        "albert einstein, einstein",
        """
            1879: Born in Ulm
            1900: Diploma in Zurich
            1902: Patent office in Bern
            1905: Special relativity; Photoelectric effect
            1915: General relativity
            1921: Nobel Prize in Physics
            1933: Emigrates to the United States
            1939: Letter to Roosevelt
            1955: Dies in Princeton
        """,
    ),
    _era(
        "baby's first year",
        "first year, baby first year, baby's first year, first year of a baby, baby milestones, baby development, infant development",
        """
            Month 1: Lifts head briefly
            Month 2: First social smile
            Month 4: Laughs; Holds head steady
            Month 6: Rolls over; First solid food
            Month 9: Sits without support; Crawls
            Month 10: Pulls up to stand
            Month 12: First words; First steps
        """,
    ),
    _era(
        "wedding planning",
        "wedding planning, plan a wedding, wedding, planning a wedding",
        """
            Month 1: Set budget; Book venue
            Month 4: Choose photographer and music; Send save-the-dates
            Month 7: Buy dress and suit; Choose caterer
            Month 9: Order cake; Book honeymoon
            Month 11: Send invitations; Buy rings
            Month 12: Confirm guests; Plan seating
            Month 13: Rehearsal; Wedding; Honeymoon
        """,
        needs="timeline, plan, planning, schedule, checklist",
    ),
    _era(
        "plan",
        "renovation, campaign, thesis, dissertation, training, move, relocation, fundraiser, festival, exhibition",
        """
            Q1: Set goals; Make plan
            Q2: Set budget; Gather what is needed
            Q3: Carry out; Check progress
            Q4: Finish; Review
        """,
        needs="timeline, plan, planning, schedule",
    ),
)
