"""Short procedures and exchanges of everyday life, nature and technology that people name without telling them."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

EVERYDAY: tuple[Scenario, ...] = (
    Scenario(
        name="photosynthesis",
        triggers="photosynthesis",
        flow="""
            Leaf absorbs light
            Roots take up water
            Leaf takes in carbon dioxide
            Light reactions split water
            Release oxygen
            Store energy as ATP and NADPH
            Calvin cycle fixes carbon dioxide
            Form sugar
            end Glucose
        """,
        topics="""
            Inputs: Light, Water, Carbon dioxide
            Outputs: Glucose, Oxygen
            Light reactions: Thylakoid, Chlorophyll, ATP, NADPH
            Calvin cycle: Stroma, Carbon fixation, Sugar
            Factors: Light intensity, Temperature, Carbon dioxide
        """,
    ),
    Scenario(
        name="vaccination",
        triggers="vaccine, vaccines, vaccination, immunization, how vaccines work, vaccines work",
        flow="""
            Inject vaccine
            Cells show antigen
            Immune cells recognise antigen
            B cells make antibodies
            T cells are activated
            Memory cells remain
            Pathogen enters body?
              Yes:
                Memory cells respond quickly
                Antibodies stop pathogen
              No:
                Memory cells keep watch
        """,
    ),
    Scenario(
        name="water treatment",
        triggers="water treatment, water treatment process, drinking water treatment, water purification",
        flow="""
            Take in raw water
            Screen out debris
            Add coagulant
            Let flocs form
            Settle sediment
            Filter through sand
            Disinfect with chlorine
            Quality test passed?
              No:
                -> Filter through sand
              Yes:
            Store in reservoir
            Distribute to homes
        """,
    ),
    Scenario(
        name="digestion",
        triggers="digestion, digestive system, human digestion, digestive process",
        flow="""
            Mouth chews food
            Oesophagus carries food
            Stomach breaks down proteins
            Small intestine absorbs nutrients
            Large intestine absorbs water
            Rectum stores waste
        """,
    ),
    Scenario(
        name="making pancakes",
        triggers="make pancakes, making pancakes, pancakes, pancake, pancake recipe",
        flow="""
            Mix flour, milk and eggs
            Let batter rest
            Heat pan with butter
            Pour in batter
            Bottom golden?
              No:
                Wait a moment
                -> Bottom golden?
              Yes:
            Flip pancake
            Bake other side
            Batter left?
              Yes:
                -> Pour in batter
              No:
            Serve with toppings
        """,
    ),
    Scenario(
        name="laundry",
        triggers="laundry, doing laundry, do the laundry, wash clothes, washing clothes",
        flow="""
            Sort clothes
            Load machine
            Add detergent
            Choose programme
            Wash
            Clothes clean?
              No:
                Treat stains
                -> Wash
              Yes:
            Dryer allowed?
              Yes:
                Tumble dry
              No:
                Hang up
            Fold and put away
        """,
    ),
    Scenario(
        name="printer troubleshooting",
        triggers="printer, printer troubleshooting, troubleshooting a printer, printer problem, fix printer",
        flow="""
            Printer switched on?
              No:
                Switch on
                -> Print test page
              Yes:
            Connected to computer?
              No:
                Check cable or network
                -> Print test page
              Yes:
            Paper and ink present?
              No:
                Refill paper or ink
                -> Print test page
              Yes:
            Clear print queue
            Restart printer
            Print test page
            Page printed?
              No:
                Reinstall driver or call support
              Yes:
                end Printer works
        """,
    ),
    Scenario(
        name="troubleshooting",
        triggers="troubleshooting, troubleshoot, internet troubleshooting, wifi, wi-fi, no internet, internet not working",
        flow="""
            Describe problem
            Power and cables fine?
              No:
                Plug in and switch on
                -> Problem solved?
              Yes:
            Restart device
            Problem solved?
              No:
                Check settings and updates
                Call support
              Yes:
            end Works again
        """,
    ),
    Scenario(
        name="buying a house",
        triggers="buying a house, buy a house, home buying, house buying, buying a home, buy a home, house purchase, home purchase, real estate purchase",
        flow="""
            Set budget
            Loan approved in principle?
              No:
                Save more or lower budget
                -> Set budget
              Yes:
            Search houses
            Visit house
            Like it?
              No:
                -> Search houses
              Yes:
            Make offer
            Offer accepted?
              No:
                -> Search houses
              Yes:
            Inspect house
            Sign mortgage
            Sign contract
            Move in
        """,
    ),
    Scenario(
        name="prime test",
        triggers="prime number, number is prime, prime numbers, prime check, is prime, primality test",
        flow="""
            Enter n
            n less than 2?
              Yes:
                end Not prime
              No:
            Set i to 2
            i × i greater than n?
              Yes:
                end Prime
              No:
            n divisible by i?
              Yes:
                end Not prime
              No:
            Add 1 to i
            -> i × i greater than n?
        """,
    ),
    Scenario(
        name="sending an email",
        type="sequence",
        triggers="sending an email, send an email, email delivery, how email works, email works, email sending, smtp",
        messages="""
            Sender -> Mail client: Write and send
            Mail client -> Sender's mail server: Submit message (SMTP)
            Sender's mail server -> DNS server: Look up MX record
            DNS server --> Sender's mail server: Address of mail server
            Sender's mail server -> Recipient's mail server: Transfer message (SMTP)
            Recipient's mail server --> Sender's mail server: Accepted
            Recipient's mail client -> Recipient's mail server: Fetch messages (IMAP)
            Recipient's mail server --> Recipient's mail client: Message
        """,
        flow="""
            Write message
            Submit to mail server
            Look up recipient's server
            Server found?
              No:
                end Message bounces
              Yes:
            Transfer message
            Spam?
              Yes:
                Move to spam folder
              No:
                Put into inbox
        """,
    ),
    Scenario(
        name="HTTPS connection",
        type="sequence",
        triggers="https, tls, ssl, tls handshake, ssl handshake, https handshake, how https works",
        messages="""
            Browser -> Web server: Open TCP connection
            Browser -> Web server: Client hello
            Web server --> Browser: Server hello with key share
            Web server --> Browser: Certificate and signature
            Browser -> Browser: Verify certificate
            Browser -> Web server: Finished
            Browser -> Web server: Encrypted request
            Web server --> Browser: Encrypted response
        """,
        flow="""
            Open connection
            Exchange hello messages
            Send certificate
            Certificate valid?
              No:
                Show warning
                end Connection refused
              Yes:
            Derive session keys
            Send encrypted request
            Receive encrypted response
        """,
    ),
    Scenario(
        name="ATM withdrawal",
        type="sequence",
        triggers="atm withdrawal, cash withdrawal, withdraw cash, withdraw money, atm, cash machine",
        messages="""
            Customer -> ATM: Insert card
            ATM --> Customer: Ask for PIN
            Customer -> ATM: Enter PIN
            ATM -> Bank: Verify card and PIN
            alt PIN correct:
              Bank --> ATM: Verified
              Customer -> ATM: Enter amount
              ATM -> Bank: Request withdrawal
              Bank -> Account database: Debit account
              Bank --> ATM: Approved
              ATM --> Customer: Cash and card
            else PIN wrong:
              Bank --> ATM: Rejected
              ATM --> Customer: Ask again
        """,
        flow="""
            Insert card
            Enter PIN
            PIN correct?
              No:
                Three attempts?
                  No:
                    -> Enter PIN
                  Yes:
                    end Card retained
              Yes:
            Enter amount
            Balance sufficient?
              No:
                -> Enter amount
              Yes:
            Debit account [database]
            Dispense cash
            Return card
        """,
        domain="""
            Bank has name: String.
            ATM has location: String, dispenseCash() and readCard().
            Card has number: String and expiryDate: Date.
            Customer has name: String and address: String.
            Account has number: String, balance: Decimal, debit() and credit().
            Transaction has amount: Decimal and date: Date.
            SavingsAccount and CurrentAccount extend Account.
            A Bank has many ATMs.
            A Customer has many Cards.
            A Customer has many Accounts.
            A Card has one Account.
            An Account has many Transactions.
        """,
    ),
)
