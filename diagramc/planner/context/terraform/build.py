"""Blocks to an architecture: what is a service, what holds others, what only glues two together."""

from __future__ import annotations

from collections.abc import Iterable

from diagramc.ir.architecture import Architecture, Boundary, Connection, GroupKind, Service, ServiceKind
from diagramc.ir.ids import slug
from diagramc.planner.context.terraform.blocks import Block

_CLOUDS = {
    "aws": "AWS",
    "google": "Google Cloud",
    "azurerm": "Azure",
    "azuread": "Azure",
    "digitalocean": "DigitalOcean",
    "hcloud": "Hetzner Cloud",
    "cloudflare": "Cloudflare",
    "kubernetes": "Kubernetes",
    "oci": "Oracle Cloud",
    "scaleway": "Scaleway",
}
_HOLDERS: dict[str, GroupKind] = {
    "vpc": "network",
    "virtual_network": "network",
    "compute_network": "network",
    "network": "network",
    "subnet": "zone",
    "subnetwork": "zone",
    "compute_subnetwork": "zone",
    "network_subnet": "zone",
    "resource_group": "group",
    "namespace": "group",
    "ecs_cluster": "cluster",
    "eks_cluster": "cluster",
    "kubernetes_cluster": "cluster",
    "container_cluster": "cluster",
}
"""Resources that hold others, by their type without the provider."""
_KINDS: tuple[tuple[str, ServiceKind], ...] = (
    ("elasticache", "cache"),
    ("redis", "cache"),
    ("memcache", "cache"),
    ("db_instance", "database"),
    ("rds", "database"),
    ("dynamodb", "database"),
    ("sql", "database"),
    ("postgres", "database"),
    ("mysql", "database"),
    ("cosmosdb", "database"),
    ("firestore", "database"),
    ("bigtable", "database"),
    ("redshift", "analytics"),
    ("bigquery", "analytics"),
    ("sqs", "queue"),
    ("servicebus_queue", "queue"),
    ("queue", "queue"),
    ("sns_topic", "topic"),
    ("pubsub_topic", "topic"),
    ("eventhub", "topic"),
    ("kinesis", "topic"),
    ("msk", "topic"),
    ("kafka", "topic"),
    ("topic", "topic"),
    ("s3_bucket", "storage"),
    ("storage_bucket", "storage"),
    ("storage_account", "storage"),
    ("spaces_bucket", "storage"),
    ("bucket", "storage"),
    ("efs", "disk"),
    ("ebs", "disk"),
    ("disk", "disk"),
    ("volume", "disk"),
    ("lambda_function", "function"),
    ("cloudfunctions", "function"),
    ("function_app", "function"),
    ("api_gateway", "gateway"),
    ("apigateway", "gateway"),
    ("internet_gateway", "internet"),
    ("nat_gateway", "gateway"),
    ("cloudfront", "cdn"),
    ("cdn", "cdn"),
    ("route53", "dns"),
    ("dns", "dns"),
    ("lb", "load-balancer"),
    ("alb", "load-balancer"),
    ("elb", "load-balancer"),
    ("loadbalancer", "load-balancer"),
    ("load_balancer", "load-balancer"),
    ("forwarding_rule", "load-balancer"),
    ("waf", "firewall"),
    ("firewall", "firewall"),
    ("cognito", "auth"),
    ("secretsmanager", "secrets"),
    ("secret_manager", "secrets"),
    ("key_vault", "secrets"),
    ("kms", "secrets"),
    ("ssm_parameter", "secrets"),
    ("ses", "mail"),
    ("opensearch", "search"),
    ("elasticsearch", "search"),
    ("cloudwatch", "monitoring"),
    ("monitor", "monitoring"),
    ("scheduler", "scheduler"),
    ("ecs_service", "container"),
    ("cloud_run", "container"),
    ("container", "container"),
    ("deployment", "container"),
    ("instance", "server"),
    ("virtual_machine", "server"),
    ("droplet", "server"),
    ("server", "server"),
    ("autoscaling_group", "server"),
    ("sagemaker", "ai-model"),
    ("bedrock", "ai-model"),
    ("static_site", "web"),
    ("static_web_app", "web"),
)
"""What part of a resource's type says of its kind; the first that fits counts."""
_GLUE = (
    "_policy",
    "_attachment",
    "_association",
    "_mapping",
    "_permission",
    "_subscription",
    "_rule",
    "_listener",
    "_target_group",
    "_route",
    "_route_table",
    "_version",
    "_ownership_controls",
    "_public_access_block",
    "_acl",
    "_configuration",
    "_subnet_group",
    "_parameter_group",
    "_launch_template",
    "_launch_configuration",
    "_task_definition",
    "_eip",
    "_security_group",
    "_binding",
    "_member",
    "_integration",
    "_deployment_stage",
    "_stage",
    "_method",
    "_resource",
    "_object",
    "_log_group",
    "_key_pair",
    "_record",
    "_zone",
    "_certificate",
    "_certificate_validation",
    "_network_interface",
    "_event_target",
    "_event_rule",
)
"""Ends of the types of resources that only join others or set them up."""
_SHORT = frozenset(
    "acm aks alb api cdn db dns ebs ec2 ecr ecs efs eks elb gke kms lb mq msk nat nlb rds s3 ses sns sql sqs ssm vm vpc waf".split()
)
_UNSEEN = ("random_", "null_", "local_", "tls_", "time_", "template_", "archive_", "external_")


