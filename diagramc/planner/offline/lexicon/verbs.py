"""Verbs of processes, systems and business, by base form."""

from __future__ import annotations

from diagramc.planner.offline.lexicon.words import IRREGULAR_VERBS

VERB_ONLY: frozenset[str] = frozenset(
    """
    try succeed earn
    accept accomplish achieve acknowledge acquire activate adapt add adhere adjust administer admit adopt advertise advise affect agree aggregate
    align allocate allow alter analyse analyze announce annotate anticipate appear append apply appoint approve arise arrange arrive ask assemble assert assess
    assign assist assume assure attach attend attract authenticate authorise authorize automate avoid await backup become begin behave belong
    bind blacklist block book bring browse build buy calculate cancel categorise categorize
    choose clarify classify clean clear collect combine come communicate compare compensate compile complain complete comply compose compress compute conclude
    conduct configure confirm connect consider consist consolidate construct consult consume contain continue contribute convert convey coordinate
    correct correspond create cross-check customize deactivate debug decide declare decode decompress decrement decrypt dedicate deduct define delete
    deliver demonstrate denote deny depart depend deploy deregister derive describe deserialize determine develop diagnose digitize disable discard disconnect
    discover discuss dismiss dispense dispose distinguish distribute divide draft edit eject elaborate eliminate embed emit employ enable
    encode encounter encrypt enforce engage enhance enqueue dequeue enrich enrol enroll ensure enter equip erase escalate establish evaluate examine exceed execute exist expand
    expect expire explain explore expose express extend facilitate fail fetch fill finalise finalize find follow forbid forget formulate
    fulfil fulfill gather generate get give go grant greet guarantee guide happen identify ignore illustrate improve include incorporate
    increment indicate inform ingest inherit initialise initialize initiate inspect instantiate instruct integrate intend interact interpret intervene introduce invalidate
    invest investigate invoke involve iterate join keep know learn leave let listen locate login logout lose maintain make manage manufacture
    measure meet merge migrate minimize mitigate modify monitor mount multiply navigate negotiate normalise normalize notify observe obtain occur operate optimise optimize organise
    organize originate overwrite oversee own pair park parse participate pay perform permit persist possess post postpone preprocess prepare prescribe preserve prevent print
    prioritise prioritize proceed procure produce prohibit promote prompt propose protect prove provide publish pull push put reach react realise
    realize reboot rebuild recalculate receive recognise recognize recommend reconcile reconnect recover recruit rectify redeem redirect redo reduce refer refine reflect refresh refuse
    register relate relay rely remain remember remind remove render repay repeat replenish replicate reply represent reprint require resend reschedule resolve
    respond restore restrict resubmit resume retain retrain retrieve revise revoke roast run satisfy save scan schedule
    see seek select sell send separate serialize serve settle show shut simulate skip solve specify spend start
    stay store strive submit subscribe suggest summarize supervise synchronise synchronize take tell terminate throw tokenize transcribe transform translate transmit
      unblock understand undergo uninstall unlock unsubscribe utilise utilize validate vary verify visualise visualize want warn
     withdraw write acknowledge advertize comprise govern accrue adjudicate arbitrate ferment mill boil bake cook chop pour mix dry peel
    sanitize deduplicate vectorize chunk normalize rerank enlist onboard offboard mentor undertake preorder restock
    differentiate tailor accompany replace reassign disapprove delineate depict characterise characterize constitute hold
    abandon absorb accelerate accuse admire affix alternate amuse apologize applaud articulate
    ascend aspire attain attest awaken bathe beg bite bleed bless bombard bootstrap borrow
    bother breathe breed bury calibrate carve cease celebrate cherry-pick chew choke clap
     cleanse climb cling coincide collide commemorate commence commute compete
    comprehend conceal concede concentrate condense confess confuse congratulate conquer
    conserve containerize contend contradict converse convince cope crave creep criticize
    crumble cultivate darken deallocate debounce decompile deepen defeat defend defer
    deflate defrost demolish deplete deprecate deprive dereference descend deserve despise destroy
    desugar detach deteriorate devote dictate dig digest dilute dine discern disclose discourage
    disguise dislike dissolve divert dockerize dodge dominate donate drown dwell eat elevate
    embark emerge empower empty emulate enact enclose encourage endanger endorse endure energize
    engrave enjoy enlarge enrage entertain entice entitle enumerate evacuate evade evaporate evict
    evolve exaggerate excite exclaim exec exhale expel extinguish extrude fasten
    flatten flee flourish fly foresee forgive frighten fuzz garnish glaze glow grab
     graze groan grow grumble hang harass harden haunt heal hear heave hesitate
    hide hinder hop hover ignite illuminate imagine imitate immerse immigrate implore impress
    imprison improvise incline inflate inflict infuse inhale inject injure inquire insist inspire
    insulate intensify intercept interfere interpolate interrogate intimidate invent irrigate irritate
    juggle justify kill knead kneel knit ladle laminate lather lick lighten lint
    liquidate load-test loosen lubricate lunge magnify marinate marry marvel mature
    meditate melt memoize memorize mend minify misplace moan monkeypatch motivate mourn mow muddle
     mutate neglect nibble nominate nurture oblige obstruct offload oppose outlive outrun overcome
    overdo overhear overlap overlook overrule oversleep overtake overthrow owe paginate pant
    pave perceive persuade plead please pluck ponder portray pray preach predict
    prefetch preheat presume pretend prevail proclaim procrastinate profess prolong
    pronounce prosper provoke punish purify pursue quit rattle rearrange rebase
    rebuke recede recharge recite reckon reclaim recline recycle refactor regain regulate
    rehearse rehydrate reindex reinforce rejoice relax relieve relocate rename renew renovate reorder
    reorganize repel resemble resent reside resign resist resurrect retire reunite reveal revive
    revolve rinse ripen roam rob salute saute scold scorch scribble scrub sear
    seize sew sharpen shatter shave shear shiver shorten shove shrink sift signify simmer
    simplify sing sit slam smooth snatch sneak sneeze sniff snore soak soften sow speculate
    spoil sprinkle squeeze stab stagger startle starve steal steep sterilize stiffen
    stimulate straighten strengthen stumble submerge substitute subtract suck sue
    suffer suffocate sunbathe surrender survive suspend sustain swear sweeten swell
    sympathize synthesize tempt tend terrify testify thicken thrive tickle tighten
    tilt trample transpile tread tremble triangulate trot undo undress unfold unify unite unload
    unmount unpack unplug unscrew untie unveil unwrap unzip uphold vanish vaporize vectorise
    vibrate wag wail wander weaken wear weave weep widen withhold withstand wrestle
    wriggle
    implement say exclude reject
    """.split()
)
"""Words that are verbs wherever their neighbours allow it."""

