"""Scenarios of a company's inside: onboarding, recruitment, approvals, the company itself."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

ORGANIZATION: tuple[Scenario, ...] = (
    Scenario(
        name="employee onboarding",
        triggers="employee onboarding, onboarding, new hire, onboarding process, staff onboarding, new employee",
        flow="""
            Sign contract [document]
            Create accounts
            Prepare equipment
            Welcome new employee
            Complete paperwork [document]
            Attend orientation
            Train on the job
            Goals of probation met?
              No:
                Agree on improvement plan
                -> Train on the job
              Yes:
            Confirm employment
        """,
        messages="""
            HR -> New employee: Send contract
            New employee --> HR: Signed contract
            HR -> IT: Request accounts and equipment
            IT --> HR: Accounts ready
            HR -> Manager: Announce start date
            New employee -> HR: Complete paperwork
            Manager -> New employee: Introduce team
            Buddy -> New employee: Show daily work
            Manager -> New employee: Hold feedback talk
        """,
        parts="""
            HR -> HR system: enter employee
            HR system -> Directory service: create account
            Directory service -> Mail service: create mailbox
            HR system -> Equipment service: order laptop
            New employee -> Learning platform: training
        """,
        domain="""
            Employee (id, name, email, start date)
            Department (id, name)
            Contract (id, salary, signed at)
            Task (id, title, due date, status)
            Equipment (id, type, serial number)
            A department has many employees.
            An employee has one contract.
            An employee completes many tasks.
            An employee receives many equipments.
        """,
        roles="""
            - HR Director
              - Onboarding Coordinator
              - Recruiter
              - Training Manager
              - IT Support Lead
        """,
    ),
    Scenario(
        name="recruitment",
        triggers="recruitment, hiring, hiring process, recruiting, recruitment process, job application, applicant tracking",
        flow="""
            Identify vacancy
            Publish job offer
            Collect applications
            Screen applications
            Candidate suitable?
              No:
                Send rejection
                end Application closed
              Yes:
            Hold interview
            Interview convincing?
              No:
                Send rejection
                end Application closed
              Yes:
            Make offer
            Offer accepted?
              No:
                -> Screen applications
              Yes:
            Sign contract [document]
        """,
        messages="""
            Hiring manager -> Recruiter: Request new position
            Recruiter -> Job board: Publish job offer
            Candidate -> Job board: Apply
            Job board -> Recruiter: Application
            Recruiter -> Candidate: Invite to interview
            Hiring manager -> Candidate: Hold interview
            Hiring manager --> Recruiter: Decision
            alt Candidate chosen:
              Recruiter -> Candidate: Make offer
              Candidate --> Recruiter: Accept offer
            else Candidate not chosen:
              Recruiter -> Candidate: Send rejection
        """,
        parts="""
            Candidate -> Career site: apply
            Career site -> Applicant tracking system: application
            Recruiter -> Applicant tracking system: screen
            Applicant tracking system -> Applicant database: store
            Applicant tracking system -> Mail service: invitations
        """,
        domain="""
            Position (id, title, department, status)
            Candidate (id, name, email, phone)
            Application (id, status, applied at)
            Interview (id, date, rating)
            Offer (id, salary, status)
            A position has many applications.
            A candidate submits many applications.
            An application has many interviews.
            An application has one offer.
        """,
        roles="""
            - HR Director
              - Talent Acquisition Manager
                - Recruiter
                - Sourcing Specialist
              - Hiring Manager
        """,
    ),
    Scenario(
        name="approval",
        triggers="approval process, approval workflow, approval, leave request, vacation request, expense report, expense approval, expense, invoice approval, purchase request, purchase order, procurement, document approval",
        flow="""
            Fill in request [document]
            Submit request
            Check request
            Request complete?
              No:
                Ask for missing information
                -> Fill in request
              Yes:
            Review by manager
            Approved?
              No:
                Inform requester of rejection
                end Request rejected
              Yes:
            Record approval [database]
            Inform requester
        """,
        messages="""
            Employee -> Approval system: Submit request
            Approval system -> Manager: Ask for approval
            alt Approved:
              Manager --> Approval system: Approve
              Approval system -> Accounting: Forward request
              Approval system --> Employee: Request approved
            else Rejected:
              Manager --> Approval system: Reject
              Approval system --> Employee: Request rejected
        """,
        parts="""
            Employee -> Approval portal: HTTPS
            Manager -> Approval portal: HTTPS
            Approval portal -> Workflow service: REST
            Workflow service -> Request database: store
            Workflow service -> Mail service: notify
        """,
        domain="""
            Employee (id, name, email)
            Request (id, type, reason, amount, status, submitted at)
            Approval (id, decision, comment, decided at)
            An employee submits many requests.
            A request has many approvals.
            A manager gives many approvals.
            Manager is a kind of Employee.
        """,
        roles="""
            - Finance Director
              - Department Manager
                - Employee
              - Accountant
        """,
    ),
    Scenario(
        name="company",
        type="org-chart",
        triggers="company, startup, start up, organization, organisation, tech company, software company, company organization, company structure, corporate structure, org structure, small business, team structure",
        flow="""
            Define strategy
            Plan budget
            Develop products
            Sell products
            Support customers
            Goals reached?
              No:
                Adjust plan
                -> Develop products
              Yes:
            Report results [document]
        """,
        messages="""
            Customer -> Sales: Place order
            Sales -> Operations: Hand over order
            Operations -> Customer: Deliver
            Finance -> Customer: Send invoice
            Customer -> Finance: Pay invoice
        """,
        domain="""
            Company (id, name, address)
            Department (id, name, budget)
            Employee (id, name, email, hire date, salary)
            Project (id, name, start date, end date)
            A company contains one or more departments.
            A department has many employees.
            An employee works on many projects.
        """,
        topics="""
            Product: Roadmap, Design, Development
            Sales: Leads, Contracts, Partners
            Marketing: Brand, Campaigns, Events
            Finance: Budget, Accounting, Reporting
            People: Hiring, Culture, Training
        """,
        roles="""
            - CEO
              - CTO
                - Engineering Manager
                  - Backend Developer
                  - Frontend Developer
                - QA Lead
              - CFO
                - Accountant
              - CMO
                - Marketing Manager
              - COO
                - HR Manager
                - Support Manager
        """,
    ),
    Scenario(
        type="org-chart",
        name="marketing team",
        triggers="marketing team, marketing department, marketing",
        needs="org chart, org-chart, orgchart, team, team structure, department, organization, hierarchy",
        roles="""
            - CMO
              - Content Lead
                - Copywriter
                - Designer
              - Performance Marketing Lead
                - Campaign Manager
                - Analyst
              - Brand Manager
              - PR Manager
        """,
    ),
    Scenario(
        type="org-chart",
        name="engineering team",
        triggers="engineering team, engineering department, development team, dev team, tech team, engineering",
        needs="org chart, org-chart, orgchart, team, team structure, department, organization, hierarchy",
        roles="""
            - CTO
              - Engineering Manager Product
                - Backend Developer
                - Frontend Developer
                - Designer
              - Engineering Manager Platform
                - DevOps Engineer
                - Site Reliability Engineer
              - QA Lead
                - Test Engineer
        """,
    ),
    Scenario(
        type="org-chart",
        name="sales team",
        triggers="sales team, sales department, sales",
        needs="org chart, org-chart, orgchart, team, team structure, department, organization, hierarchy",
        roles="""
            - Head of Sales
              - Account Manager Lead
                - Account Manager
              - Business Development Lead
                - Sales Representative
              - Sales Operations Manager
              - Customer Success Manager
        """,
    ),
    Scenario(
        type="org-chart",
        name="finance team",
        triggers="finance team, finance department, accounting department, finance",
        needs="org chart, org-chart, orgchart, team, team structure, department, organization, hierarchy",
        roles="""
            - CFO
              - Controller
                - Accountant
                - Payroll Specialist
              - Treasurer
              - Financial Planning Lead
                - Financial Analyst
        """,
    ),
    Scenario(
        type="org-chart",
        name="HR team",
        triggers="hr team, hr department, human resources, people team",
        needs="org chart, org-chart, orgchart, team, team structure, department, organization, hierarchy",
        roles="""
            - HR Director
              - Recruiting Lead
                - Recruiter
              - HR Business Partner
              - Training Manager
              - Payroll Specialist
        """,
    ),
    Scenario(
        type="org-chart",
        name="project team",
        triggers="project team, project organization, scrum team, agile team, product team",
        needs="org chart, org-chart, orgchart, team, team structure, department, organization, hierarchy",
        roles="""
            - Product Owner
              - Scrum Master
              - Developer
              - Designer
              - Tester
        """,
    ),
)
