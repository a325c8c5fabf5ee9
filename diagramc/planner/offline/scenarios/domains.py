"""Domains that people model: blog, library, school, hospital, bank and the like."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario


def _managed(thing: str, actor: str, system: str, verb: str = "Request") -> tuple[str, str, str]:
    """The flow, messages and parts of a system that keeps records of things for people."""
    low = thing.lower()
    flow = f"""
        {actor} asks for {low}
        Search {low}
        {thing} available?
          No:
            Put {actor.lower()} on waiting list
            end Waiting
          Yes:
        Check entitlement of {actor.lower()}
        Record {low} [database]
        Confirm to {actor.lower()}
    """
    messages = f"""
        {actor} -> {system}: {verb} {low}
        {system} -> Database: Look up {low}
        Database --> {system}: {thing} found
        alt {thing} available:
          {system} -> Database: Record {low}
          {system} --> {actor}: Confirmation
        else {thing} not available:
          {system} --> {actor}: Put on waiting list
    """
    parts = f"""
        {actor} -> Web app: HTTPS
        Web app -> {system}: REST
        {system} -> Database: SQL
        {system} -> Notification service: reminders
    """
    return flow, messages, parts


def _scenario(
    name: str, triggers: str, managed: tuple[str, str, str], domain: str, roles: str, topics: str = ""
) -> Scenario:
    flow, messages, parts = managed
    return Scenario(
        type="er",
        name=name,
        triggers=triggers,
        flow=flow,
        messages=messages,
        parts=parts,
        domain=domain,
        roles=roles,
        topics=topics,
    )


DOMAINS: tuple[Scenario, ...] = (
    _scenario(
        "blog",
        "blog, blogging, blog platform, blogging platform, cms, content management, news site, forum",
        _managed("Post", "Author", "Blog service", "Publish"),
        """
            User (id, name, email, password hash)
            Post (id, title, content, published at, status)
            Comment (id, text, created at)
            Category (id, name)
            Tag (id, name)
            A user writes many posts.
            A post has many comments.
            A user writes many comments.
            A category contains many posts.
            A post has many tags.
        """,
        """
            - Editor in Chief
              - Managing Editor
                - Author
                - Copy Editor
              - Web Developer
        """,
        """
            Content: Posts, Pages, Media
            Readers: Comments, Subscriptions
            Structure: Categories, Tags, Archive
            Publishing: Drafts, Review, Schedule
        """,
    ),
    _scenario(
        "library",
        "library, library management, library management system, library system, book lending, book loan",
        _managed("Book", "Member", "Library system", "Borrow"),
        """
            Member (id, name, email, joined on)
            Book (id, title, isbn, publication year)
            Copy (id, barcode, status)
            Author (id, name)
            Loan (id, loan date, due date, return date)
            Reservation (id, reserved at, status)
            Fine (id, amount, paid at)
            A book has many copies.
            An author writes many books.
            A member has many loans.
            A copy has many loans.
            A member makes many reservations.
            A loan has zero or one fine.
        """,
        """
            - Head Librarian
              - Circulation Manager
                - Librarian
                - Library Assistant
              - Acquisitions Librarian
              - IT Administrator
        """,
        """
            Catalogue: Books, Authors, Search
            Members: Registration, Cards
            Lending: Loans, Returns, Reservations, Fines
            Staff: Librarians, Administration
        """,
    ),
    _scenario(
        "school",
        "school, school management, university, student management, course registration, course enrollment, student information, college, course management, e-learning, online course, learning management, lms",
        _managed("Course", "Student", "School system", "Enrol in"),
        """
            Student (id, name, email, birth date)
            Teacher (id, name, email, subject)
            Course (id, title, credits)
            Class (id, name, room, year)
            Enrollment (id, enrolled on, grade)
            Department (id, name)
            A student has many enrollments.
            A course has many enrollments.
            A teacher teaches many courses.
            A department offers many courses.
            A course contains many classes.
        """,
        """
            - Principal
              - Vice Principal
                - Head of Science
                  - Science Teacher
                - Head of Languages
                  - Language Teacher
              - School Administrator
        """,
        """
            Students: Enrolment, Grades, Attendance
            Teaching: Courses, Timetable, Exams
            Staff: Teachers, Administration
            Facilities: Rooms, Library
        """,
    ),
    _scenario(
        "hospital",
        "hospital, hospital management, clinic, patient management, medical practice, healthcare, health care, patient admission, doctor appointment, medical records",
        _managed("Appointment", "Patient", "Hospital system", "Ask for"),
        """
            Patient (id, name, birth date, phone, address)
            Doctor (id, name, specialty)
            Department (id, name)
            Appointment (id, appointment date, reason, status)
            Treatment (id, description, cost)
            Prescription (id, medicine, dosage)
            Room (id, number, type)
            A patient has many appointments.
            A doctor has many appointments.
            A department has many doctors.
            An appointment has many treatments.
            A doctor writes many prescriptions.
            A patient receives many prescriptions.
            A department has many rooms.
            A patient stays in one room.
        """,
        """
            - Medical Director
              - Chief Physician
                - Physician
                - Resident Doctor
              - Director of Nursing
                - Head Nurse
                - Nurse
              - Administrative Director
                - Receptionist
        """,
        """
            Patients: Admission, Records, Discharge
            Care: Appointments, Treatments, Prescriptions
            Staff: Doctors, Nurses, Administration
            Facilities: Wards, Rooms, Laboratory
        """,
    ),
    _scenario(
        "bank",
        "bank, banking, atm, bank account, online banking, money transfer, bank transfer",
        _managed("Account", "Customer", "Banking system", "Open"),
        """
            Customer (id, name, email, address)
            Account (id, account number, balance, opened on)
            Savings account is a kind of Account.
            Current account is a kind of Account.
            Transaction (id, amount, booked at, reference)
            Card (id, card number, expiry date)
            Branch (id, name, address)
            A customer has many accounts.
            An account has many transactions.
            A customer has many cards.
            A branch has many accounts.
        """,
        """
            - Branch Manager
              - Head of Private Customers
                - Customer Advisor
              - Loan Officer
              - Cashier Supervisor
        """,
    ),
    _scenario(
        "restaurant",
        "restaurant, food delivery, restaurant order, food ordering, cafe, table reservation",
        _managed("Meal", "Guest", "Restaurant system", "Order"),
        """
            Guest (id, name, phone)
            Table (id, number, seats)
            Reservation (id, reserved at, party size)
            Order (id, ordered at, status, total)
            Order item (id, quantity, note)
            Dish (id, name, price)
            Waiter (id, name)
            A guest makes many reservations.
            A table has many reservations.
            An order contains one or more order items.
            Each order item refers to one dish.
            A waiter serves many orders.
        """,
        """
            - Restaurant Manager
              - Head Chef
                - Sous Chef
                - Line Cook
              - Front of House Manager
                - Waiter
                - Host
        """,
    ),
    _scenario(
        "social network",
        "social network, social media, social media app",
        _managed("Post", "User", "Feed service", "Share"),
        """
            User (id, username, email, bio)
            Post (id, text, created at)
            Comment (id, text, created at)
            Like (id, created at)
            Follow (id, followed at)
            Message (id, text, sent at)
            A user writes many posts.
            A post has many comments.
            A post has many likes.
            A user has many follows.
            A user sends many messages.
        """,
        """
            - CEO
              - Head of Product
                - Product Manager
              - CTO
                - Mobile Developer
                - Backend Developer
              - Head of Trust and Safety
                - Moderator Lead
        """,
    ),
    _scenario(
        "inventory",
        "inventory, inventory management, warehouse management, stock management, warehouse, supply chain",
        _managed("Product", "Clerk", "Inventory system", "Book"),
        """
            Product (id, name, sku, price)
            Warehouse (id, name, address)
            Stock item (id, quantity, minimum quantity)
            Supplier (id, name, email)
            Purchase order (id, ordered at, status)
            Movement (id, quantity, type, moved at)
            A warehouse contains many stock items.
            Each stock item refers to one product.
            A supplier receives many purchase orders.
            A purchase order contains one or more products.
            A stock item has many movements.
        """,
        """
            - Operations Director
              - Warehouse Manager
                - Stock Clerk
                - Forklift Operator
              - Purchasing Manager
        """,
    ),
    _scenario(
        "project management",
        "project management, task management, to do, todo, todo app, to-do, task tracker, project planning, kanban",
        _managed("Task", "Member", "Task service", "Take"),
        """
            Project (id, name, start date, end date)
            Task (id, title, description, status, due date)
            User (id, name, email)
            Team (id, name)
            Comment (id, text, created at)
            Label (id, name, color)
            A team has many projects.
            A team contains one or more users.
            A project contains many tasks.
            A user works on many tasks.
            A task has many comments.
            A task has many labels.
        """,
        """
            - Project Sponsor
              - Project Manager
                - Team Lead
                  - Developer
                  - Tester
                - Business Analyst
        """,
        """
            Scope: Goals, Requirements, Deliverables
            Time: Milestones, Schedule
            Resources: Team, Budget
            Risks: Analysis, Measures
            Communication: Meetings, Reports
        """,
    ),
)