def build(blocks: Iterable[Block]) -> Architecture:
    """The architecture that blocks declare: resources and modules as services, references as connections, networks as groups."""
    named = {_address(block): block for block in blocks if _address(block)}
    holders = {at: block for at, block in named.items() if _holder_kind(block) is not None}
    shown = {at: block for at, block in named.items() if at not in holders and not _is_glue(block)}
    ids: dict[str, str] = {}
    for at in (*shown, *holders):
        ids[at] = slug(at.replace(".", "-").replace("_", "-"), ids.values())
    refers = {at: _references(block, named) for at, block in named.items()}
    inside = {at: _holder(refers[at], holders, named, at) for at in (*shown, *holders)}
    clouds = _clouds(named.values(), set(ids.values()))
    services = tuple(_service(at, block, ids, inside[at], clouds) for at, block in shown.items())
    groups = tuple(
        Boundary(
            id=ids[at],
            label=_label(block),
            kind=_holder_kind(block) or "group",
            parent=ids[held] if (held := inside[at]) else clouds.get(_provider(block)),
        )
        for at, block in holders.items()
        if any(at == other for other in inside.values())
    )
    known = {group.id for group in groups}
    used = {service.group for service in services} | {group.parent for group in groups}
    cloud_groups = tuple(
        Boundary(id=id, label=_CLOUDS[provider], kind="cloud")
        for provider, id in clouds.items()
        if id in used and id not in known
    )
    return Architecture(
        services=services, connections=_connections(shown, refers, ids), groups=(*cloud_groups, *groups)
    )


def _address(block: Block) -> str:
    """What others call a block: `aws_instance.web`, `module.network`; "" for what is no part of an architecture."""
    if block.type == "resource" and len(block.labels) == 2:
        return ".".join(block.labels)
    if block.type == "module" and block.labels:
        return f"module.{block.labels[0]}"
    return ""


def _type(block: Block) -> str:
    return block.labels[0] if block.type == "resource" else "module"


def _provider(block: Block) -> str:
    return _type(block).partition("_")[0]


def _label(block: Block) -> str:
    return block.labels[-1].replace("_", " ").replace("-", " ")


def _holder_kind(block: Block) -> GroupKind | None:
    return _HOLDERS.get(_type(block).partition("_")[2]) if block.type == "resource" else None


def _is_glue(block: Block) -> bool:
    name = _type(block)
    if block.type != "resource":
        return False
    if name.startswith(_UNSEEN) or "_iam_" in name or name.startswith("aws_iam"):
        return True
    return name.endswith(_GLUE) or "_security_group" in name


def _service(
    at: str, block: Block, ids: dict[str, str], inside: str | None, clouds: dict[str, str]
) -> Service:
    name = _type(block).partition("_")[2]
    kind: ServiceKind = next((kind for part, kind in _KINDS if _has_part(name, part)), "service")
    return Service(
        id=ids[at],
        label=_label(block),
        kind="component" if block.type == "module" else kind,
        technology=None if block.type == "module" else _product(name),
        group=ids[inside] if inside else clouds.get(_provider(block)),
    )


