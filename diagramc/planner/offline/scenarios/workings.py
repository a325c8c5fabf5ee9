"""How machines, nets and offices that people ask about work: engine, lift, traffic light, web page, payment chain."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

WORKINGS: tuple[Scenario, ...] = (
    Scenario(
        name="insurance claim",
        triggers="insurance claim, claim processing, insurance claims, claims process, claims handling, claim handling, car accident claim, insurance",
        flow="""
            Report damage
            Register claim [database]
            Check policy
            Damage covered?
              No:
                Explain refusal
                end Claim rejected
              Yes:
            Ask for evidence
            Assess damage
            Signs of fraud?
              Yes:
                Investigate
                Fraud confirmed?
                  Yes:
                    end Claim rejected
                  No:
              No:
            Calculate payment
            Pay out
            Close claim
        """,
        messages="""
            Policyholder -> Claims system: Report damage
            Claims system -> Policy database: Look up policy
            Policy database --> Claims system: Cover
            Claims system -> Adjuster: Assign claim
            Adjuster -> Policyholder: Inspect damage
            Adjuster --> Claims system: Report
            alt Covered:
              Claims system -> Bank: Pay out
              Claims system --> Policyholder: Settlement
            else Not covered:
              Claims system --> Policyholder: Refusal with reasons
        """,
        parts="""
            Policyholder -> Customer portal: HTTPS
            Customer portal -> Claims service: REST
            Claims service -> Claims database: SQL
            Claims service -> Policy service: REST
            Policy service -> Policy database: SQL
            Claims service -> Document storage: photos and reports
            Claims service -> Payment provider: pay out
        """,
        domain="""
            Policyholder (id, name, email, phone, address)
            Policy (id, policy number, kind, start date, end date, premium)
            Claim (id, reported on, description, amount, status)
            Payment (id, amount, paid at)
            Agent (id, name, email)
            Adjuster (id, name)
            A policyholder has many policies.
            A policy has many claims.
            A claim has many payments.
            An agent sells many policies.
            An adjuster assesses many claims.
        """,
    ),
    Scenario(
        name="car engine",
        triggers="car engine, combustion engine, four stroke engine, four-stroke engine, petrol engine",
        flow="""
            Inlet valve opens
            Piston moves down
            Cylinder fills with air and fuel
            Inlet valve closes
            Piston compresses mixture
            Spark plug ignites mixture
            Explosion pushes piston down
            Crankshaft turns
            Exhaust valve opens
            Piston pushes out exhaust
            Engine still on?
              Yes:
                -> Inlet valve opens
              No:
        """,
        topics="""
            Strokes: Intake, Compression, Power, Exhaust
            Parts: Piston, Cylinder, Crankshaft, Valves, Spark plug
            Supply: Fuel, Air, Oil, Cooling
        """,
    ),
    Scenario(
        type="sequence",
        name="loading a web page",
        triggers="type a url, enter a url, url in the browser, url in a browser, open a website, visit a website, load a web page, loading a web page, web page load, page load, web request",
        flow="""
            Enter address in browser
            Address in cache?
              No:
                Ask DNS for address
              Yes:
            Open TCP connection
            Agree on TLS keys
            Send HTTP request
            Server builds response
            Receive HTML
            Parse HTML
            Load styles, scripts and images
            Run scripts
            Draw page
        """,
        messages="""
            User -> Browser: Enter address
            Browser -> DNS server: Address of the name?
            DNS server --> Browser: IP address
            Browser -> Web server: Open TCP connection
            Browser -> Web server: TLS handshake
            Browser -> Web server: GET /
            Web server --> Browser: HTML
            Browser -> Web server: GET styles, scripts and images
            Web server --> Browser: Files
            Browser --> User: Show page
        """,
        parts="""
            User -> Browser
            Browser -> DNS server: DNS
            Browser -> CDN: styles, scripts and images
            Browser -> Load balancer: HTTPS
            Load balancer -> Web server: HTTP
            Web server -> Database: SQL
        """,
    ),
    Scenario(
        name="lift ride",
        triggers="elevator button, press the elevator button, elevator works, elevator work, lift works, elevator ride, call an elevator",
        flow="""
            Press call button
            Controller registers call
            Car on this floor?
              No:
                Move car to floor
              Yes:
            Open doors
            Passenger enters and chooses floor
            Doorway clear?
              No:
                Keep doors open
                -> Doorway clear?
              Yes:
            Close doors
            Move to chosen floor
            Open doors there
        """,
        messages="""
            Passenger -> Call panel: Press button
            Call panel -> Controller: Register call
            Controller -> Motor: Move to floor
            Motor --> Controller: Floor reached
            Controller -> Door: Open
            Passenger -> Car panel: Choose floor
            Car panel -> Controller: Register target
            Controller -> Door: Close
            Controller -> Motor: Move to target
        """,
    ),
    Scenario(
        name="traffic light",
        triggers="traffic light, traffic lights, traffic signal, stoplight",
        flow="""
            Red
            Cars waiting or timer elapsed?
              No:
                -> Red
              Yes:
            Red and amber
            Green
            Pedestrian waiting or timer elapsed?
              No:
                -> Green
              Yes:
            Amber
            -> Red
        """,
        domain="""
            TrafficLight has current: Color, change() and reset().
            Controller has start() and stop().
            Timer has seconds: int and start().
            Sensor has detects: boolean.
            A Controller contains many TrafficLights.
            A Controller contains one Timer.
            A Controller has many Sensors.
        """,
    ),
    Scenario(
        name="vending machine",
        triggers="vending machine, drinks machine, snack machine",
        flow="""
            Show products
            Choose product
            In stock?
              No:
                Show sold out
                -> Choose product
              Yes:
            Show price
            Insert coins
            Enough money?
              No:
                Ask for more money
                -> Insert coins
              Yes:
            Dispense product
            Change due?
              Yes:
                Return change
              No:
            Take product
        """,
        messages="""
            Customer -> Vending machine: Choose product
            Vending machine -> Inventory: In stock?
            Inventory --> Vending machine: Available
            Vending machine --> Customer: Show price
            Customer -> Coin acceptor: Insert coins
            Coin acceptor -> Vending machine: Amount
            Vending machine -> Dispenser: Release product
            Dispenser --> Customer: Product
            Vending machine --> Customer: Change
        """,
        domain="""
            VendingMachine has location: String, selectProduct(), insertMoney() and dispense().
            Product has name: String and price: Decimal.
            Slot has number: int and quantity: int.
            Inventory has restock() and isAvailable().
            Payment is an abstract class with pay() and refund().
            CoinPayment and CardPayment extend Payment.
            CoinPayment has coins: int.
            CardPayment has cardNumber: text.
            A VendingMachine contains one Inventory.
            An Inventory contains many Slots.
            A Slot holds one Product.
            A VendingMachine has many Payments.
        """,
    ),
    Scenario(
        type="sequence",
        name="blockchain transaction",
        triggers="blockchain, blockchain transaction, bitcoin, bitcoin transaction, crypto transaction, ethereum transaction",
        flow="""
            Create transaction
            Sign with private key
            Send to network
            Nodes check signature and balance
            Valid?
              No:
                end Rejected
              Yes:
            Wait in pool
            Miner puts transaction into block
            Find proof of work
            Spread block in network
            Nodes accept block?
              No:
                -> Wait in pool
              Yes:
            Append block to chain
            end Confirmed
        """,
        messages="""
            Sender -> Wallet: Enter amount and address
            Wallet -> Wallet: Sign transaction
            Wallet -> Node: Send transaction
            Node -> Node: Check signature and balance
            Node -> Miner: Pass on transaction
            Miner -> Miner: Find proof of work
            Miner -> Node: New block
            Node -> Node: Append block to chain
            Node --> Wallet: Confirmation
        """,
        topics="""
            Basics: Blocks, Hashes, Keys, Wallets
            Consensus: Proof of work, Proof of stake
            Uses: Payments, Smart contracts, Supply chains
            Risks: Energy use, Fraud, Volatility
        """,
    ),
    Scenario(
        type="sequence",
        name="card payment",
        triggers="credit card payment, card payment, card transaction, credit card transaction, pay by card, card authorization",
        flow="""
            Present card
            Terminal reads card
            Ask acquirer for authorisation
            Card network forwards request
            Issuer checks card and limit
            Approved?
              No:
                end Payment declined
              Yes:
            Reserve amount
            Print receipt [document]
            Settle between banks
        """,
        messages="""
            Cardholder -> Terminal: Present card
            Terminal -> Acquirer: Authorisation request
            Acquirer -> Card network: Forward request
            Card network -> Issuing bank: Check card and limit
            alt Approved:
              Issuing bank --> Card network: Approval code
              Card network --> Acquirer: Approval code
              Acquirer --> Terminal: Approved
              Terminal --> Cardholder: Receipt
            else Declined:
              Issuing bank --> Card network: Declined
              Card network --> Acquirer: Declined
              Acquirer --> Terminal: Declined
        """,
    ),
    Scenario(
        type="sequence",
        name="phone call",
        triggers="phone call, mobile call, calling somebody, telephone call, voip call, sip call",
        messages="""
            Caller -> Network: Dial number
            Network -> Network: Locate callee
            Network -> Callee: Ring
            Callee --> Network: Answer
            Network --> Caller: Connected
            Caller -> Callee: Talk
            Callee -> Caller: Talk
            Caller -> Network: Hang up
        """,
        flow="""
            Dial number
            Network locates callee
            Line free?
              No:
                end Busy
              Yes:
            Ring
            Answered?
              No:
                Leave message
                end Missed
              Yes:
            Talk
            Hang up
        """,
    ),
    Scenario(
        name="washing machine",
        triggers="washing machine, dishwasher cycle, washing cycle",
        flow="""
            Load drum
            Choose programme
            Door closed?
              No:
                Show warning
                -> Door closed?
              Yes:
            Lock door
            Fill with water
            Heat water
            Wash
            Drain
            Rinse
            Rinses left?
              Yes:
                -> Rinse
              No:
            Spin
            Unlock door
        """,
    ),
    Scenario(
        name="power station",
        triggers="nuclear power plant, power plant, nuclear reactor, power station, electricity generation",
        flow="""
            Release heat in reactor or boiler
            Heat water to steam
            Steam drives turbine
            Turbine drives generator
            Generator makes electricity
            Transformer raises voltage
            Feed into grid
            Condenser cools steam
            Pump water back
        """,
    ),
    Scenario(
        name="recycling",
        triggers="recycling, plastic recycling, recycling process, waste management, waste recycling",
        flow="""
            Collect waste
            Sort by material
            Recyclable?
              No:
                Burn or landfill
                end Disposed
              Yes:
            Clean material
            Shred material
            Melt or pulp
            Make new products
            Sell products
        """,
        topics="""
            Materials: Paper, Glass, Plastic, Metal, Organic
            Steps: Collect, Sort, Clean, Process, Reuse
            Benefits: Less waste, Less energy, Fewer raw materials
            Problems: Contamination, Cost, Microplastics
        """,
    ),
)
