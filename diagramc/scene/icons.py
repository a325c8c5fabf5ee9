"""Pictograms in a 24 by 24 square, stroked, by name: those of Lucide (ISC), and the names other tools know them by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

_WORDS = """
hard-drive: disk hdd ssd volume ebs persistent-disk
globe: internet web www website
earth: cdn cloudfront cloudflare fastly akamai
square-function: function lambda faas cloud-functions functions azure-functions
list: queue sqs rabbitmq kafka activemq message-queue servicebus service-bus event-hubs kinesis msk
rss: topic sns pubsub pub-sub event-grid eventbridge
zap: cache redis memcached elasticache memorystore bolt lightning flash valkey
smartphone: mobile phone-app android ios iphone cellphone mobile-phone
app-window: frontend front-end web-app webapp web-client single-page-app ui browser chrome firefox safari window
monitor: desktop pc computer screen
user: person actor customer client account human
users: people group team community user-group account-group
router: gateway api-gateway apigateway apigee kong api-management
brick-wall-shield: firewall waf
split: load-balancer loadbalancer lb elb alb nlb nginx haproxy traefik envoy elastic-load-balancing
archive: storage bucket s3 blob blob-storage object-storage cloud-storage gcs minio simple-storage-service
mail: email envelope e-mail ses sendgrid mailgun smtp
credit-card: payment stripe paypal card
sparkles: recommendation recommendations inference embeddings ai openai sagemaker bedrock anthropic vertex-ai gpt llm machine-learning
bot: robot chatbot
chart-column: chart bar-chart analytics bigquery redshift snowflake athena graph statistics
chart-line: line-chart graph-line
settings: worker daemon batch-job background-job gear cogs preferences configuration config
house: home
triangle-alert: warning alert exclamation-triangle danger
circle-alert: exclamation exclamation-circle error
circle-x: times-circle cancel fail failure
circle-check: check-circle success ok done tick
circle-question-mark: help question question-circle
circle-play: play-circle
x: times close
trash-2: trash delete bin trash-can
graduation-cap: graduation education
book: manual library
zap: bolt
refresh-cw: sync refresh reload rotate
shopping-cart: cart basket
message-square: message comment chat speech-bubble
messages-square: comments chats conversation
boxes: cubes kubernetes k8s eks aks gke cluster openshift
box: cube service microservice
container: docker ecs podman fargate containerd
truck: truck-fast shipping delivery
database: db postgresql postgres mysql mariadb mongodb mongo sqlite oracle dynamodb rds aurora sql cosmosdb cosmos-db cloud-sql
    mssql sql-server cassandra couchdb firestore spanner neo4j cockroachdb rds-instance sql-database
server: ec2 vm virtual-machine compute-engine host compute machine instance virtual-machines
network: vpc vnet subnet lan
map-pin: dns route53 route-53 location marker location-dot map-marker
shield-check: authorization authorisation identity identity-provider sso auth cognito keycloak auth0 okta security iam authentication
shield: protection
key-round: secrets vault kms secrets-manager key-vault secret
search: elasticsearch opensearch algolia magnifying-glass find lookup
activity: monitoring prometheus grafana datadog cloudwatch pulse heartbeat
clock: time scheduler cron schedule
git-branch: git github gitlab bitbucket code-branch repository
building-2: company organization organisation enterprise
building: office
file-text: document file-alt file-lines report
file: doc
files: documents copy-files
folder: directory
calendar: date calendar-alt
lock: locked password
lock-open: unlock unlocked
log-in: sign-in login sign-in-alt
log-out: sign-out logout
thumbs-up: like approve
thumbs-down: dislike reject
lightbulb: idea bulb
star: favorite favourite
flame: fire
bug: defect
wrench: tool tools maintenance
pencil: edit pen-to-square
eye: view visibility
download: save-file
upload: publish
arrow-left-right: exchange transfer exchange-alt
cloud: aws azure gcp google-cloud
cpu: chip device iot processor microchip
laptop: notebook
printer: print
bell: notification notifications
phone: call telephone
store: shop
tag: label price-tag
send: paper-plane
coins: money
banknote: cash money-bill
dollar-sign: usd dollar
receipt: invoice bill
briefcase: job business
handshake: deal agreement
megaphone: bullhorn marketing campaign
link: url chain
code: programming source-code
square-terminal: console shell
terminal: prompt command-line cli
layers: stack layer-group
workflow: process step-functions airflow
webhook: hook
table: spreadsheet grid
ban: forbidden blocked
"""

_PREFIXES = (
    "fa-",
    "mdi-",
    "lucide-",
    "logos-",
    "icon-",
    "aws-",
    "amazon-",
    "azure-",
    "gcp-",
    "google-",
    "apache-",
    "microsoft-",
    "simple-icons-",
)
_SUFFIXES = (
    "-icon",
    "-outline",
    "-outlined",
    "-filled",
    "-fill",
    "-solid",
    "-regular",
    "-line",
    "-alt",
    "-rounded",
    "-o",
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def _icons() -> dict[str, str]:
    data: dict[str, dict[str, str]] = msgspec.json.decode((Path(__file__).parent / "icons.json").read_bytes())
    return data["icons"]


@cache
def _aliases() -> dict[str, str]:
    """Names from other sets (Mermaid's built-in icons, Font Awesome, Material Design, brands) for icons of ours."""
    found: dict[str, str] = {}
    for row in _WORDS.strip().replace("\n    ", " ").splitlines():
        ours, _, names = row.partition(":")
        found.update(dict.fromkeys(names.split(), ours))
    return found


def _spellings(name: str) -> Iterator[str]:
    """A name as it is said, then without the marks of packs before and behind it."""
    said = (
        _CAMEL.sub("-", name.strip().split(":")[-1].split(" ")[-1])
        .lower()
        .replace("_", "-")
        .replace(".", "-")
    )
    yield said
    while True:
        bare = said
        for prefix in _PREFIXES:
            bare = bare.removeprefix(prefix)
        for suffix in _SUFFIXES:
            bare = bare.removesuffix(suffix)
        if bare == said or not bare:
            return
        said = bare
        yield said


@cache
def find_icon(name: str) -> str | None:
    """Our own name of an icon: `fa:fa-user`, `user` and `person` are all `user`, `logos:aws-lambda` is a function; None when there
    is none that is surely meant."""
    for said in _spellings(name):
        found = said if said in _icons() else _aliases().get(said)
        if found is not None:
            return found
    return None


@cache
def icon_for_words(words: str) -> str | None:
    """The icon that a name such as `API gateway` or `Order database` calls for: by all of it, else by its last two or its last word."""
    said = re.findall(r"[a-z0-9-]+", words.lower())
    for count in dict.fromkeys((len(said), 2, 1)):
        found = find_icon("-".join(said[-count:])) if 0 < count <= len(said) else None
        if found is not None:
            return found
    return None


def icon_names() -> tuple[str, ...]:
    """Our own names of all icons, sorted."""
    return tuple(sorted(_icons()))


def nearest_icons(name: str, others: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Up to three names of known icons (and of `others`) that are spelt like this one, the likeliest first."""
    import difflib

    choices = [*others, *_icons(), *_aliases()]
    *_, bare = _spellings(name)
    return tuple(dict.fromkeys(difflib.get_close_matches(bare, choices, n=3, cutoff=0.6)))


def icon_path(name: str) -> str:
    """The SVG content of an icon; KeyError for a name that `find_icon` does not answer."""
    return _icons()[name]
