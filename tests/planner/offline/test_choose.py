"""The type that ordinary prompts get when nobody names one."""

from __future__ import annotations

import pytest

from diagramc.planner.offline import OfflinePlanner

PROMPTS: tuple[tuple[str, str], ...] = (
    (
        "sequence",
        "Alice sends Bob a message through the chat server. The chat server stores the message and delivers it to Bob. Bob reads it and the server notifies Alice.",
    ),
    (
        "sequence",
        "User opens the app. App requests data from API. API queries DB. DB returns rows. API sends JSON to app. App renders the list.",
    ),
    (
        "sequence",
        "the browser asks dns for the ip, then it opens a tcp connection to the web server and sends a GET request. server responds with html.",
    ),
    (
        "sequence",
        "When a user clicks checkout, the frontend calls the order service, which reserves stock at the inventory service and then charges the card via Stripe. Stripe responds with a payment id.",
    ),
    (
        "flowchart",
        "First, preheat the oven to 180 degrees. Mix flour, sugar and eggs in a bowl. Pour the batter into a pan and bake it for 30 minutes.",
    ),
    (
        "flowchart",
        "The insurance clerk receives a claim. He checks whether the claim is complete. If documents are missing, he requests them from the customer. Once all documents are available, an assessor evaluates the damage.",
    ),
    ("flowchart", "if temperature > 30 turn on AC else turn off AC"),
    ("flowchart", "Wake up, brush teeth, have breakfast, go to work"),
    (
        "flowchart",
        "1. Cut a release branch\n2. Run the test suite\n3. If tests fail, fix and go back to step 2\n4. Tag the release",
    ),
    (
        "flowchart",
        "how to change a tire: loosen the nuts, jack up the car, remove the wheel, mount the spare, tighten the nuts",
    ),
    (
        "architecture",
        "React frontend talks to a Node.js backend over REST. Backend uses PostgreSQL for storage and Redis for caching.",
    ),
    (
        "architecture",
        "Users connect through a load balancer to three web servers. The web servers connect to a MySQL database with a read replica.",
    ),
    (
        "architecture",
        "our stack: nextjs on vercel, supabase for auth and db, stripe for payments, sendgrid for emails",
    ),
    (
        "architecture",
        "Two VPCs in AWS. The public VPC contains the load balancer. The private VPC contains the app servers and the RDS database.",
    ),
    ("architecture", "Browser → CDN → Load balancer → App server → Database"),
    ("architecture", "mobile app -> api gateway -> user service, order service\norder service -> postgres"),
    ("mindmap", "Healthy breakfast ideas: oatmeal, yogurt with fruit, eggs, smoothies"),
    ("mindmap", "Project Phoenix\n- Team\n  - Anna\n  - Ben\n- Risks\n  - Budget\n  - Timeline\n- Goals"),
    (
        "mindmap",
        "pros and cons of remote work: pros - no commute, flexible hours, focus; cons - isolation, distractions",
    ),
    ("mindmap", "brainstorm birthday gifts"),
    (
        "er",
        "A student has a name, student number and email. A course has a code, title and credits. Each course is taught by one professor; a professor can teach several courses.",
    ),
    ("er", "users(id, name, email), posts(id, title, body, user_id). A user has many posts."),
    ("er", "We need a db for a pet clinic: owners have pets, pets have appointments with vets"),
    ("er", "An employee works in exactly one department. A department may have many employees."),
    (
        "class",
        "Animal is the base class with name and age attributes and a makeSound() method. Dog and Cat inherit from Animal.",
    ),
    ("class", "class Order { id: int; addItem(item) } class Item { name: string }"),
    (
        "class",
        "StripeProvider and PayPalProvider implement PaymentProvider. CheckoutService depends on PaymentProvider.",
    ),
    ("timeline", "1776 Declaration of Independence, 1787 Constitution, 1865 end of the Civil War"),
    (
        "timeline",
        "Our company was founded in 2010 by two friends. In 2013 we raised our first round. In 2022 we went public.",
    ),
    ("timeline", "Q1: research, Q2: prototype, Q3: beta launch, Q4: general availability"),
    ("timeline", "- Jan 2024: kickoff\n- Mar 2024: design done\n- Jun 2024: MVP"),
    ("timeline", "Day 1: arrive in Rome. Day 2: Colosseum and Forum. Day 3: Vatican."),
    (
        "org-chart",
        "CEO Jane Doe has three reports: CTO Raj Patel, CFO Lena Gold and COO Tim Fox. Raj manages two engineering managers, Ann and Bo.",
    ),
    (
        "org-chart",
        "Anna leads Engineering, Ben leads Sales and Cleo leads Finance. They all report to Dora, the managing director.",
    ),
    (
        "org-chart",
        "Head of School\n  Deputy Head\n    Head of Maths\n  Business Manager\n    Finance Officer",
    ),
    ("org-chart", "Startup org: founder & CEO (Mia), CTO (Leo), 2 backend engineers, 1 designer"),
    (
        "org-chart",
        "The marketing director leads the brand team and the growth team. The brand team has a designer and a copywriter.",
    ),
    ("flowchart", "Customer returns flow with inspection and refund"),
    ("sequence", "OAuth handshake between client and authorization server"),
    ("architecture", "Serverless web app on AWS"),
    ("er", "Hotel booking database"),
    ("class", "Bank account class diagram"),
    ("timeline", "Evolution of smartphones"),
    ("org-chart", "Reporting structure of a hospital"),
    ("mindmap", "Mind map: healthy habits"),
    ("flowchart", "Decision tree for choosing a laptop"),
    (
        "flowchart",
        "Draw the process of applying for a visa: fill in the form, book an appointment, submit documents, wait for decision, if approved collect the passport, otherwise appeal",
    ),
    (
        "architecture",
        "The IoT devices send telemetry over MQTT to the IoT hub. A stream processor reads from the hub and writes to InfluxDB.",
    ),
    (
        "sequence",
        "Mobile app requests an access token from the identity provider. The identity provider validates it and returns a new token.",
    ),
)


@pytest.mark.parametrize(("type", "prompt"), PROMPTS)
def test_an_ordinary_prompt_gets_the_type_a_person_would_draw(type: str, prompt: str) -> None:
    assert OfflinePlanner().plan(prompt).diagram.type == type