def _product(name: str) -> str:
    """A type without its provider as people write it: `sqs_queue` is an "SQS queue"."""
    return " ".join(word.upper() if word in _SHORT else word for word in name.split("_"))


def _has_part(name: str, part: str) -> bool:
    """Whether a type's words hold these words: `lb` is in `lb_target`, not in `albatross`."""
    return f"_{part}_" in f"_{name}_" or (len(part) > 4 and part in name)


def _clouds(blocks: Iterable[Block], taken: set[str]) -> dict[str, str]:
    providers = dict.fromkeys(_provider(block) for block in blocks if block.type == "resource")
    return {name: slug(f"cloud {name}", taken) for name in providers if name in _CLOUDS}


def _references(block: Block, named: dict[str, Block]) -> list[tuple[str, str]]:
    """The blocks that a block's body names, each with the attribute that does, in order."""
    found: dict[tuple[str, str], None] = {}
    for attribute, path in block.references:
        parts = path.split(".")
        address = ".".join(parts[:2])
        if address in named and address != _address(block):
            found[attribute, address] = None
    return list(found)


def _holder(
    refers: list[tuple[str, str]], holders: dict[str, Block], named: dict[str, Block], at: str
) -> str | None:
    """The innermost network or cluster that a block is in: its only subnet, else the network of its subnets, else its network."""
    held = list(dict.fromkeys(address for _, address in refers if address in holders and address != at))
    zones = [address for address in held if _holder_kind(named[address]) == "zone"]
    if len(zones) == 1:
        return zones[0]
    if len(zones) > 1:
        outer = {
            address
            for zone in zones
            for _, address in _references(named[zone], named)
            if address in holders and _holder_kind(named[address]) != "zone"
        }
        return outer.pop() if len(outer) == 1 else None
    if _holder_kind(named[at]) == "network":
        held = [address for address in held if _holder_kind(named[address]) == "group"]
    return held[0] if len(held) == 1 else None


def _connections(
    shown: dict[str, Block], refers: dict[str, list[tuple[str, str]]], ids: dict[str, str]
) -> tuple[Connection, ...]:
    """A connection for each reference between services, glue followed through; glue that names two services in all joins them."""
    pairs: dict[tuple[str, str], None] = {}
    for at in shown:
        for target in _reached(at, shown, refers):
            pairs[ids[at], ids[target]] = None
    for cluster in _glued(shown, refers):
        named = dict.fromkeys(other for at in cluster for _, other in refers[at] if other in shown)
        ends = [ids[at] for at in named]
        if len(ends) == 2 and (ends[1], ends[0]) not in pairs:
            pairs[ends[0], ends[1]] = None
    return tuple(Connection(source=source, target=target) for source, target in pairs)


def _glued(shown: dict[str, Block], refers: dict[str, list[tuple[str, str]]]) -> list[list[str]]:
    """Glue that hangs together: a listener, the target group it names, and what is attached to that group."""
    glue = [at for at in refers if at not in shown and _is_through(at)]
    cluster = {at: {at} for at in glue}
    for at in glue:
        for _, other in refers[at]:
            if other in cluster and cluster[other] is not cluster[at]:
                joined = cluster[at] | cluster[other]
                for member in joined:
                    cluster[member] = joined
    return [
        [at for at in glue if at in members]
        for members in {id(members): members for members in cluster.values()}.values()
    ]


def _reached(at: str, shown: dict[str, Block], refers: dict[str, list[tuple[str, str]]]) -> list[str]:
    """The services that a block's references lead to, through glue."""
    found: dict[str, None] = {}
    waiting, seen = [address for _, address in refers[at]], {at}
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        if address in shown:
            found[address] = None
        elif _is_through(address):
            waiting += [other for _, other in refers[address]]
    return [address for address in found if address != at]


def _is_through(address: str) -> bool:
    """Whether references are followed through: not through networks, security groups and roles, which everything names."""
    return not any(
        part in address for part in ("security_group", "iam", "subnet", "vpc", "network", "resource_group")
    )
