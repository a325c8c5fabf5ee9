"""Nouns that say what a thing is: people, systems, attributes."""

from __future__ import annotations

PEOPLE: frozenset[str] = frozenset(
    """
    user customer client visitor guest member admin administrator operator manager employee worker agent clerk cashier analyst engineer
    developer designer tester reviewer approver supervisor director owner buyer seller vendor supplier shopper subscriber author
    editor reader writer student teacher professor lecturer instructor patient doctor nurse physician pharmacist receptionist driver courier
    passenger traveller traveler tenant landlord applicant candidate recruiter interviewer hirer officer secretary assistant accountant
    auditor lawyer judge citizen resident player gamer coach referee chef cook waiter barista roaster librarian technician mechanic
    representative rep staff person people human team committee department hr boss ceo cto cfo coo president chairman expert consultant
    contractor freelancer dispatcher planner organizer moderator maintainer contributor stakeholder sponsor donor volunteer borrower lender broker
    insurer claimant adjuster investigator inspector evaluator assessor estimator attendee participant speaker caller viewer follower friend
    parent child husband wife scientist researcher architect controller captain pilot crew merchant retailer wholesaler shipper
    requester requestor submitter trainer learner trainee rider farmer baker dentist plumber barber trader investor banker marketer blogger voter musician photographer journalist tourist
    commuter cyclist pedestrian athlete guide host seller bidder pharmacy girl boy man woman technician electrician cleaner gardener mentor intern buddy newcomer hire nobody someone
    """.split()
)
"""Heads of phrases that name people or bodies of people: actors."""

SYSTEMS: frozenset[str] = frozenset(
    """
    system server service application app website site platform portal backend frontend api gateway database db cache queue broker bus
    browser client controller module component engine device machine terminal atm sensor processor provider bot chatbot scheduler worker
    daemon proxy balancer router firewall registry repository repo store storage bucket warehouse lake cluster node host container
    program software tool interface ui gui page screen dashboard bank network cloud function lambda pipeline runner agent model microservice
    middleware bff sdk cli kiosk printer scanner camera phone tablet laptop computer hub manager directory ldap idp oauth sso crm erp
    cms mdm pos dns cdn vpn mailer smtp stripe paypal kafka redis rabbitmq postgres postgresql mysql mongodb s3 nginx elasticsearch
    handler listener consumer producer publisher subscriber dispatcher orchestrator matchmaker validator generator parser ad
    clinic school university agency court library airline garage museum theater theatre gym airport laboratory lab government ministry council
    company shop restaurant hotel hospital office warehouse supplier carrier factory ledger vault crawler index
    """.split()
)
"""Heads of phrases that name things which send and receive: participants and services."""

ATTRIBUTES: dict[str, str] = {
    word: kind
    for kind, words in {
        "int": "age count quantity number year level rank size capacity score points stock duration distance seats floor "
        "length width height weight depth radius diameter area volume priority rating stars version mileage pages",
        "decimal": "amount price cost total salary balance fee tax discount rate budget percentage revenue income payment_amount latitude longitude "
        "temperature speed wage subtotal sum value gpa grade",
        "date": "date birthday birthdate dob deadline expiry",
        "datetime": "time timestamp datetime",
        "boolean": "flag enabled active verified available",
        "text": "name title description email e-mail mail phone telephone address password username login text body content comment summary subject code "
        "status state type category kind gender color colour url link website image photo picture avatar isbn sku barcode iban ssn "
        "street city zip postcode country region nationality note notes message label brand make surname firstname lastname nickname bio "
        "slug key format language currency unit symbol genre plate vin license licence specification specialty specialization biography "
        "expertise schedule headline caption signature reason remark role location fax initials abbreviation credentials hash",
        "id": "id identifier uid uuid guid",
    }.items()
    for word in words.split()
}
"""Heads of phrases that are properties rather than things, with the type of their values."""

GENERIC: frozenset[str] = frozenset(
    """
    thing something way case kind sort type example part number lot list step time day fact reason
    result information data purpose use need point aspect feature option variety range system domain
    diagram flowchart chart flow sequence class hierarchy structure overview description
    """.split()
)
"""Nouns too general to be an entity by themselves."""

DIAGRAM_WORDS: dict[str, str] = {
    "flowchart": "flowchart",
    "flow chart": "flowchart",
    "flow diagram": "flowchart",
    "process diagram": "flowchart",
    "activity diagram": "flowchart",
    "decision tree": "flowchart",
    "bpmn": "flowchart",
    "workflow": "flowchart",
    "swimlane": "flowchart",
    "sequence diagram": "sequence",
    "interaction diagram": "sequence",
    "message sequence": "sequence",
    "call sequence": "sequence",
    "architecture diagram": "architecture",
    "architecture": "architecture",
    "deployment diagram": "architecture",
    "component diagram": "architecture",
    "infrastructure": "architecture",
    "system design": "architecture",
    "topology": "architecture",
    "mind map": "mindmap",
    "mindmap": "mindmap",
    "mind-map": "mindmap",
    "brainstorm": "mindmap",
    "brainstorming": "mindmap",
    "concept map": "mindmap",
    "er diagram": "er",
    "erd": "er",
    "er model": "er",
    "er schema": "er",
    "er for": "er",
    "er of": "er",
    "entity relation": "er",
    "uml diagram": "class",
    "network diagram": "architecture",
    "data flow diagram": "flowchart",
    "state machine": "flowchart",
    "state diagram": "flowchart",
    "user flow": "flowchart",
    "process map": "flowchart",
    "gantt chart": "timeline",
    "gantt": "timeline",
    "entity relationship": "er",
    "entity-relationship": "er",
    "database schema": "er",
    "data model": "er",
    "database design": "er",
    "class diagram": "class",
    "uml class": "class",
    "class hierarchy": "class",
    "class model": "class",
    "domain model": "class",
    "object model": "class",
    "timeline": "timeline",
    "time line": "timeline",
    "chronology": "timeline",
    "roadmap": "timeline",
    "history of": "timeline",
    "milestones": "timeline",
    "org chart": "org-chart",
    "org-chart": "org-chart",
    "orgchart": "org-chart",
    "organization chart": "org-chart",
    "organisation chart": "org-chart",
    "organizational chart": "org-chart",
    "organisational chart": "org-chart",
    "reporting structure": "org-chart",
    "reporting line": "org-chart",
    "company structure": "org-chart",
    "team structure": "org-chart",
    "family tree": "org-chart",
    "organigram": "org-chart",
}
"""Words of a prompt that ask for a type of diagram."""

DEPARTMENTS: frozenset[str] = frozenset(
    """
    engineering sales marketing finance product products operations hr it legal design research support development accounting
    procurement logistics security quality recruiting communications infrastructure data analytics growth brand content platform
    partnerships compliance risk strategy manufacturing production purchasing facilities pr r&d qa devops administration training
    people success innovation technology backend frontend mobile
    """.split()
)
"""Parts of a company; in a post's name they stand where the name of a person might."""

TITLES: frozenset[str] = frozenset(
    """
    ceo cto cfo coo cmo cio ciso cpo chro cro vp svp evp president chairman chairwoman chair founder co-founder director head chief manager lead
    supervisor officer partner principal engineer developer designer analyst architect accountant controller counsel assistant
    secretary coordinator specialist administrator representative associate executive recruiter consultant scientist researcher
    product-manager scrum-master dean professor teacher headteacher treasurer editor producer nurse doctor surgeon intern
    """.split()
)
"""Words at the head of a post's name."""
