"""Processes of organizations by what the work is called: approval, complaint, booking, inspection."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.tasks.model import Task

BUSINESS_TASKS: tuple[Task, ...] = (
    Task(
        "approving a request",
        "approve authorise authorize grant",
        """
            Submit {thing}
            Check {thing}
            Complete?
              No:
                Ask for missing details
                -> Submit {thing}
              Yes:
            Forward to approver
            Approved?
              No:
                Give reasons
                end Rejected
              Yes:
            Record decision [database]
            Notify requester
        """,
        nouns="approval request authorisation authorization permission sign-off",
    ),
    Task(
        "settling a claim",
        "settle",
        """
            Report damage
            Register {thing} [database]
            Check cover
            Covered?
              No:
                Explain refusal
                end Claim rejected
              Yes:
            Collect evidence
            Assess damage
            Suspicious?
              Yes:
                Investigate
                -> Assess damage
              No:
            Calculate payment
            Pay out
            Close {thing}
        """,
        nouns="claim claims",
    ),
    Task(
        "handling a case",
        "handle process treat resolve",
        """
            Receive {thing}
            Register {thing} [database]
            Assess urgency
            Urgent?
              Yes:
                Inform supervisor
              No:
            Assign to employee
            Work on {thing}
            Solved?
              No:
                Escalate
                -> Work on {thing}
              Yes:
            Inform customer
            Close {thing}
        """,
        nouns="handling complaint complaints case ticket inquiry enquiry resolution processing escalation",
    ),
    Task(
        "booking something",
        "book reserve schedule",
        """
            Choose date
            Search {thing}
            Available?
              No:
                Choose another date
                -> Search {thing}
              Yes:
            Enter details
            Pay
            Payment successful?
              No:
                Choose another payment method
                -> Pay
              Yes:
            Record booking [database]
            Send confirmation
        """,
        nouns="booking reservation appointment scheduling",
    ),
    Task(
        "fulfilling an order",
        "order deliver ship fulfil fulfill",
        """
            Take {thing}
            Check availability
            Available?
              No:
                Offer alternative
                -> Take {thing}
              Yes:
            Take payment
            Prepare {thing}
            Quality fine?
              No:
                -> Prepare {thing}
              Yes:
            Hand over to customer
            Ask for feedback
        """,
        nouns="order orders delivery shipping fulfilment fulfillment takeaway",
    ),
    Task(
        "taking something back",
        "return",
        """
            Hand in {thing}
            Look up record
            In time?
              No:
                Charge late fee
              Yes:
            Inspect {thing}
            Damaged?
              Yes:
                Charge for damage
              No:
            Record return [database]
            Put {thing} back
            Confirm return
        """,
        nouns="return returns",
    ),
    Task(
        "purchasing for a company",
        "procure",
        """
            Report need
            Budget available?
              No:
                end Request rejected
              Yes:
            Ask suppliers for offers
            Compare offers
            Choose supplier
            Send purchase order [document]
            Receive goods
            Goods fine?
              No:
                Complain to supplier
                -> Receive goods
              Yes:
            Check invoice
            Pay invoice
        """,
        nouns="procurement purchasing sourcing tender",
    ),
    Task(
        "billing",
        "bill invoice charge",
        """
            Collect services rendered
            Write invoice [document]
            Check invoice
            Correct?
              No:
                -> Write invoice
              Yes:
            Send invoice
            Paid in time?
              No:
                Send reminder
                -> Paid in time?
              Yes:
            Book payment [database]
        """,
        nouns="billing invoicing payment invoice payroll accounting expense expenses reimbursement",
    ),
    Task(
        "inspecting something",
        "inspect audit review assess evaluate examine check test verify",
        """
            Define criteria
            Plan {thing}
            Collect evidence
            Compare with criteria
            Defects found?
              Yes:
                Agree on measures
                Correct defects
                -> Collect evidence
              No:
            Write report [document]
            Present results
        """,
        nouns="inspection audit review assessment evaluation testing test check verification screening examination",
    ),
    Task(
        "maintaining something",
        "maintain service monitor",
        """
            Plan maintenance
            Inspect {thing}
            Faults found?
              Yes:
                Order spare parts
                Repair {thing}
              No:
            Clean and adjust {thing}
            Test {thing}
            Fit for use?
              No:
                -> Inspect {thing}
              Yes:
            Log maintenance [database]
        """,
        nouns="maintenance servicing monitoring",
    ),
    Task(
        "manufacturing something",
        "produce manufacture process",
        """
            Receive order
            Plan production
            Materials in stock?
              No:
                Order materials
                -> Materials in stock?
              Yes:
            Produce {thing}
            Check quality
            Quality fine?
              No:
                Rework
                -> Check quality
              Yes:
            Pack {thing}
            Store or ship {thing}
        """,
        nouns="production manufacturing fabrication",
    ),
    Task(
        "admitting people",
        "admit enrol enroll register onboard",
        """
            Receive application
            Check identity and documents
            Complete?
              No:
                Ask for missing documents
                -> Receive application
              Yes:
            Create record [database]
            Place available?
              No:
                Put on waiting list
                end Waiting
              Yes:
            Explain rules
            Welcome
        """,
        nouns="admission enrollment enrolment registration onboarding intake check-in checkin",
    ),
    Task(
        "developing something",
        "develop innovate",
        """
            Collect ideas
            Define requirements
            Feasible?
              No:
                -> Collect ideas
              Yes:
            Design {thing}
            Build prototype
            Test with users
            Users satisfied?
              No:
                -> Design {thing}
              Yes:
            Launch {thing}
        """,
        nouns="development design innovation prototyping creation",
    ),
    Task(
        "migrating something",
        "migrate convert transfer",
        """
            Take stock of {thing}
            Plan steps
            Back up data
            Rehearse migration
            Rehearsal successful?
              No:
                Correct plan
                -> Rehearse migration
              Yes:
            Migrate {thing}
            Verify data
            Everything complete?
              No:
                Roll back
                -> Plan steps
              Yes:
            Switch over
            Shut down old system
        """,
        nouns="migration transition conversion transfer",
    ),
    Task(
        "training people",
        "train educate coach",
        """
            Find out what is needed
            Set goals
            Prepare material
            Invite participants
            Hold training
            Test knowledge
            Passed?
              No:
                Repeat lessons
                -> Test knowledge
              Yes:
            Hand out certificate [document]
        """,
        nouns="training coaching",
    ),
    Task(
        "planning something",
        "plan prepare organise organize manage coordinate arrange",
        """
            Define goal
            List tasks
            Estimate effort
            Set dates and responsibilities
            Resources sufficient?
              No:
                Reduce scope
                -> Set dates and responsibilities
              Yes:
            Carry out {thing}
            Check progress
            On track?
              No:
                Correct course
                -> Carry out {thing}
              Yes:
            Finish and review
        """,
        nouns="planning organisation organization coordination preparation",
    ),
)
