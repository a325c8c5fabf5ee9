"""Closed classes of English words, and irregular forms."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("a an the")
DETERMINERS = ARTICLES | _words(
    "this that these those each every any some no all both either neither another such"
)
POSSESSIVES = _words("my your his her its our their whose")
PRONOUNS = _words(
    "i you he she it we they me him us them himself herself itself themselves someone somebody anyone anybody everyone "
    "everybody nobody one something anything nothing everything others"
)
BE = _words("am is are was were be been being 's 're 'm")
HAVE = _words("have has had having")
DO = _words("do does did")
AUXILIARIES = BE | HAVE | DO
MODALS = _words("can could may might must shall should will would cannot ought 'll 'd")
PREPOSITIONS = _words(
    "about above across after against along alongside amid among around as at before behind below beneath beside besides between "
    "beyond by concerning despite down during except for from in including inside into like near of off on onto out outside over "
    "past per regarding since through throughout to toward towards under underneath until unto up upon using via with within "
    "without containing following based depending according due because"
)
SUBORDINATORS = _words(
    "if when whenever unless while once until till because although though whereas whether since as after before"
)
COORDINATORS = _words("and or but nor & plus then otherwise else")
RELATIVES = _words("which who whom that whose where")
NEGATIONS = _words("not n't never")
ADVERBS = _words(
    "then also first firstly second secondly third thirdly next finally lastly afterwards afterward thereafter subsequently "
    "meanwhile simultaneously concurrently again back now here there later soon just only even still already always often "
    "sometimes usually typically normally together else too very more most less least well away instead otherwise however "
    "therefore thus hence so additionally furthermore moreover likewise similarly once twice yet ago later online offline "
    "upstream downstream eventually immediately automatically optionally initially directly once periodically"
)
NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split(), start=0
    )
}
QUANTITIES = _words(
    "many several multiple few numerous various lots couple dozen most more zero single multiple"
)
ADJECTIVES = _words(
    "new old good bad big small large high low long short early late first second third last next previous own same different other "
    "main primary secondary final initial successful unsuccessful valid invalid correct incorrect available unavailable ready "
    "complete incomplete full empty active inactive open real simple complex strong weak free busy internal external public "
    "private local remote global secure unique personal specific general common special single double whole entire best "
    "better worse worst able unable present absent due current recent responsible necessary possible impossible great "
    "daily weekly monthly yearly annual abstract concrete optional mandatory additional further missing positive negative "
    "human digital mobile virtual legal medical financial social electronic automatic manual official particular appropriate "
    "relevant suitable existing wrong right true false ok okay fine broken sick vacant "
    "cold hot warm wet dry cool clean dirty heavy soft hard thick thin fresh ripe raw hungry tired happy sad dark bright loud quiet safe "
    "dangerous cheap expensive rich poor sharp flat round smooth rough sour sweet salty bitter dead alive asleep awake deep shallow wide "
    "red green blue yellow black white grey gray brown pink purple amber locked unlocked sunny rainy cloudy tidy dusty noisy silent curious "
    "narrow tall tiny huge loose tight calm brave clever modern ancient rare frequent urgent severe minor major junior senior "
    "important crucial essential certain vital eligible"
)
IRREGULAR_VERBS: dict[str, str] = {}
for _row in (
    "be am is are was were been being; have has had; do does did done; go goes went gone; send sent; get got gotten; make made; "
    "take took taken; give gave given; find found; know knew known; keep kept; hold held; write wrote written; read read; "
    "run ran run; begin began begun; choose chose chosen; buy bought; sell sold; pay paid; say said; tell told; see saw seen; "
    "put put; set set; let let; leave left; lose lost; win won; meet met; bring brought; build built; catch caught; draw drew "
    "drawn; drive drove driven; fall fell fallen; feel felt; hear heard; hit hit; lead led; lend lent; mean meant; rise rose "
    "risen; ship shipped; show showed shown; shut shut; sit sat; speak spoke spoken; spend spent; split split; stand stood; "
    "swim swam swum; teach taught; think thought; understand understood; wear wore worn; withdraw withdrew withdrawn; forget "
    "forgot forgotten; break broke broken; become became become; come came come; cut cut; grow grew grown; throw threw thrown; "
    "undergo underwent undergone; overwrite overwrote overwritten; reset reset; resend resent; rebuild rebuilt; rewrite rewrote "
    "rewritten; fly flew flown; eat ate eaten; hire hired; die died; lie lay lain; bind bound; feed fed; seek sought; "
    "quit quit; cost cost; hide hid hidden; steal stole stolen; swipe swiped; grind ground; freeze froze frozen; drink drank drunk; sing sang sung; shake shook shaken; wake woke woken; tear tore torn; steal stole stolen; bite bit bitten; blow blew blown; fight fought; stick stuck; strike struck; swear swore sworn; sweep swept; swing swung; weave wove woven; sleep slept; shine shone; shoot shot; sew sewed sewn; sow sowed sown; burn burnt; dig dug; hang hung; kneel knelt; lean leant; leap leapt; light lit; mow mowed mown; ride rode ridden; ring rang rung; shrink shrank shrunk; sink sank sunk; slide slid; spin spun; spill spilt; sting stung; undo undid undone; wring wrung"
).split(";"):
    _base, *_forms = _row.split()
    for _form in _forms:
        IRREGULAR_VERBS.setdefault(_form, _base)
PAST_PARTICIPLES = _words(
    "done gone sent got gotten made taken given found known kept held written read run begun chosen bought sold paid said told seen "
    "put set left lost won met brought built caught drawn driven fallen heard led lent shown shut spent split taught "
    "understood worn withdrawn forgotten broken become come cut grown thrown undergone eaten drunk sung swum overwritten reset resent rebuilt "
    "rewritten bound fed sought hidden stolen ground frozen shaken woken torn bitten blown fought stuck struck sworn swept swung woven slept shone shot sewn sown burnt dug hung knelt lit mown ridden rung shrunk sunk slid spun undone"
)
IRREGULAR_PLURALS = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "criteria": "criterion",
    "analyses": "analysis",
    "indices": "index",
    "matrices": "matrix",
    "data": "data",
    "media": "media",
    "feet": "foot",
    **{
        f"{one}es": one
        for one in "bus minibus omnibus campus status virus bonus census corpus surplus gas lens atlas canvas".split()
    },
    "mice": "mouse",
    "series": "series",
    "species": "species",
    "news": "news",
    "movies": "movie",
    "cookies": "cookie",
    "staff": "staff",
    "shelves": "shelf",
    "leaves": "leaf",
    "lives": "life",
    "premises": "premises",
    "aircraft": "aircraft",
    "goods": "goods",
}
SINGULARS_IN_S = _words(
    "canvas atlas alias bias gas lens chaos cosmos ethos kubernetes jenkins postgres macos saas paas iaas faas https analytics "
    "logistics economics physics mathematics electronics ethics politics statistics robotics genetics mechanics graphics devops "
    "diabetes headquarters kudos always across perhaps plus times towards besides yes previous"
)
"""Words that end in -s and are no plurals."""
COMPARATORS = _words("> < >= <= = == != ≥ ≤ ≠")
"""Signs that say how two amounts relate; they stand where "is" does."""
UNWRITTEN = _words(
    "isnt arent wasnt werent dont doesnt didnt cant wont couldnt shouldnt wouldnt hasnt havent hadnt"
)
"""Negations as people type them, without the apostrophe."""
ABBREVIATIONS = _words(
    "e.g i.e etc vs mr mrs ms dr prof inc ltd no fig approx st jr sr incl resp c.f cf dept max min"
)
CLOSING_ABBREVIATIONS = _words("etc inc ltd sr jr")
"""Abbreviations that may end a sentence: one does where a capital follows."""
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