NOUN_VERBS: frozenset[str] = frozenset(
    """
    rain love block book build draft edit measure purchase push pull guarantee repair repeat start run mill mix backup login logout mentor mount pair post
    print shift push retry sort split drag press spin jam wash work fork bake pitch brief lunch
    access account act address advance alarm alert answer appeal approach archive arrest attempt attack audit auction award back balance ban bar batch benefit bet bid bill blend
    bookmark boost bounce box branch breach break budget buffer cache call care carry cart cast catch challenge change charge chart chat check claim click clone
    close code comment commit complaint compromise concern condition contact contract contrast control cook copy correct cost count course cover credit crash crawl cure
    cut cycle damage deal debit debate decay delay demand deposit design detail display document dock download draw drive drop duplicate
    effect email encounter end engineer estimate exchange exercise exit experience experiment export eye face favor feature feed file filter
    finance fine fix flag flow focus force forecast form format found frame freeze fuel function fund gain grade group guide hash head help
    highlight hit host impact import index input insult insure interest interface invoice issue judge jump label lack land laser
    last launch lease lend level limit line link list live load loan lock log look loop mail map mark market master match matter mention message model
    move name need nest note notice number offer open order outline output outsource pack package paint park partner pass patch
    pause peer permit phone photograph pick pilot place plan play plug point poll pool port position practice present preview price process
    profile program progress project promise protest query question queue quote race rank rate reach reason rebate record
    refund register regret release rent reply report request rescue research reserve reset respect rest result return reverse review reward ride risk
    roast role roll rotate round route sample scale scan schedule scheme score screen seal search seat secure sense sequence service
    set shape share shelter ship shop show sign signal smoke sort source spell split sponsor spot spread stack staff stage stamp stand star state stay
    step stock stop store stream stress study supply support surprise survey swap swipe switch tag talk target task taste tax
    template test thank ticket time top total touch trace track trade train transfer transition transport trap travel treat trial trip
    trust turn type update upgrade upload use value view visit voice vote wait walk want warrant waste watch water weigh welcome wish work worry wrap
    abuse ache aim arm assault bandage bang battle beat benchmark blame blow bow brush bubble bump burn
    burst button camp caution chase checkpoint cheer chill chip clip coat coil collapse color comb
    comfort command compact contest cool cough crack craft cron crop cross cry curl dance dash delight
    desire dial diff dip discharge drain dream dress drill drink drip drum dump dust dye ease echo envy
    equal excuse exhibit exploit fall fear fight fire fit flash flood fold fry gaze glance glue
    grate grill grin grip hammer haul heat hike hope hotfix hug hunt hurry hurt itch jog joke kick kiss
    knock knot leak leap lift light litter march mate mine mock mold mop mug murder nail nap nod
    override paste pat pet pile pinch ping pipe pivot pledge plow pop pound praise proxy punch recall
    retreat rip roar rollback rub ruin rule rush sail saw scoop scramble scrap scratch scream screw seed
    shake shard shed shine shock shoot shout shovel shrug sigh sip skate sketch ski slap slash sleep
    slice slide slip slow smash smell smile snap snapshot snow spark spill spit splash spray stain stall
    stare stew stick sting stitch strain strike strip stroke struggle suit surf suspect sweat sweep
    swing tackle tape tear throttle tick tie tip tire toast toss tow toy trash trick trim tug twist
    vacuum venture version volunteer vow warm wave whip whisper whistle whitelist wink witness wonder
    yawn yell zip zoom
    anchor associate audition calm capture cause charm clasp cloak coach consent convict crouch crush
    curb dare dim doubt elect embrace extract fade faint fancy feel flip gallop gossip grasp growl hand
    harvest hate hire hum import increase install lag laugh lead lean lure mash massage murmur overflow
    peek plunge polish preload prick provision prune quarrel rebel refill refuel replay sand scaffold
    scatter shred shuffle sink spawn squash steer stir stray stretch stuff surround swallow tease
    telephone thaw tumble upsert urge wake weld whisk wipe
    interview broadcast decline delegate dispatch display download import finish forward insert
    interrupt invite offer pick poll purchase repair restart retry scrape subclass travel triage trigger
    upload visit wait wash wrap yield brew grind handle transport treat upgrade update use read stop
    """.split()
)
"""Words that are as often nouns; their neighbours decide."""

