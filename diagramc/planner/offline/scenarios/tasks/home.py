"""Tasks of everyday life: what it takes to repair, clean, learn, plan or buy something."""

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
