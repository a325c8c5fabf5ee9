"""Products and parts of systems: what kind of service a word names, and how its name is spelled."""

from __future__ import annotations

from typing import NamedTuple

from diagramc.ir.architecture import GroupKind, ServiceKind


class Product(NamedTuple):
    """A product: its spelling, the kind of service it is, and whether others run it."""

    name: str
    kind: ServiceKind
    external: bool = False


_PRODUCTS: dict[ServiceKind, str] = {
    "database": "PostgreSQL Postgres MySQL MariaDB MongoDB DynamoDB SQLite Oracle Cassandra CockroachDB Aurora RDS Neo4j Snowflake BigQuery Redshift "
    "ClickHouse Firestore Supabase InfluxDB TimescaleDB Pinecone Weaviate Qdrant Milvus pgvector CosmosDB Couchbase DuckDB",
    "cache": "Redis Memcached Varnish Valkey ElastiCache Hazelcast",
    "queue": "RabbitMQ SQS ActiveMQ Celery Sidekiq NATS ZeroMQ",
    "topic": "Kafka SNS EventBridge Kinesis Pulsar PubSub",
    "storage": "S3 MinIO GCS HDFS EFS",
    "function": "Lambda",
    "container": "Docker Kubernetes ECS Fargate",
    "gateway": "Kong Apigee Traefik Envoy Zuul",
    "load-balancer": "nginx HAProxy ALB ELB NLB",
    "cdn": "CloudFront Akamai Fastly",
    "dns": "Route53",
    "search": "Elasticsearch OpenSearch Solr Algolia Meilisearch",
    "analytics": "Spark Flink Airflow dbt Looker Tableau Grafana Metabase Hadoop Databricks Kibana PowerBI",
    "monitoring": "Prometheus Datadog Sentry Jaeger NewRelic CloudWatch PagerDuty Logstash",
    "web": "React Vue Angular Svelte Next.js NextJS Nuxt",
    "browser": "Chrome Firefox Safari",
    "mobile": "iOS Android Flutter",
    "auth": "Auth0 Okta Keycloak Cognito LDAP OAuth OAuth2 OIDC SAML SSO",
    "secrets": "Vault KMS",
    "server": "Node.js NodeJS Django Flask Rails Spring Express FastAPI Laravel EC2 Tomcat Apache",
    "ai-model": "GPT-4 GPT Claude Llama LLM Ollama",
    "scheduler": "cron Quartz",
}
_EXTERNAL: dict[ServiceKind, str] = {
    "payment": "Stripe PayPal Adyen Braintree Klarna Square",
    "mail": "SendGrid Mailgun Mailchimp Postmark SES",
    "auth": "Google Facebook Apple",
    "ai-model": "OpenAI Anthropic",
    "system": "Twilio Slack Salesforce HubSpot GitHub GitLab Shopify Zendesk Jira",
    "cdn": "Cloudflare",
}
PRODUCTS: dict[str, Product] = {
    **{
        name.lower(): Product(name, kind, external)
        for table, external in ((_PRODUCTS, False), (_EXTERNAL, True))
        for kind, names in table.items()
        for name in names.split()
    },
    "route 53": Product("Route 53", "dns"),
    "azure ad": Product("Azure AD", "auth", True),
    "active directory": Product("Active Directory", "auth"),
    "power bi": Product("Power BI", "analytics"),
    "github actions": Product("GitHub Actions", "scheduler", True),
    "google cloud storage": Product("Google Cloud Storage", "storage"),
    "vector database": Product("Vector database", "database"),
}
"""Products by the lower-case form of their name."""

KIND_WORDS: dict[str, ServiceKind] = {
    "database": "database",
    "db": "database",
    "databases": "database",
    "datastore": "database",
    "warehouse": "database",
    "lake": "storage",
    "replica": "database",
    "ledger": "database",
    "cache": "cache",
    "queue": "queue",
    "broker": "queue",
    "bus": "topic",
    "topic": "topic",
    "stream": "topic",
    "storage": "storage",
    "bucket": "storage",
    "filesystem": "disk",
    "disk": "disk",
    "volume": "disk",
    "function": "function",
    "functions": "function",
    "container": "container",
    "pod": "container",
    "gateway": "gateway",
    "proxy": "gateway",
    "ingress": "gateway",
    "balancer": "load-balancer",
    "cdn": "cdn",
    "dns": "dns",
    "firewall": "firewall",
    "waf": "firewall",
    "website": "web",
    "frontend": "web",
    "front-end": "web",
    "spa": "web",
    "ui": "web",
    "dashboard": "web",
    "portal": "web",
    "storefront": "web",
    "browser": "browser",
    "mobile": "mobile",
    "app": "mobile",
    "phone": "device",
    "user": "user",
    "customer": "user",
    "client": "user",
    "visitor": "user",
    "admin": "user",
    "operator": "user",
    "internet": "internet",
    "cloud": "cloud",
    "search": "search",
    "index": "search",
    "analytics": "analytics",
    "reporting": "analytics",
    "monitoring": "monitoring",
    "logging": "monitoring",
    "metrics": "monitoring",
    "alerting": "monitoring",
    "scheduler": "scheduler",
    "auth": "auth",
    "authentication": "auth",
    "authorization": "auth",
    "identity": "auth",
    "idp": "auth",
    "login": "auth",
    "secrets": "secrets",
    "mail": "mail",
    "email": "mail",
    "smtp": "mail",
    "mailer": "mail",
    "payment": "payment",
    "payments": "payment",
    "billing": "payment",
    "model": "ai-model",
    "llm": "ai-model",
    "classifier": "ai-model",
    "device": "device",
    "sensor": "device",
    "sensors": "device",
    "printer": "device",
    "camera": "device",
    "server": "server",
    "servers": "server",
    "backend": "server",
    "back-end": "server",
    "api": "server",
    "host": "server",
    "vm": "server",
    "service": "service",
    "services": "service",
    "microservice": "service",
    "worker": "service",
    "workers": "service",
    "processor": "service",
    "engine": "service",
    "bff": "server",
    "system": "system",
    "module": "component",
    "component": "component",
    "layer": "component",
}
"""Kinds by word; in a phrase the last word that is in the table decides."""

GROUP_WORDS: dict[str, GroupKind] = {
    "aws": "cloud",
    "azure": "cloud",
    "gcp": "cloud",
    "cloud": "cloud",
    "vpc": "network",
    "network": "network",
    "subnet": "network",
    "dmz": "network",
    "lan": "network",
    "vlan": "network",
    "region": "region",
    "zone": "zone",
    "cluster": "cluster",
    "kubernetes": "cluster",
    "k8s": "cluster",
    "namespace": "cluster",
    "datacenter": "region",
    "premises": "network",
    "on-premises": "network",
    "tier": "layer",
    "layer": "layer",
    "team": "team",
}
"""Words at the head of a phrase after "in", "on" or "inside" that name a frame round services."""

PROTOCOLS: dict[str, str] = {
    name.lower(): name
    for name in "HTTPS HTTP gRPC REST GraphQL WebSocket WebSockets AMQP MQTT TCP UDP SQL JDBC ODBC SSH SFTP FTP SMTP IMAP TLS SOAP LDAP JSON webhook webhooks".split()
}
"""Protocols that can stand on a connection, by lower-case name."""