VERBS: frozenset[str] = VERB_ONLY | NOUN_VERBS | frozenset(IRREGULAR_VERBS.values())

PARTICLES: dict[str, frozenset[str]] = {
    verb: frozenset(particles.split())
    for verb, particles in {
        "log": "in out on off",
        "sign": "in up out off",
        "check": "in out",
        "set": "up",
        "fill": "in out up",
        "look": "up",
        "pick": "up",
        "hand": "over in out",
        "carry": "out on",
        "send": "back out off",
        "give": "back up",
        "pass": "on",
        "roll": "back out",
        "shut": "down",
        "start": "up over",
        "back": "up",
        "put": "away down in",
        "time": "out",
        "opt": "in out",
        "find": "out",
        "go": "back on",
        "print": "out",
        "pay": "back",
        "call": "back",
        "follow": "up",
        "take": "out over up",
        "turn": "on off",
        "clean": "up",
        "break": "down",
        "write": "down off",
        "point": "out",
        "move": "on",
        "work": "out",
        "make": "up",
        "bring": "back",
        "come": "back in up",
        "speed": "up",
        "sell": "out off",
        "run": "out",
        "fall": "down off",
        "get": "up off out",
        "lock": "out up",
        "warm": "up",
        "heat": "up",
        "cool": "down",
        "pack": "up",
        "wake": "up",
        "stand": "up",
        "sit": "down",
        "cut": "off out",
        "slow": "down",
        "wrap": "up",
        "zoom": "in out",
        "scale": "up down out",
        "drop": "off",
        "wait": "up",
        "close": "down",
        "bill": "",
    }.items()
}
"""Verb particles that belong to the verb and not to the phrase after it."""

REPLY_VERBS = frozenset("return respond reply answer acknowledge confirm".split())
"""Verbs of a message that goes back to whoever asked."""

SHOW_VERBS = frozenset(
    "display show render present prompt notify inform ask remind welcome greet alert tell warn request email message text".split()
)
"""Verbs of a message to a person; without a recipient it is the person who is using the system."""

INTERNAL_VERBS = frozenset(
    """validate verify check calculate compute generate create process parse analyze analyse evaluate determine assess prepare update
    record save store encrypt decrypt hash match filter sort classify transform convert normalize compile build decide assign detect
    identify log add remove delete set mark lock unlock wait compare review schedule select""".split()
)
"""Verbs of work one does alone unless a recipient is named."""

STATE_VERBS = frozenset(
    """be have contain include consist comprise belong own need require want know like exist represent involve depend relate refer inherit extend
    implement possess describe denote remain seem become mean concern""".split()
)
"""Verbs that say how things are, not what happens."""

NEED_OBJECT = frozenset(
    """create generate prepare produce print write draft compile send post ship pack package check verify validate review inspect examine test
    approve reject accept deny record store save update modify correct fix repair process handle evaluate assess analyze analyse collect gather
    sort select choose define design develop build install configure deploy publish deliver receive assemble calculate compute determine
    identify confirm cancel request order encrypt compress upload download import export load transform clean filter scan forward return
    assign schedule plan issue add remove delete display show capture archive pick pack procure purchase buy label count wrap fill""".split()
)
"""Verbs that say little without an object: "prepares and sends the letter" prepares the letter."""

HAPPENING_VERBS = frozenset("happen occur take begin start commence follow arise".split())
"""Verbs that only say that something goes on: "salary negotiations take place" names an act by its subject."""

HAVE_VERBS = frozenset("have own possess store record track hold keep maintain".split())
PART_VERBS = frozenset("contain include consist comprise compose incorporate encompass".split())
