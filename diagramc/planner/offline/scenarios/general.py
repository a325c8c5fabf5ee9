"""Procedures and exchanges that many people draw: everyday life, science, protocols."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

GENERAL: tuple[Scenario, ...] = (
    Scenario(
        name="legislation",
        triggers="bill becomes a law, bill becomes law, bill to law, legislative process, legislation, law making, lawmaking, passing a law",
        flow="""
            Draft bill [document]
            Introduce bill
            Committee reviews bill
            Committee approves?
              No:
                end Bill fails
              Yes:
            First chamber debates and votes
            Passed by first chamber?
              No:
                end Bill fails
              Yes:
            Second chamber debates and votes
            Passed by second chamber?
              No:
                end Bill fails
              Yes:
            Send bill to head of state
            Signed?
              No:
                Return bill with objections
                -> First chamber debates and votes
              Yes:
            Publish law [document]
            end Law takes effect
        """,
    ),
    Scenario(
        name="scientific method",
        triggers="scientific method, scientific process, experiment design",
        flow="""
            Ask question
            Research background
            Form hypothesis
            Design experiment
            Run experiment
            Analyse data
            Hypothesis supported?
              No:
                -> Form hypothesis
              Yes:
            Publish results [document]
        """,
    ),
    Scenario(
        name="water cycle",
        triggers="water cycle, hydrologic cycle, hydrological cycle",
        flow="""
            Sun heats water
            Water evaporates
            Vapour rises and cools
            Clouds form
            Rain or snow falls
            Water runs off and seeps into the ground
            Rivers carry water to the sea
            -> Sun heats water
        """,
    ),
    Scenario(
        name="making tea",
        triggers="make tea, making tea, tea making, brew tea, cup of tea",
        flow="""
            Boil water
            Put tea into pot
            Pour water
            Steep three minutes
            Strong enough?
              No:
                -> Steep three minutes
              Yes:
            Milk or sugar wanted?
              Yes:
                Add milk or sugar
              No:
            Drink tea
        """,
    ),
    Scenario(
        name="making coffee",
        triggers="make coffee, making coffee, coffee making, brew coffee, cup of coffee",
        flow="""
            Fill water
            Grind beans
            Put coffee into filter
            Brew coffee
            Milk or sugar wanted?
              Yes:
                Add milk or sugar
              No:
            Drink coffee
        """,
    ),
    Scenario(
        name="morning routine",
        triggers="morning routine, getting up, wake up, daily routine",
        flow="""
            Alarm rings
            Time to get up?
              No:
                Snooze
                -> Alarm rings
              Yes:
            Get up
            Shower and dress
            Have breakfast
            Raining?
              Yes:
                Take umbrella
              No:
            Leave home
        """,
    ),
    Scenario(
        name="Git branches",
        triggers="git branching, git workflow, git flow, gitflow, feature branch, branching strategy, branching workflow, github flow",
        flow="""
            Create feature branch
            Commit changes
            Push branch
            Open pull request
            Review approved?
              No:
                -> Commit changes
              Yes:
            Checks passed?
              No:
                -> Commit changes
              Yes:
            Merge into main branch
            Delete feature branch
            Deploy main branch
        """,
        messages="""
            Developer -> Local repository: Create branch and commit
            Local repository -> Remote repository: Push branch
            Developer -> Remote repository: Open pull request
            Remote repository -> CI server: Run checks
            CI server --> Remote repository: Checks passed
            Remote repository -> Reviewer: Ask for review
            Reviewer --> Remote repository: Approve
            Developer -> Remote repository: Merge into main
        """,
    ),
    Scenario(
        type="sequence",
        name="TLS handshake",
        triggers="tls handshake, ssl handshake, tls, ssl, https handshake, https connection",
        flow="""
            Client sends hello with ciphers
            Server answers with cipher and certificate
            Certificate valid?
              No:
                end Connection refused
              Yes:
            Exchange keys
            Derive session keys
            Finish handshake
            Exchange encrypted data
        """,
        messages="""
            Client -> Server: ClientHello (versions, ciphers, key share)
            Server --> Client: ServerHello (cipher, key share)
            Server --> Client: Certificate
            Server --> Client: Finished
            Client -> Client: Verify certificate
            Client -> Server: Finished
            Client -> Server: Encrypted request
            Server --> Client: Encrypted response
        """,
    ),
    Scenario(
        type="sequence",
        name="TCP handshake",
        triggers="tcp handshake, three way handshake, three-way handshake, tcp connection, tcp",
        flow="""
            Client sends SYN
            Server answers SYN-ACK
            Client sends ACK
            Connection established
        """,
        messages="""
            Client -> Server: SYN
            Server --> Client: SYN-ACK
            Client -> Server: ACK
            Client -> Server: Data
            Server --> Client: ACK
            Client -> Server: FIN
            Server --> Client: FIN-ACK
        """,
    ),
    Scenario(
        type="sequence",
        name="DNS lookup",
        triggers="dns lookup, dns resolution, dns query, dns, domain name resolution",
        flow="""
            Look up name in browser cache
            Name known?
              Yes:
                end Use known address
              No:
            Ask resolver
            Ask root server
            Ask server of the top-level domain
            Ask authoritative server
            Return address
        """,
        messages="""
            Browser -> Resolver: Address of example.com?
            Resolver -> Root server: Who knows .com?
            Root server --> Resolver: Server of .com
            Resolver -> TLD server: Who knows example.com?
            TLD server --> Resolver: Authoritative server
            Resolver -> Authoritative server: Address of example.com?
            Authoritative server --> Resolver: IP address
            Resolver --> Browser: IP address
        """,
    ),
)
