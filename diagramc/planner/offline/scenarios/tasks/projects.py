"""Projects: what it takes to build, write, organise, trade or start something."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.tasks.model import Task

PROJECTS: tuple[Task, ...] = (
    Task(
        "building software",
        "build create make develop program code design write",
        """
            Write down what {thing} should do
            Sketch screens
            Choose technology
            Set up project
            Build {thing}
            Test {thing}
            Tests passed?
              No:
                Fix bugs
                -> Test {thing}
              Yes:
            Publish {thing}
            Collect feedback
            Improvements needed?
              Yes:
                -> Build {thing}
              No:
        """,
        things="app application website site software program game bot chatbot api plugin extension script library page shop store dashboard",
    ),
    Task(
        "building something",
        "build make assemble construct craft create knit sew crochet fold design",
        """
            Draw plan of {thing}
            Gather materials and tools
            Prepare parts
            Put parts together
            Fits well?
              No:
                Correct parts
                -> Put parts together
              Yes:
            Finish surface
            Check {thing}
        """,
        nouns="assembly construction",
    ),
    Task(
        "setting something up",
        "install configure setup set deploy connect update upgrade activate enable",
        """
            Check requirements
            Requirements met?
              No:
                Provide what is missing
                -> Check requirements
              Yes:
            Get {thing}
            Back up data
            Install {thing}
            Configure {thing}
            Test {thing}
            Works?
              No:
                Look into error messages
                -> Configure {thing}
              Yes:
            Use {thing}
        """,
        nouns="installation setup configuration update upgrade",
    ),
    Task(
        "writing something",
        "write compose draft publish edit",
        """
            Choose topic and readers
            Collect material
            Outline {thing}
            Write first draft
            Read aloud
            Good enough?
              No:
                Revise draft
                -> Read aloud
              Yes:
            Correct spelling
            Ask somebody to review
            Finish {thing}
        """,
        nouns="writing",
    ),
    Task(
        "preparing a speech",
        "give hold prepare make do deliver",
        """
            Find out who listens
            Choose main message
            Outline {thing}
            Make slides or notes
            Rehearse
            Within time?
              No:
                Shorten
                -> Rehearse
              Yes:
            Give {thing}
            Answer questions
        """,
        things="presentation speech talk lecture pitch toast",
    ),
    Task(
        "organising an event",
        "plan organise organize host throw prepare arrange run celebrate hold",
        """
            Set date and budget
            Make guest list
            Find place
            Place free on the date?
              No:
                Choose another date or place
                -> Find place
              Yes:
            Send invitations
            Order food and drinks
            Plan programme
            Decorate
            Hold {thing}
            Clean up and say thanks
        """,
        nouns="planning organisation",
        things="party wedding event birthday conference meetup workshop concert festival barbecue bbq reunion ceremony fair tournament hackathon dinner christmas anniversary funeral",
    ),
    Task(
        "planning a trip",
        "plan organise organize prepare book go travel pack take",
        """
            Choose destination
            Set budget and dates
            Documents valid?
              No:
                Apply for passport or visa
              Yes:
            Book transport
            Book accommodation
            Plan activities
            Pack luggage
            Set out
            Enjoy {thing}
            Return home
        """,
        things="trip vacation holiday journey travel tour hike roadtrip safari cruise camping suitcase bag",
    ),
    Task(
        "buying something",
        "buy choose pick purchase get rent lease shop",
        """
            Define needs and budget
            Research offers
            Compare {thing}
            Found the right one?
              No:
                -> Research offers
              Yes:
            Inspect or try it
            Satisfied?
              No:
                -> Compare {thing}
              Yes:
            Negotiate price
            Sign contract and pay
            Take delivery
        """,
        nouns="purchase",
    ),
    Task(
        "selling something",
        "sell auction",
        """
            Find out value of {thing}
            Clean and photograph {thing}
            Publish offer
            Answer enquiries
            Buyer found?
              No:
                Lower price
                -> Publish offer
              Yes:
            Agree on price
            Receive payment
            Hand over {thing}
        """,
        nouns="sale",
    ),
    Task(
        "starting a business",
        "start found open launch run grow create build",
        """
            Find idea
            Research market
            Demand proven?
              No:
                Change idea
                -> Research market
              Yes:
            Write business plan
            Secure funding
            Register {thing}
            Build first offer
            Win first customers
            Profitable?
              No:
                Improve offer
                -> Win first customers
              Yes:
            Grow {thing}
        """,
        things="business company startup shop store restaurant cafe agency brand bakery franchise firm bar",
    ),
    Task(
        "starting a publication",
        "start launch create make run found grow record",
        """
            Choose topic and audience
            Find name for {thing}
            Set up equipment and account
            Make first pieces
            Good enough?
              No:
                Revise them
                -> Good enough?
              Yes:
            Publish {thing}
            Spread the word
            Read feedback and figures
            Audience growing?
              No:
                Try other topics
                -> Publish {thing}
              Yes:
            Keep a steady rhythm
        """,
        things="podcast channel newsletter blog vlog magazine video community club band series",
    ),
)
