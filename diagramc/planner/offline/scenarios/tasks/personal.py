"""Personal matters: what it takes to apply for something, reach a goal, move house or care for somebody."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.tasks.model import Task

PERSONAL: tuple[Task, ...] = (
    Task(
        "applying for something",
        "apply obtain renew register request claim enrol enroll get",
        """
            Find out requirements
            Gather documents
            Fill in application for {thing}
            Pay fee
            Submit application
            Documents complete?
              No:
                Hand in what is missing
                -> Submit application
              Yes:
            Attend appointment
            Approved?
              No:
                Ask for reasons
                end Rejected
              Yes:
            Receive {thing}
        """,
        nouns="application registration enrollment enrolment",
        things="job visa passport license licence loan mortgage permit citizenship scholarship grant degree university college insurance card account benefit internship id membership",
    ),
    Task(
        "reaching a goal",
        "lose gain stop quit achieve reach become train save earn reduce increase prepare run get",
        """
            Set realistic goal
            Measure where you stand
            Make plan of small steps
            Do the steps every week
            Measure progress
            On track?
              No:
                Adjust plan
                -> Do the steps every week
              Yes:
            Goal reached?
              No:
                -> Do the steps every week
              Yes:
            Keep the habit
        """,
        things="weight fit smoking money habit marathon muscle stress sleep energy debt fitness shape race kilometers pounds kilos exam interview test",
    ),
    Task(
        "moving house",
        "move relocate",
        """
            Set moving date
            Give notice
            Sort out belongings
            Hire movers
            Pack boxes
            Load van
            Clean old home
            Hand over keys
            Unload at new home
            Unpack boxes
            Register new address
        """,
        nouns="move relocation",
        things="house home apartment flat city country abroad",
    ),
    Task(
        "drawing or painting",
        "draw paint sketch decorate",
        """
            Gather materials
            Prepare surface
            Sketch outlines
            Apply first layer
            Let dry
            Even and complete?
              No:
                Apply another layer
                -> Let dry
              Yes:
            Add details
            Clean tools
        """,
    ),
    Task(
        "caring for somebody",
        "care raise feed adopt train walk groom babysit teach",
        """
            Learn what {thing} needs
            Prepare place and supplies
            Set daily routine
            Do daily tasks
            Is {thing} well?
              No:
                Ask an expert
                -> Do daily tasks
              Yes:
            Praise and reward
            Check progress every week
        """,
    ),
    Task(
        "solving something",
        "solve debug investigate analyse analyze find decide",
        """
            Describe {thing}
            Collect facts
            Look for causes
            List possible solutions
            Try the most promising
            Solved?
              No:
                Learn from result
                -> Look for causes
              Yes:
            Write down solution
        """,
        nouns="analysis investigation",
    ),
    Task(
        "using something",
        "use operate drive ride fly",
        """
            Check that all is ready
            Take position
            Begin slowly
            Under control?
              No:
                Stop and correct
                -> Begin slowly
              Yes:
            Go on
            Finish and put away
        """,
    ),
)
