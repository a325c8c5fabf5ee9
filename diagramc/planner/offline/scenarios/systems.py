"""Shapes of systems: tiers, services, queues, pipelines, assistants."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Option, Scenario

_REQUEST_FLOW = """
    Receive request
    Authenticate request
    Request valid?
      No:
        Return error
        end Request refused
      Yes:
    Read from cache
    Found in cache?
      Yes:
      No:
        Query database [database]
        Store in cache
    Build response
    Return response
"""
_SYSTEM_DOMAIN = """
    User (id, name, email)
    Session (id, token, expires at)
    Resource (id, name, created at)
    Permission (id, name)
    A user has many sessions.
    A user owns many resources.
    A user has many permissions.
"""
_PLATFORM_ROLES = """
    - CTO
      - Architecture Lead
        - Backend Developer
        - Frontend Developer
      - Platform Lead
        - DevOps Engineer
        - Database Administrator
"""
SYSTEMS: tuple[Scenario, ...] = (
    Scenario(
        type="architecture",
        name="three-tier web application",
        triggers="three tier, 3 tier, three-tier, 3-tier, three tier web app, web application, web app, web application architecture, web stack, full stack, n tier, client server",
        flow=_REQUEST_FLOW,
        messages="""
            User -> Web app: Open page
            Web app -> API server: Request data
            API server -> Cache: Look up
            alt Found in cache:
              Cache --> API server: Cached data
            else Not in cache:
              API server -> Database: Query
              Database --> API server: Rows
              API server -> Cache: Store result
            API server --> Web app: Data
            Web app --> User: Show page
        """,
        parts="""
            Presentation tier: Web app
            Application tier: Load balancer, API server
            Data tier: Database, Cache
            User -> Web app: HTTPS
            Web app -> Load balancer: HTTPS
            Load balancer -> API server: HTTP
            API server -> Database: SQL
            API server -> Cache: look up
        """,
        domain=_SYSTEM_DOMAIN,
        roles=_PLATFORM_ROLES,
    ),
    Scenario(
        type="architecture",
        name="microservices",
        triggers="microservices, microservice, micro services, microservices architecture, service mesh, service oriented",
        flow=_REQUEST_FLOW,
        messages="""
            User -> API gateway: Place order
            API gateway -> Authentication service: Check token
            Authentication service --> API gateway: Token valid
            API gateway -> Order service: Create order
            Order service -> Order database: Store order
            Order service -> Message broker: Publish order created
            Message broker -> Payment service: Order created
            Message broker -> Notification service: Order created
            Order service --> API gateway: Order number
            API gateway --> User: Confirmation
        """,
        parts="""
            Services: User service, Order service, Payment service, Notification service
            Data stores: User database, Order database, Payment database
            User -> API gateway: HTTPS
            API gateway -> User service: REST
            API gateway -> Order service: REST
            API gateway -> Payment service: REST
            User service -> User database
            Order service -> Order database
            Payment service -> Payment database
            Order service -> Message broker: publish
            Message broker -> Notification service: consume
            Message broker -> Payment service: consume
        """,
        domain=_SYSTEM_DOMAIN,
        roles=_PLATFORM_ROLES,
        topics="""
            Services: User service, Order service, Payment service
            Communication: REST, Messaging, API gateway
            Data: Database per service, Events
            Operations: Discovery, Monitoring, Tracing
            Resilience: Retries, Circuit breakers
        """,
    ),
    Scenario(
        type="architecture",
        name="queue and workers",
        triggers="message queue, job queue, queue worker, background job, background jobs, worker queue, task queue, event driven, event-driven, pub sub, publish subscribe, queue",
        flow="""
            Receive job
            Put job in queue [queue]
            Worker takes job
            Process job
            Job successful?
              No:
                Retries left?
                  Yes:
                    -> Put job in queue
                  No:
                    Move to dead-letter queue [queue]
                    end Job failed
              Yes:
            Store result [database]
            Acknowledge job
        """,
        messages="""
            Producer -> Queue: Put job
            Worker -> Queue: Take job
            Queue --> Worker: Job
            Worker -> Worker: Process job
            alt Job successful:
              Worker -> Database: Store result
              Worker -> Queue: Acknowledge job
            else Job failed:
              Worker -> Queue: Return job for retry
        """,
        parts="""
            Producer -> Message queue: publish
            Message queue -> Worker 1: consume
            Message queue -> Worker 2: consume
            Message queue -> Dead-letter queue: failed jobs
            Worker 1 -> Result database: store
            Worker 2 -> Result database: store
        """,
        domain="""
            Job (id, type, payload, status, attempts)
            Queue (id, name)
            Worker (id, host, started at)
            Result (id, content, created at)
            A queue contains many jobs.
            A worker processes many jobs.
            A job has one result.
        """,
        roles=_PLATFORM_ROLES,
    ),
    Scenario(
        type="architecture",
        name="data pipeline",
        triggers="data pipeline, etl, etl pipeline, etl process, elt, data warehouse, data ingestion, data processing, big data, analytics pipeline, batch processing, stream processing",
        flow="""
            Extract data from sources
            Store raw data [database]
            Validate records
            Records valid?
              No:
                Quarantine records
                Alert data team
                end Load stopped
              Yes:
            Transform data
            Load into warehouse [database]
            Refresh reports
        """,
        messages="""
            Scheduler -> Pipeline: Start run
            Pipeline -> Source system: Extract data
            Source system --> Pipeline: Records
            Pipeline -> Data lake: Store raw data
            Pipeline -> Pipeline: Validate and transform
            Pipeline -> Data warehouse: Load data
            Data warehouse --> Pipeline: Rows loaded
            Pipeline -> Dashboard: Refresh reports
            Pipeline --> Scheduler: Run finished
        """,
        parts="""
            Sources: Application database, Event stream, File storage
            Application database -> Ingestion service: extract
            Event stream -> Ingestion service: stream
            File storage -> Ingestion service: extract
            Ingestion service -> Data lake: raw data
            Data lake -> Transformation engine: read
            Transformation engine -> Data warehouse: load
            Data warehouse -> Dashboard: query
            Scheduler -> Ingestion service: trigger
        """,
        domain="""
            Source (id, name, type, connection)
            Dataset (id, name, format)
            Pipeline (id, name, schedule)
            Run (id, status, started at, finished at)
            Table (id, name, schema)
            Report (id, title)
            A source provides many datasets.
            A pipeline has many runs.
            A pipeline reads many datasets.
            A pipeline writes many tables.
            A report uses many tables.
        """,
        roles="""
            - Head of Data
              - Data Engineering Lead
                - Data Engineer
              - Analytics Lead
                - Data Analyst
        """,
    ),
    Scenario(
        type="architecture",
        name="retrieval-augmented chatbot",
        triggers="rag, retrieval augmented generation, retrieval-augmented, chatbot, chat bot, ai assistant, llm application, llm app, llm, question answering, ai agent, ai chatbot",
        options=(
            Option(
                "Human hand-over",
                "human, agent, handover, hand over, escalation",
                flow="""
                    Answer confident?
                      No:
                        Hand over to human agent
                        end Handled by agent
                      Yes:
                """,
                messages="opt Answer not confident:\n  Chatbot -> Human agent: Hand over conversation\n  Human agent --> User: Answer",
                parts="Chat service -> Human agent: hand over",
                extra=True,
            ),
        ),
        flow="""
            Receive question
            Embed question
            Search vector database [database]
            Relevant passages found?
              No:
                Say that nothing was found
                end No answer
              Yes:
            Build prompt with passages
            Ask language model
            {extras}
            Check answer
            Send answer with sources
        """,
        messages="""
            User -> Chatbot: Ask question
            Chatbot -> Embedding model: Embed question
            Embedding model --> Chatbot: Vector
            Chatbot -> Vector database: Search similar passages
            Vector database --> Chatbot: Passages
            Chatbot -> Language model: Prompt with passages
            Language model --> Chatbot: Answer
            {extras}
            Chatbot --> User: Answer with sources
        """,
        parts="""
            User -> Chat app: HTTPS
            Chat app -> Chat service: REST
            Chat service -> Embedding model: embed
            Chat service -> Vector database: search
            Chat service -> Language model: prompt
            Document storage -> Indexing worker: documents
            Indexing worker -> Embedding model: embed
            Indexing worker -> Vector database: store vectors
            Chat service -> Conversation database: history
        """,
        domain="""
            User (id, name, email)
            Conversation (id, title, started at)
            Message (id, role, text, created at)
            Document (id, title, url)
            Chunk (id, text, embedding)
            A user has many conversations.
            A conversation contains many messages.
            A document contains many chunks.
            A message refers to many chunks.
        """,
        topics="""
            Indexing: Loading, Splitting, Embedding
            Retrieval: Vector search, Reranking
            Generation: Prompt, Language model, Sources
            Quality: Evaluation, Guardrails, Feedback
        """,
        roles=_PLATFORM_ROLES,
    ),
    Scenario(
        type="architecture",
        name="file upload",
        triggers="file upload, image upload, upload a file, document upload, upload files, upload process, media upload",
        flow="""
            Choose file
            Type and size allowed?
              No:
                Show error message
                -> Choose file
              Yes:
            Upload file
            Scan for viruses
            File clean?
              No:
                Delete file
                end Upload refused
              Yes:
            Store file [storage]
            Save metadata [database]
            Confirm upload
        """,
        messages="""
            User -> Web app: Choose file
            Web app -> Upload service: Upload file
            Upload service -> Virus scanner: Scan file
            Virus scanner --> Upload service: File clean
            Upload service -> File storage: Store file
            Upload service -> Database: Save metadata
            Upload service --> Web app: File address
            Web app --> User: Confirm upload
        """,
        parts="""
            User -> Web app: HTTPS
            Web app -> Upload service: HTTPS
            Upload service -> Virus scanner: scan
            Upload service -> File storage: store
            Upload service -> Metadata database: SQL
            CDN -> File storage: fetch
        """,
        domain="""
            User (id, name, email)
            File (id, name, size, type, uploaded at)
            Folder (id, name)
            A user owns many files.
            A folder contains many files.
        """,
        roles=_PLATFORM_ROLES,
    ),
    Scenario(
        type="architecture",
        name="API request",
        triggers="api request, rest api, api call, http request, web request, api gateway, request handling, rate limiting, rate limiter",
        flow=_REQUEST_FLOW,
        messages="""
            Client -> API gateway: Request with token
            API gateway -> Authentication service: Check token
            Authentication service --> API gateway: Token valid
            API gateway -> Service: Forward request
            Service -> Database: Query
            Database --> Service: Rows
            Service --> API gateway: Response
            API gateway --> Client: Response
        """,
        parts="""
            Client -> API gateway: HTTPS
            API gateway -> Authentication service: check token
            API gateway -> Service: HTTP
            Service -> Cache: look up
            Service -> Database: SQL
            Service -> Logging service: logs
        """,
        domain=_SYSTEM_DOMAIN,
        roles=_PLATFORM_ROLES,
    ),
    Scenario(
        type="architecture",
        name="Internet of Things",
        triggers="iot, internet of things, smart home, sensor data, telemetry, connected devices, iot platform",
        flow="""
            Read sensor
            Send telemetry
            Validate measurement
            Threshold exceeded?
              Yes:
                Raise alert
                Notify user
              No:
            Store measurement [database]
            Update dashboard
        """,
        messages="""
            Sensor -> Gateway: Measurement
            Gateway -> Message broker: Publish telemetry
            Message broker -> Stream processor: Telemetry
            Stream processor -> Time-series database: Store measurement
            opt Threshold exceeded:
              Stream processor -> Notification service: Raise alert
              Notification service -> User: Alert
            User -> Dashboard: Open dashboard
            Dashboard -> Time-series database: Query measurements
        """,
        parts="""
            Field: Sensors, Edge gateway
            Cloud platform: Message broker, Stream processor, Time-series database, Dashboard
            Sensors -> Edge gateway: MQTT
            Edge gateway -> Message broker: MQTT
            Message broker -> Stream processor: consume
            Stream processor -> Time-series database: store
            Dashboard -> Time-series database: query
            User -> Dashboard: HTTPS
        """,
        domain="""
            Device (id, name, type, location)
            Sensor (id, unit)
            Measurement (id, value, measured at)
            Alert (id, message, created at)
            A device contains one or more sensors.
            A sensor has many measurements.
            A device raises many alerts.
        """,
        roles=_PLATFORM_ROLES,
    ),
)
