"""Tasks in the house: what it takes to repair, clean, learn or grow something."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.tasks.model import Task

HOME: tuple[Task, ...] = (
    Task(
        "changing a wheel",
        "change replace swap fix repair",
        """
            Stop in a safe place
            Turn on warning lights
            Take out spare wheel and jack
            Loosen wheel nuts
            Lift car with jack
            Take off {thing}
            Mount spare wheel
            Lower car
            Tighten wheel nuts
            Pressure fine?
              No:
                Inflate tyre
              Yes:
            Drive to garage
        """,
        things="tire tyre wheel",
    ),
    Task(
        "replacing a part",
        "change replace swap exchange renew",
        """
            Find out which {thing} fits
            Buy new {thing}
            Gather tools
            Switch off power or supply
            Remove old {thing}
            Fit new {thing}
            Switch on again
            Works?
              No:
                Check fit and connections
                -> Works?
              Yes:
            Dispose of old {thing}
        """,
        nouns="replacement",
        things="bulb battery filter light oil faucet tap lock fuse screen display blade cartridge pad string chain pipe part lamp switch",
    ),
    Task(
        "repairing something",
        "fix repair mend patch unclog restore troubleshoot diagnose",
        """
            Find out what is wrong with {thing}
            Gather tools and spare parts
            Switch off power or supply
            Can be repaired?
              No:
                Replace {thing}
                -> Test {thing}
              Yes:
            Repair faulty part
            Test {thing}
            Works again?
              No:
                -> Find out what is wrong with {thing}
              Yes:
            Clean up
        """,
        nouns="repair troubleshooting",
    ),
    Task(
        "cleaning something",
        "clean wash scrub dust polish tidy declutter",
        """
            Gather cloths and cleaning agents
            Clear away what is in the way
            Remove coarse dirt
            Clean {thing}
            Clean everywhere?
              No:
                Treat stubborn stains
                -> Clean {thing}
              Yes:
            Rinse and dry
            Put everything back
        """,
        nouns="cleaning",
    ),
    Task(
        "learning something",
        "learn study practise practice master understand improve memorize memorise play",
        """
            Set goal for {thing}
            Find course, book or teacher
            Learn basics
            Practise regularly
            Goal of the week reached?
              No:
                Repeat what is difficult
                -> Practise regularly
              Yes:
            Take on harder exercises
            Use {thing} in real life
            Goal reached?
              No:
                -> Take on harder exercises
              Yes:
            Keep practising
        """,
    ),
    Task(
        "growing plants",
        "grow plant sow cultivate",
        """
            Choose place for {thing}
            Prepare soil
            Sow or plant {thing}
            Water regularly
            Healthy?
              No:
                Fertilise or treat pests
                -> Water regularly
              Yes:
            Remove weeds
            Ripe?
              No:
                -> Water regularly
              Yes:
            Harvest {thing}
        """,
        nouns="cultivation gardening",
    ),
)
