"""Building, shipping and running software."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Option, Scenario

_ENGINEERING_ROLES = """
    - Head of Engineering
      - Engineering Manager
        - Backend Developer
        - Frontend Developer
        - QA Engineer
      - Platform Lead
        - DevOps Engineer
        - Site Reliability Engineer
"""


def _ci_server(name: str, triggers: str) -> Option:
    return Option(name, triggers, rename=("CI server", name), extra=True)


_DELIVERY_EXTRAS = (
    _ci_server("GitHub Actions", "github actions, github action"),
    _ci_server("GitLab CI", "gitlab ci, gitlab ci/cd, gitlab"),
    _ci_server("Jenkins", "jenkins"),
    _ci_server("CircleCI", "circleci"),
    _ci_server("Azure DevOps", "azure devops, azure pipelines"),
    Option(
        "Docker",
        "docker, container, containers",
        flow="Build Docker image\nPush image to registry",
        messages="CI server -> Container registry: Push Docker image",
        parts="CI server -> Container registry: push image",
        extra=True,
    ),
    Option(
        "Security scan",
        "security scan, security scanning, sast, vulnerability scan",
        flow="Run security scan",
        messages="CI server -> Security scanner: Scan build",
        parts="CI server -> Security scanner: scan",
        extra=True,
    ),
    Option(
        "Kubernetes",
        "kubernetes, k8s, helm",
        messages="CI server -> Kubernetes: Apply manifests",
        flow="Apply Kubernetes manifests",
        parts="CI server -> Kubernetes cluster: deploy",
        extra=True,
    ),
)
ENGINEERING: tuple[Scenario, ...] = (
    Scenario(
        name="CI/CD",
        triggers="ci pipeline, cd pipeline, ci, ci/cd, ci / cd, cicd, ci cd, continuous integration, continuous delivery, continuous deployment, deployment pipeline, build pipeline, release pipeline, deploy pipeline, software release, release process",
        options=_DELIVERY_EXTRAS,
        flow="""
            Push commit
            CI server starts pipeline
            Check out code
            Build application
            Run unit tests
            Tests passed?
              No:
                Notify developer
                -> Push commit
              Yes:
            {extras}
            Deploy to staging
            Run integration tests
            Release approved?
              No:
                Notify developer
                -> Push commit
              Yes:
            Deploy to production
            Monitor release
            Release healthy?
              No:
                Roll back release
              Yes:
        """,
        messages="""
            Developer -> Git repository: Push commit
            Git repository -> CI server: Trigger pipeline
            CI server -> CI server: Build and run tests
            alt Tests passed:
              {extras}
              CI server -> Artifact registry: Publish build
              CI server -> Staging: Deploy build
              CI server -> Staging: Run integration tests
              Staging --> CI server: Test results
              CI server -> Production: Deploy build
              CI server --> Developer: Release finished
            else Tests failed:
              CI server --> Developer: Report failure
        """,
        parts="""
            Developer -> Git repository: push
            Git repository -> CI server: webhook
            CI server -> Artifact registry: publish build
            CI server -> Staging environment: deploy
            CI server -> Production environment: deploy
            Production environment -> Monitoring: metrics
        """,
        domain="""
            Repository (id, name, url)
            Commit (id, hash, author, message)
            Pipeline (id, name, branch)
            Run (id, status, started at, finished at)
            Job (id, name, status)
            Artifact (id, name, version)
            Deployment (id, environment, deployed at)
            A repository has many commits.
            A repository has many pipelines.
            A pipeline has many runs.
            A run contains one or more jobs.
            A run produces many artifacts.
            An artifact has many deployments.
        """,
        roles=_ENGINEERING_ROLES,
    ),
    Scenario(
        name="code review",
        triggers="code review, pull request, merge request, pull request review, pr review",
        flow="""
            Create branch
            Commit changes
            Open pull request
            Run automated checks
            Checks passed?
              No:
                Fix problems
                -> Run automated checks
              Yes:
            Assign reviewer
            Review changes
            Changes approved?
              No:
                Address comments
                -> Review changes
              Yes:
            Merge pull request
            Delete branch
        """,
        messages="""
            Author -> Git repository: Open pull request
            Git repository -> CI server: Run checks
            CI server --> Git repository: Checks passed
            Git repository -> Reviewer: Request review
            loop until approved:
              Reviewer -> Git repository: Comment on changes
              Git repository -> Author: Notify of comments
              Author -> Git repository: Push fixes
            Reviewer -> Git repository: Approve
            Author -> Git repository: Merge pull request
        """,
        parts="""
            Author -> Git repository: push
            Reviewer -> Git repository: review
            Git repository -> CI server: webhook
            Git repository -> Notification service: events
        """,
        domain="""
            Repository (id, name)
            Pull request (id, title, status, created at)
            Commit (id, hash, message)
            Review (id, verdict, created at)
            Comment (id, text, line)
            Developer (id, name, email)
            A repository has many pull requests.
            A pull request contains one or more commits.
            A pull request has many reviews.
            A review contains many comments.
            A developer writes many reviews.
        """,
        roles=_ENGINEERING_ROLES,
    ),
    Scenario(
        name="incident response",
        triggers="incident response, incident management, incident, outage, on call, on-call, postmortem, security incident",
        flow="""
            Detect alert
            Acknowledge alert
            Assess severity
            Severity critical?
              Yes:
                Declare major incident
                Inform stakeholders
              No:
            Investigate cause
            Apply fix
            Service restored?
              No:
                Escalate to experts
                -> Investigate cause
              Yes:
            Close incident
            Write post-mortem [document]
        """,
        messages="""
            Monitoring -> On-call engineer: Alert
            On-call engineer -> Monitoring: Acknowledge alert
            On-call engineer -> Incident manager: Declare incident
            Incident manager -> Stakeholders: Status update
            On-call engineer -> Production system: Investigate cause
            Production system --> On-call engineer: Logs and metrics
            On-call engineer -> Production system: Apply fix
            Monitoring --> On-call engineer: Service restored
            Incident manager -> Stakeholders: Incident closed
        """,
        parts="""
            Production system -> Monitoring: metrics
            Monitoring -> Alerting service: alert
            Alerting service -> On-call engineer: page
            On-call engineer -> Status page: update
        """,
        domain="""
            Incident (id, title, severity, status, started at, resolved at)
            Alert (id, source, message, created at)
            Service (id, name)
            Responder (id, name, role)
            Postmortem (id, summary, published at)
            An incident has many alerts.
            An incident affects one or more services.
            A responder handles many incidents.
            An incident has one postmortem.
        """,
        roles="""
            - Incident Commander
              - Technical Lead
                - On-call Engineer
                - Database Specialist
              - Communications Lead
              - Scribe Coordinator
        """,
    ),
    Scenario(
        name="bug triage",
        triggers="bug triage, bug report, bug tracking, bug fixing, bug fix, issue tracking, defect management, bug life cycle, bug lifecycle",
        flow="""
            Report bug
            Reproducible?
              No:
                Ask for details
                -> Report bug
              Yes:
            Set priority
            Assign developer
            Fix bug
            Test fix
            Fix verified?
              No:
                -> Fix bug
              Yes:
            Release fix
            Close bug
        """,
        messages="""
            Reporter -> Issue tracker: Report bug
            Issue tracker -> Triage team: New bug
            Triage team -> Issue tracker: Set priority
            Issue tracker -> Developer: Assign bug
            Developer -> Git repository: Push fix
            Tester -> Issue tracker: Verify fix
            Issue tracker --> Reporter: Bug closed
        """,
        parts="Reporter -> Issue tracker: report\nIssue tracker -> Issue database: store\nDeveloper -> Git repository: push fix\nGit repository -> Issue tracker: link commits",
        domain="""
            Project (id, name)
            Bug (id, title, description, severity, status)
            Developer (id, name, email)
            Comment (id, text, created at)
            A project has many bugs.
            A developer fixes many bugs.
            A bug has many comments.
        """,
        roles=_ENGINEERING_ROLES,
    ),
    Scenario(
        name="machine learning",
        triggers="machine learning, ml, ml pipeline, model training, training pipeline, mlops, deep learning, machine learning pipeline, train a model",
        flow="""
            Collect data
            Clean data
            Split into training and test data
            Engineer features
            Train model
            Evaluate model
            Accuracy sufficient?
              No:
                Tune hyperparameters
                -> Train model
              Yes:
            Register model [database]
            Deploy model
            Monitor predictions
            Drift detected?
              Yes:
                -> Collect data
              No:
        """,
        messages="""
            Data scientist -> Training pipeline: Start training
            Training pipeline -> Data lake: Load training data
            Data lake --> Training pipeline: Data set
            loop for each epoch:
              Training pipeline -> Training pipeline: Update weights
            Training pipeline -> Training pipeline: Evaluate model
            Training pipeline -> Model registry: Register model
            Model registry -> Prediction service: Deploy model
            User -> Prediction service: Request prediction
            Prediction service --> User: Prediction
        """,
        parts="""
            Data sources -> Data lake: ingest
            Data lake -> Feature store: features
            Feature store -> Training pipeline: training data
            Training pipeline -> Model registry: register model
            Model registry -> Prediction service: deploy
            User -> Prediction service: REST
            Prediction service -> Monitoring: predictions
        """,
        domain="""
            Dataset (id, name, version, row count)
            Experiment (id, name, created at)
            Training run (id, status, started at)
            Model (id, name, version, accuracy)
            Deployment (id, environment, deployed at)
            Metric (id, name, value)
            An experiment has many training runs.
            A training run uses one dataset.
            A training run produces one model.
            A training run has many metrics.
            A model has many deployments.
        """,
        topics="""
            Data: Collection, Cleaning, Labelling, Features
            Training: Algorithms, Hyperparameters, Validation
            Evaluation: Accuracy, Precision and recall, Fairness
            Deployment: Serving, Monitoring, Retraining
        """,
        roles="""
            - Head of Data
              - Data Engineering Lead
                - Data Engineer
              - Machine Learning Lead
                - Data Scientist
                - ML Engineer
        """,
    ),
    Scenario(
        name="software development",
        triggers="software development, sdlc, software development life cycle, development process, agile, scrum, sprint, software project, agile process",
        flow="""
            Gather requirements
            Plan sprint
            Design solution
            Implement features
            Test features
            Tests passed?
              No:
                Fix defects
                -> Test features
              Yes:
            Review with customer
            Accepted?
              No:
                -> Plan sprint
              Yes:
            Release software
            Maintain software
        """,
        messages="""
            Product owner -> Development team: Present backlog
            Development team -> Development team: Plan sprint
            loop every day:
              Development team -> Scrum master: Report progress
            Development team -> Tester: Hand over features
            Tester --> Development team: Test results
            Development team -> Product owner: Demonstrate increment
            Product owner --> Development team: Feedback
        """,
        domain="""
            Project (id, name, start date)
            Sprint (id, number, start date, end date)
            Story (id, title, points, status)
            Task (id, title, status)
            Developer (id, name, email)
            A project has many sprints.
            A sprint contains many stories.
            A story has many tasks.
            A developer works on many tasks.
        """,
        roles=_ENGINEERING_ROLES,
        topics="""
            Planning: Requirements, Backlog, Estimates
            Design: Architecture, Prototypes
            Development: Coding, Code review
            Testing: Unit tests, Acceptance tests
            Delivery: Release, Maintenance
        """,
    ),
)
