"""How software is hosted: clusters, functions, content delivery, monitoring."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario

PLATFORMS: tuple[Scenario, ...] = (
    Scenario(
        type="architecture",
        name="Kubernetes",
        triggers="kubernetes, k8s, kubernetes cluster, kubernetes deployment, kubernetes architecture, container orchestration, helm",
        flow="""
            Write manifest [document]
            Build image
            Push image to registry
            Apply manifest to cluster
            Schedule pods on nodes
            Health check passed?
              No:
                Roll back deployment
                end Old version runs
              Yes:
            Route traffic to new pods
            Remove old pods
        """,
        messages="""
            Developer -> API server: Apply manifest
            API server -> Cluster store: Save desired state
            Controller manager -> API server: Watch for changes
            Scheduler -> API server: Assign pods to nodes
            Node agent -> Container runtime: Start containers
            Container runtime --> Node agent: Running
            Node agent --> API server: Pod ready
        """,
        parts="""
            Kubernetes cluster: Ingress controller, Web pods, API pods, Worker pods, Message queue
            User -> Load balancer: HTTPS
            Load balancer -> Ingress controller
            Ingress controller -> Web pods
            Ingress controller -> API pods
            API pods -> Message queue: publish
            Message queue -> Worker pods: consume
            API pods -> Database: SQL
            Worker pods -> Database: SQL
            Image registry -> API pods: images
        """,
        topics="""
            Workloads: Pod, Deployment, StatefulSet, Job
            Network: Service, Ingress, Network policy
            Storage: Volume, Persistent volume claim
            Configuration: ConfigMap, Secret
            Control plane: API server, Scheduler, Controller manager, etcd
        """,
    ),
    Scenario(
        type="architecture",
        name="serverless",
        triggers="serverless, serverless application, serverless architecture, serverless api, faas, functions as a service",
        flow="""
            Receive event
            Start function
            Process event
            Successful?
              No:
                Retry later
                -> Process event
              Yes:
            Store result [database]
            Send response
        """,
        messages="""
            User -> API gateway: Request
            API gateway -> Function: Invoke
            Function -> Database: Read and write
            Database --> Function: Data
            Function --> API gateway: Result
            API gateway --> User: Response
        """,
        parts="""
            User -> CDN: HTTPS
            CDN -> Static website storage
            User -> API gateway: HTTPS
            API gateway -> Authentication service: check token
            API gateway -> API function: invoke
            API function -> Database: read and write
            API function -> Event topic: publish
            Event topic -> Background function: trigger
            Background function -> File storage: store
            API function -> Monitoring: logs
        """,
    ),
    Scenario(
        type="architecture",
        name="monitoring",
        triggers="monitoring, observability, logging, metrics, monitoring stack, alerting, log aggregation",
        needs="architecture, stack, system, setup, infrastructure, platform",
        flow="""
            Collect metrics and logs
            Store time series [database]
            Evaluate rules
            Threshold exceeded?
              No:
                -> Collect metrics and logs
              Yes:
            Send alert
            Open incident
        """,
        parts="""
            Application -> Metrics collector: metrics
            Application -> Log collector: logs
            Metrics collector -> Time series database: store
            Log collector -> Search index: store
            Dashboard -> Time series database: query
            Dashboard -> Search index: query
            Alert manager -> Time series database: evaluate rules
            Alert manager -> On-call engineer: notify
        """,
    ),
)
