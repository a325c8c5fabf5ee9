"""What companies do every day."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

BUSINESS: tuple[Scenario, ...] = (
    Scenario(
        name="support ticket",
        triggers="support ticket, support tickets, customer support, help desk, helpdesk, support process, ticket system, ticketing, customer service, ticket handling",
        flow="""
            Receive ticket
            Categorise ticket
            Known problem?
              Yes:
                Send known solution
              No:
                Assign agent
                Investigate problem
                Solved by agent?
                  No:
                    Escalate to second level
                    Solve problem
                  Yes:
            Customer satisfied?
              No:
                -> Investigate problem
              Yes:
            Close ticket
            Ask for feedback
        """,
        messages="""
            Customer -> Support portal: Submit ticket
            Support portal -> Ticket database: Store ticket
            Support portal -> Agent: Assign ticket
            Agent -> Knowledge base: Search solution
            Knowledge base --> Agent: Articles
            alt Solution found:
              Agent --> Customer: Send solution
            else No solution:
              Agent -> Second level: Escalate ticket
              Second level --> Agent: Solution
              Agent --> Customer: Send solution
            Customer -> Support portal: Confirm solution
            Support portal -> Ticket database: Close ticket
        """,
        parts="""
            Customer -> Support portal: HTTPS
            Support portal -> Ticket service: REST
            Ticket service -> Ticket database: store
            Ticket service -> Notification service: notify
            Agent -> Agent dashboard: work on tickets
            Agent dashboard -> Ticket service: REST
            Agent dashboard -> Knowledge base: search
        """,
        domain="""
            Customer (id, name, email)
            Ticket (id, subject, description, priority, status, created at)
            Agent (id, name, email)
            Comment (id, text, created at)
            Category (id, name)
            A customer submits many tickets.
            An agent handles many tickets.
            A ticket has many comments.
            A category contains many tickets.
        """,
        roles="""
            - Head of Support
              - First Level Lead
                - Support Agent
              - Second Level Lead
                - Support Engineer
              - Knowledge Manager
        """,
    ),
    Scenario(
        name="customer onboarding",
        triggers="customer onboarding, user onboarding, client onboarding, account opening, open an account, kyc, know your customer",
        roles="""
            - Head of Customer Operations
              - Onboarding Manager
                - Onboarding Specialist
              - Compliance Officer
              - Account Manager
        """,
        flow="""
            Receive application
            Collect documents [document]
            Verify identity
            Identity verified?
              No:
                Ask for more documents
                -> Collect documents
              Yes:
            Assess risk
            Risk acceptable?
              No:
                Reject application
                end Application rejected
              Yes:
            Open account [database]
            Send welcome message
        """,
        messages="""
            Customer -> Portal: Submit application
            Portal -> Identity service: Verify identity
            Identity service --> Portal: Identity verified
            Portal -> Risk service: Assess risk
            Risk service --> Portal: Risk rating
            Portal -> Account system: Open account
            Account system --> Portal: Account number
            Portal --> Customer: Welcome message
        """,
        parts="""
            Customer -> Portal: HTTPS
            Portal -> Onboarding service: REST
            Onboarding service -> Identity service: verify
            Onboarding service -> Risk service: assess
            Onboarding service -> Account database: store
        """,
        domain="""
            Customer (id, name, email, birth date)
            Application (id, status, submitted at)
            Document (id, type, file name)
            Account (id, account number, opened at)
            A customer submits many applications.
            An application contains many documents.
            A customer has many accounts.
        """,
    ),
    Scenario(
        name="product launch",
        triggers="product launch, launch plan, go to market, go-to-market, marketing plan, marketing campaign, campaign, marketing strategy",
        flow="""
            Research market
            Define target group
            Develop product
            Test with pilot customers
            Feedback positive?
              No:
                Improve product
                -> Test with pilot customers
              Yes:
            Set price
            Prepare campaign
            Launch product
            Measure results
        """,
        messages="""
            Product manager -> Development: Hand over requirements
            Development --> Product manager: Product ready
            Product manager -> Marketing: Brief campaign
            Marketing -> Media: Publish campaign
            Customer -> Sales: Order product
            Sales --> Product manager: Sales figures
        """,
        parts="""
            Customer -> Landing page: visit
            Landing page -> Marketing platform: leads
            Marketing platform -> Mail service: newsletter
            Marketing platform -> CRM system: contacts
            CRM system -> Analytics dashboard: figures
        """,
        domain="""
            Product (id, name, price, launch date)
            Campaign (id, name, budget, start date, end date)
            Channel (id, name)
            Customer (id, name, email)
            A product has many campaigns.
            A campaign uses many channels.
            A customer buys many products.
        """,
        topics="""
            Market: Target group, Competitors, Positioning
            Product: Features, Pricing, Packaging
            Marketing: Campaign, Social media, Press
            Sales: Channels, Training, Goals
            Launch: Date, Event, Support
        """,
        roles="""
            - Head of Product
              - Product Manager
              - Marketing Manager
                - Content Specialist
              - Sales Manager
              - Support Lead
        """,
    ),
    Scenario(
        name="travel booking",
        triggers="travel booking, hotel booking, flight booking, booking, booking process, reservation, appointment, appointment booking, hotel reservation, booking system, appointment scheduling, reservation system",
        flow="""
            Search offers
            Choose date
            Available?
              No:
                Suggest other dates
                -> Choose date
              Yes:
            Enter details
            Confirm booking
            Pay booking
            Payment successful?
              No:
                Release reservation
                end Booking cancelled
              Yes:
            Store booking [database]
            Send confirmation
        """,
        messages="""
            Customer -> Booking site: Search offers
            Booking site -> Availability service: Check availability
            Availability service --> Booking site: Free dates
            Booking site --> Customer: Offers
            Customer -> Booking site: Book offer
            Booking site -> Payment provider: Charge payment
            Payment provider --> Booking site: Payment accepted
            Booking site -> Booking database: Store booking
            Booking site --> Customer: Confirmation
        """,
        parts="""
            Customer -> Booking site: HTTPS
            Booking site -> Booking service: REST
            Booking service -> Availability service: check
            Booking service -> Booking database: store
            Booking service -> Payment provider: charge
            Booking service -> Mail service: confirmation
        """,
        domain="""
            Customer (id, name, email, phone)
            Booking (id, booking date, status, total)
            Offer (id, name, price)
            Provider (id, name, address)
            Payment (id, amount, paid at)
            A customer makes many bookings.
            A booking contains one or more offers.
            A provider has many offers.
            A booking has one payment.
        """,
        roles="""
            - Branch Manager
              - Booking Agent
              - Customer Support Lead
              - Accountant
        """,
    ),
    Scenario(
        name="loan application",
        triggers="loan application, loan approval, loan, mortgage, credit application, loan process",
        roles="""
            - Head of Lending
              - Loan Officer
                - Credit Analyst
              - Risk Manager
              - Claims Manager
        """,
        flow="""
            Receive application
            Check documents [document]
            Documents complete?
              No:
                Ask for missing documents
                -> Check documents
              Yes:
            Assess risk
            Risk acceptable?
              No:
                Reject application
                end Application rejected
              Yes:
            Prepare contract [document]
            Sign contract
            Pay out money
        """,
        messages="""
            Applicant -> Portal: Submit application
            Portal -> Clerk: Forward application
            Clerk -> Credit bureau: Ask for credit rating
            Credit bureau --> Clerk: Credit rating
            alt Risk acceptable:
              Clerk -> Applicant: Send contract
              Applicant --> Clerk: Signed contract
              Clerk -> Core system: Pay out money
            else Risk too high:
              Clerk -> Applicant: Send rejection
        """,
        parts="""
            Applicant -> Portal: HTTPS
            Portal -> Application service: REST
            Application service -> Credit bureau: rating
            Application service -> Application database: store
            Application service -> Core system: pay out
        """,
        domain="""
            Applicant (id, name, email, income)
            Application (id, amount, status, submitted at)
            Document (id, type, file name)
            Contract (id, signed at, interest rate)
            An applicant submits many applications.
            An application contains many documents.
            An application has one contract.
        """,
    ),
)
