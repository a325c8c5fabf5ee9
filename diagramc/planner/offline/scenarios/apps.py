"""Applications that everybody knows: what they are built of, how their parts talk, and what they keep."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

APPS: tuple[Scenario, ...] = (
    Scenario(
        name="chat",
        type="architecture",
        triggers="chat app, chat application, chat, messaging app, messenger, instant messaging, chat system, group chat, whatsapp, slack",
        parts="""
            Web app -> Load balancer: WebSocket
            Mobile app -> Load balancer: WebSocket
            Load balancer -> Chat server
            Chat server -> Presence cache: who is online
            Chat server -> Message broker: publish
            Message broker -> Chat server: deliver
            Chat server -> Message database: store
            Chat server -> File storage: attachments
            Message broker -> Push service: offline users
        """,
        messages="""
            Sender -> Chat server: Connect
            Recipient -> Chat server: Connect
            Sender -> Chat server: Send message
            Chat server -> Message database: Store message
            Chat server --> Sender: Message sent
            alt Recipient online:
              Chat server -> Recipient: Deliver message
              Recipient --> Chat server: Message read
              Chat server -> Sender: Read receipt
            else Recipient offline:
              Chat server -> Push service: Notify
              Push service -> Recipient: Notification
        """,
        flow="""
            Write message
            Send message to server
            Store message [database]
            Recipient online?
              Yes:
                Deliver message
              No:
                Send push notification
            Show message
            Send read receipt
        """,
        domain="""
            User (id, username, email, status)
            Conversation (id, title, created at)
            Membership (id, role, joined at)
            Message (id, text, sent at)
            Attachment (id, file name, size)
            Receipt (id, read at)
            A user has many memberships.
            A conversation has many memberships.
            A conversation contains many messages.
            A user sends many messages.
            A message has many attachments.
            A message has many receipts.
        """,
        topics="""
            Conversations: Direct, Groups, Channels
            Messages: Text, Files, Reactions, Replies
            Presence: Online, Typing, Read receipts
            Safety: Encryption, Blocking, Moderation
        """,
    ),
    Scenario(
        name="video streaming",
        type="architecture",
        triggers="video streaming, streaming service, streaming platform, video platform, movie streaming, movie streaming service, video streaming platform, netflix, youtube clone",
        parts="""
            Viewer app -> CDN: video segments
            Viewer app -> API gateway: HTTPS
            API gateway -> Catalogue service
            API gateway -> User service
            API gateway -> Recommendation service
            Catalogue service -> Catalogue database
            User service -> User database
            Recommendation service -> Watch history database
            Studio -> Upload service: originals
            Upload service -> Transcoding queue
            Transcoding queue -> Transcoding workers
            Transcoding workers -> Video storage: renditions
            CDN -> Video storage
        """,
        messages="""
            Viewer -> Player: Play title
            Player -> Playback service: Request playback
            Playback service -> Licence server: Check rights
            Licence server --> Playback service: Licence
            Playback service --> Player: Manifest
            loop each segment:
              Player -> CDN: Request segment
              CDN --> Player: Segment
            Player -> Playback service: Report position
        """,
        domain="""
            Account (id, email, plan)
            Profile (id, name, language)
            Title (id, name, kind, release year)
            Episode (id, season, number, duration)
            Genre (id, name)
            Viewing (id, position, watched at)
            Rating (id, score)
            Subscription (id, price, started on, status)
            An account has many profiles.
            An account has one subscription.
            A title has many episodes.
            A genre contains many titles.
            A profile has many viewings.
            An episode has many viewings.
            A profile gives many ratings.
            A title has many ratings.
        """,
    ),
    Scenario(
        name="URL shortener",
        type="architecture",
        triggers="url shortener, link shortener, tinyurl, bitly, shorten url",
        parts="""
            Browser -> Load balancer: HTTPS
            Load balancer -> URL service
            URL service -> Key generator: short key
            URL service -> Link cache: look up
            URL service -> Link database: store
            URL service -> Click queue: publish
            Click queue -> Analytics worker
            Analytics worker -> Analytics database
        """,
        messages="""
            User -> URL service: Shorten long URL
            URL service -> Link database: Store key and URL
            URL service --> User: Short URL
            Visitor -> URL service: Open short URL
            URL service -> Link cache: Look up key
            alt found:
              Link cache --> URL service: Long URL
            else not found:
              URL service -> Link database: Look up key
              Link database --> URL service: Long URL
            URL service --> Visitor: Redirect
        """,
        domain="""
            User (id, email, name)
            Link (id, short key, long url, created at, expires at)
            Click (id, clicked at, country, referrer)
            A user creates many links.
            A link has many clicks.
        """,
    ),
    Scenario(
        name="microblog",
        type="architecture",
        triggers="twitter, twitter clone, microblog, news feed, mastodon",
        parts="""
            Mobile app -> API gateway: HTTPS
            Web app -> API gateway: HTTPS
            API gateway -> Post service
            API gateway -> Timeline service
            API gateway -> User service
            API gateway -> Search service
            Post service -> Post database
            Post service -> Fan-out queue: new post
            Fan-out queue -> Timeline service
            Timeline service -> Timeline cache
            User service -> User database
            Search service -> Search index
            Post service -> Media storage
        """,
        domain="""
            User (id, handle, email, bio)
            Post (id, text, created at)
            Follow (id, followed at)
            Like (id, created at)
            Media (id, url, kind)
            A user writes many posts.
            A user has many follows.
            A post has many likes.
            A user gives many likes.
            A post has many media.
        """,
    ),
    Scenario(
        name="ride hailing",
        type="sequence",
        triggers="uber, lyft, ride booking, ride hailing, ride sharing, ridesharing, taxi app, taxi booking, book a ride, uber ride booking, cab booking",
        messages="""
            Rider -> Ride service: Request ride
            Ride service -> Pricing service: Estimate fare
            Pricing service --> Ride service: Fare
            Ride service -> Matching service: Find driver
            Matching service -> Driver: Offer ride
            Driver --> Matching service: Accept
            Matching service --> Ride service: Driver found
            Ride service --> Rider: Driver and arrival time
            Driver -> Rider: Pick up
            Driver -> Ride service: Complete ride
            Ride service -> Payment provider: Charge fare
            Payment provider --> Ride service: Payment confirmed
            Ride service --> Rider: Receipt
        """,
        flow="""
            Enter destination
            Show estimated fare
            Request ride
            Find nearby driver
            Driver accepts?
              No:
                -> Find nearby driver
              Yes:
            Pick up rider
            Drive to destination
            Charge fare
            Rate driver
        """,
        parts="""
            Rider app -> API gateway: HTTPS
            Driver app -> API gateway: HTTPS
            API gateway -> Ride service
            API gateway -> Location service: positions
            Ride service -> Matching service
            Matching service -> Location cache
            Location service -> Location cache
            Ride service -> Pricing service
            Ride service -> Payment service
            Payment service -> Payment provider
            Ride service -> Ride database
            Ride service -> Push service: updates
        """,
        domain="""
            Rider (id, name, phone, rating)
            Driver (id, name, licence number, rating)
            Vehicle (id, plate, model, seats)
            Ride (id, pickup, destination, fare, status)
            Payment (id, amount, method, status)
            Rating (id, score, comment)
            A rider requests many rides.
            A driver drives many rides.
            A driver has many vehicles.
            A ride has one payment.
            A ride has many ratings.
        """,
    ),
    Scenario(
        name="food delivery",
        type="sequence",
        triggers="food delivery, pizza delivery, food delivery app, meal delivery, order pizza, ordering pizza, pizza order, food ordering, food order, takeaway, doordash, uber eats",
        messages="""
            Customer -> Delivery app: Place order
            Delivery app -> Payment provider: Charge payment
            Payment provider --> Delivery app: Payment confirmed
            Delivery app -> Restaurant: Send order
            Restaurant --> Delivery app: Order accepted
            Delivery app --> Customer: Confirmation and time
            Delivery app -> Courier: Assign delivery
            Restaurant -> Courier: Hand over food
            Courier -> Delivery app: Report position
            Delivery app --> Customer: Show position
            Courier -> Customer: Deliver food
        """,
        flow="""
            Choose dishes
            Place order
            Pay
            Payment successful?
              No:
                -> Pay
              Yes:
            Restaurant accepts?
              No:
                Refund payment
                end Order cancelled
              Yes:
            Prepare food
            Assign courier
            Pick up food
            Deliver food
            Rate order
        """,
        parts="""
            Customer app -> API gateway: HTTPS
            Restaurant app -> API gateway: HTTPS
            Courier app -> API gateway: HTTPS
            Services contains Order service, Restaurant service, Delivery service, Payment service and Notification service.
            API gateway -> Order service
            API gateway -> Restaurant service
            API gateway -> Delivery service
            Order service -> Order database
            Restaurant service -> Menu database
            Delivery service -> Location cache
            Order service -> Payment service
            Payment service -> Payment provider
            Order service -> Message broker: publish
            Message broker -> Delivery service: consume
            Message broker -> Notification service: consume
        """,
        domain="""
            Customer (id, name, phone, address)
            Restaurant (id, name, address, rating)
            Dish (id, name, price)
            Order (id, status, placed at, total)
            Order Item (id, quantity, price)
            Courier (id, name, phone, vehicle)
            Payment (id, amount, method, status)
            A customer places many orders.
            A restaurant offers many dishes.
            A restaurant receives many orders.
            An order contains many order items.
            A dish has many order items.
            A courier delivers many orders.
            An order has one payment.
        """,
    ),
    Scenario(
        name="music streaming",
        type="er",
        triggers="music app, music streaming, music player, spotify, playlist, music library, music database",
        domain="""
            User (id, name, email, plan)
            Artist (id, name, country)
            Album (id, title, release date)
            Track (id, title, duration)
            Playlist (id, name, created at)
            Playlist Entry (id, position)
            A user creates many playlists.
            A playlist contains many playlist entries.
            A track has many playlist entries.
            An artist releases many albums.
            An album contains many tracks.
        """,
        parts="""
            Player app -> API gateway: HTTPS
            Player app -> CDN: audio
            API gateway -> Catalogue service
            API gateway -> Playlist service
            API gateway -> Recommendation service
            Catalogue service -> Catalogue database
            Playlist service -> Playlist database
            Recommendation service -> Listening history database
            CDN -> Audio storage
        """,
    ),
    Scenario(
        name="HR system",
        type="er",
        triggers="hr database, hr system, human resources database, employee management, employee database, employee, employees, payroll, employee management system, employee managment",
        needs="er, erd, entity, database, schema, class, classes, uml, tables, data model, management, managment, system",
        domain="""
            Department (id, name, location)
            Position (id, title, level)
            Employee (id, name, email, hire date)
            Contract (id, start date, end date, salary)
            Leave Request (id, start date, end date, status)
            Payslip (id, month, gross, net)
            Review (id, date, rating)
            A department has many employees.
            A position has many employees.
            An employee has many contracts.
            An employee submits many leave requests.
            An employee receives many payslips.
            An employee has many reviews.
        """,
    ),
    Scenario(
        name="gym",
        type="er",
        triggers="gym, fitness studio, fitness club, gym management, yoga studio, fitness app",
        domain="""
            Member (id, name, email, phone)
            Membership (id, plan, start date, end date, price)
            Trainer (id, name, speciality)
            Course (id, name, capacity)
            Session (id, starts at, room)
            Booking (id, booked at, status)
            Payment (id, amount, paid on)
            A member has many memberships.
            A membership has many payments.
            A trainer gives many sessions.
            A course has many sessions.
            A member makes many bookings.
            A session has many bookings.
        """,
    ),
    Scenario(
        name="event ticketing",
        type="er",
        triggers="event ticketing, ticket booking, event tickets, concert tickets, movie theater, movie theatre, cinema, movie ticket, movie tickets, theater, theatre, ticketing app",
        domain="""
            Customer (id, name, email)
            Venue (id, name, address)
            Hall (id, name, capacity)
            Event (id, title, duration)
            Show (id, starts at, price)
            Seat (id, row, number)
            Booking (id, booked at, status, total)
            Ticket (id, code, price)
            A venue contains many halls.
            A hall contains many seats.
            An event has many shows.
            A hall hosts many shows.
            A customer makes many bookings.
            A booking contains many tickets.
            A show has many tickets.
            A seat has many tickets.
        """,
        messages="""
            Customer -> Ticket shop: Choose show
            Ticket shop -> Seat service: Request free seats
            Seat service --> Ticket shop: Free seats
            Customer -> Ticket shop: Choose seats
            Ticket shop -> Seat service: Hold seats
            Ticket shop -> Payment provider: Charge payment
            alt Payment accepted:
              Payment provider --> Ticket shop: Confirmed
              Ticket shop -> Seat service: Book seats
              Ticket shop --> Customer: Tickets
            else Payment declined:
              Payment provider --> Ticket shop: Declined
              Ticket shop -> Seat service: Release seats
              Ticket shop --> Customer: Payment failed
        """,
        flow="""
            Choose show
            Choose seats
            Seats free?
              No:
                -> Choose seats
              Yes:
            Hold seats
            Pay
            Payment successful?
              No:
                Release seats
                end Not booked
              Yes:
            Send tickets
        """,
    ),
)
