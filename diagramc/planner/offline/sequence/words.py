"""Prepositions and verbs that say to whom a message goes and whether it is answered."""

from __future__ import annotations

from diagramc.planner.offline.lexicon.verbs import INTERNAL_VERBS, SHOW_VERBS

TO = ("to", "into", "towards", "onto")
WITH = ("with", "from", "against", "at")
IN = ("in", "on", "inside", "within")
VIA = ("via", "through", "using")
PEOPLE_OBJECT_VERBS = SHOW_VERBS | frozenset(
    "contact call assign invite advise redirect reward pay prompt reach greet phone".split()
)
GIVES = frozenset(
    "send give offer show tell hand pay bring forward issue lend sell grant teach text mail ship".split()
)
"""Verbs with a receiver straight behind them: "sends Bob a message"."""
CALLS = frozenset(
    "call invoke query ask notify inform contact request alert tell warn email message trigger ping access open visit poll consult use "
    "hit update search".split()
)
ANSWERS = frozenset(
    "response reply answer result confirmation acknowledgement acknowledgment error receipt notification token success failure status".split()
)
"""Things that are sent to whoever asked."""
ASKS = frozenset("ask request tell instruct order call".split())
STORES = frozenset("save store update insert record write persist create delete remove add log".split())
FETCHES = frozenset("query fetch retrieve get search read find look load request".split())
ASSESSES = frozenset("validate verify authenticate check authorize authorise".split())
INSPECTS = frozenset("check read query search update scan open load access call".split())
SENDS = frozenset("send submit post transmit request make issue dispatch pass".split())
"""Verbs of a message that without a receiver goes to whom the sender has just spoken to."""
AGREES = frozenset("accept reject decline refuse approve agree confirm".split())
"""Verbs of an answer to a person who asked or offered."""
HANDS_OUT = frozenset("dispense eject offer print display show return issue give".split())
"""Verbs of a machine that does something for the person in front of it."""
CONSIDERS = INTERNAL_VERBS | frozenset("find choose search pick look return fetch retrieve load".split())
"""Verbs with somebody as an object who does not get to know of it: "finds the nearest driver", "returns the user"."""
