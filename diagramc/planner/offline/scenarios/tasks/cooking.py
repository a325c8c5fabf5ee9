"""Dishes and drinks: how those of a family are made, and what each is made of."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.tasks.model import Task

DISHES: dict[str, dict[str, str]] = {
    "baked": {
        "cake": "flour, sugar, butter and eggs",
        "cookie": "flour, sugar, butter and eggs",
        "chocolate chip cookie": "flour, sugar, butter, eggs and chocolate chips",
        "brownie": "chocolate, butter, sugar, eggs and flour",
        "muffin": "flour, sugar, butter, eggs and milk",
        "cupcake": "flour, sugar, butter and eggs",
        "banana bread": "bananas, flour, sugar, butter and eggs",
        "cheesecake": "biscuits, butter, cream cheese, sugar and eggs",
        "pie": "flour, butter, sugar and filling",
        "apple pie": "flour, butter, sugar and apples",
        "tart": "flour, butter, eggs and filling",
        "biscuit": "flour, butter and sugar",
        "scone": "flour, butter, milk and baking powder",
        "strudel": "dough, apples, sugar and cinnamon",
        "quiche": "dough, eggs, cream and cheese",
    },
    "leavened": {
        "bread": "flour, water, yeast and salt",
        "sourdough": "flour, water, starter and salt",
        "sourdough bread": "flour, water, starter and salt",
        "roll": "flour, water, yeast and salt",
        "bun": "flour, milk, yeast and butter",
        "bagel": "flour, water, yeast and salt",
        "pretzel": "flour, water, yeast, salt and lye",
        "baguette": "flour, water, yeast and salt",
        "croissant": "flour, milk, yeast and butter",
        "focaccia": "flour, water, yeast and olive oil",
        "pizza": "flour, water, yeast, tomatoes and cheese",
        "donut": "flour, milk, yeast and sugar",
    },
    "layered": {
        "lasagna": "pasta sheets, minced meat, tomatoes, white sauce and cheese",
        "lasagne": "pasta sheets, minced meat, tomatoes, white sauce and cheese",
        "casserole": "vegetables, meat, sauce and cheese",
        "gratin": "potatoes, cream and cheese",
        "moussaka": "aubergines, minced meat, tomatoes and white sauce",
    },
    "boiled": {
        "pasta": "pasta, water, salt and sauce",
        "spaghetti": "spaghetti, water, salt and sauce",
        "carbonara": "spaghetti, eggs, bacon and cheese",
        "noodle": "noodles, water and sauce",
        "ramen": "noodles, broth, eggs and toppings",
        "rice": "rice, water and salt",
        "egg": "eggs, water and salt",
        "potato": "potatoes, water and salt",
        "dumpling": "dough, filling and water",
        "oatmeal": "oats, milk and fruit",
        "porridge": "oats, milk and fruit",
    },
    "stewed": {
        "soup": "vegetables, broth and spices",
        "stew": "meat, vegetables, broth and spices",
        "curry": "onions, curry paste, coconut milk and vegetables",
        "chili": "minced meat, beans, tomatoes and chilies",
        "goulash": "beef, onions, paprika and broth",
        "risotto": "rice, onions, broth and cheese",
        "paella": "rice, seafood, saffron and broth",
        "sauce": "onions, tomatoes and spices",
        "jam": "fruit and sugar",
        "bolognese": "minced meat, onions, tomatoes and herbs",
    },
    "fried": {
        "pancake": "flour, milk and eggs",
        "omelette": "eggs, butter and fillings",
        "omelet": "eggs, butter and fillings",
        "burger": "minced beef, buns, salad and cheese",
        "hamburger": "minced beef, buns, salad and cheese",
        "steak": "steak, oil, salt and pepper",
        "schnitzel": "meat, flour, eggs and breadcrumbs",
        "chicken": "chicken, oil and spices",
        "fish": "fish, oil and lemon",
        "waffle": "flour, milk, eggs and sugar",
        "french toast": "bread, eggs and milk",
        "stir fry": "vegetables, meat, oil and soy sauce",
        "fry": "potatoes, oil and salt",
        "bacon": "bacon",
        "breakfast": "eggs, bread and fruit",
        "dinner": "meat or fish, vegetables and side dish",
        "lunch": "main dish and salad",
    },
    "cold": {
        "salad": "lettuce, tomatoes and dressing",
        "sandwich": "bread, butter and toppings",
        "wrap": "tortilla, filling and sauce",
        "taco": "tortillas, meat, beans and salsa",
        "burrito": "tortillas, rice, beans and meat",
        "sushi": "rice, fish, seaweed and vinegar",
        "guacamole": "avocados, onions, lime and salt",
        "hummus": "chickpeas, tahini, lemon and garlic",
        "tiramisu": "biscuits, coffee, mascarpone and cocoa",
        "ice cream": "cream, milk, sugar and flavour",
        "pudding": "milk, sugar and starch",
    },
    "mixed": {
        "smoothie": "fruit, yoghurt and juice",
        "lemonade": "lemons, sugar and water",
        "cocktail": "spirit, juice and ice",
        "mojito": "rum, mint, lime, sugar and soda",
        "juice": "fruit",
        "milkshake": "milk, ice cream and flavour",
        "hot chocolate": "milk, chocolate and sugar",
        "cappuccino": "espresso and milk foam",
        "latte": "espresso and hot milk",
    },
    "fermented": {
        "beer": "water, malt, hops and yeast",
        "wine": "grapes and yeast",
        "cider": "apples and yeast",
        "kombucha": "tea, sugar and culture",
        "kimchi": "cabbage, chili, garlic and salt",
        "sauerkraut": "cabbage and salt",
        "yogurt": "milk and culture",
        "yoghurt": "milk and culture",
        "cheese": "milk, rennet and culture",
    },
}
"""What dishes are made of, by the family that says how they are made."""

_VERBS = "make cook bake prepare brew roast fry grill boil mix do create"


def _family(name: str, flow: str) -> Task:
    return Task(
        f"making {name} dishes",
        _VERBS,
        flow,
        "recipe",
        " ".join(sorted({n.split()[-1] for n in DISHES[name]})),
    )


FAMILIES: dict[str, Task] = {
    "baked": _family(
        "baked",
        """
            Gather {parts}
            Preheat oven
            Mix ingredients
            Fill batter or dough into tin
            Bake {thing}
            Baked through?
              No:
                Bake some minutes more
                -> Baked through?
              Yes:
            Let {thing} cool
            Decorate and serve
        """,
    ),
    "leavened": _family(
        "leavened",
        """
            Gather {parts}
            Mix and knead dough
            Let dough rise
            Dough doubled in size?
              No:
                Wait in a warm place
                -> Dough doubled in size?
              Yes:
            Shape {thing}
            Preheat oven
            Bake {thing}
            Golden and crisp?
              No:
                Bake some minutes more
                -> Golden and crisp?
              Yes:
            Serve {thing}
        """,
    ),
    "layered": _family(
        "layered",
        """
            Gather {parts}
            Cook filling
            Prepare sauce
            Layer ingredients in dish
            Cover with cheese
            Preheat oven
            Bake {thing}
            Golden on top?
              No:
                Bake some minutes more
                -> Golden on top?
              Yes:
            Let {thing} rest
            Serve {thing}
        """,
    ),
    "boiled": _family(
        "boiled",
        """
            Gather {parts}
            Bring water to the boil
            Put {thing} in
            Cook {thing}
            Done?
              No:
                Cook a little longer
                -> Done?
              Yes:
            Drain
            Season to taste
            Serve {thing}
        """,
    ),
    "stewed": _family(
        "stewed",
        """
            Gather {parts}
            Chop ingredients
            Fry onions in pot
            Add other ingredients
            Simmer {thing}
            Tender?
              No:
                Simmer longer
                -> Tender?
              Yes:
            Taste good?
              No:
                Add seasoning
                -> Taste good?
              Yes:
            Serve {thing}
        """,
    ),
    "fried": _family(
        "fried",
        """
            Gather {parts}
            Prepare ingredients
            Heat pan with oil
            Fry first side
            First side brown?
              No:
                Wait a moment
                -> First side brown?
              Yes:
            Turn over
            Fry other side
            Season {thing}
            Serve {thing}
        """,
    ),
    "cold": _family(
        "cold",
        """
            Gather {parts}
            Wash and cut ingredients
            Put ingredients together
            Taste good?
              No:
                Add seasoning
                -> Taste good?
              Yes:
            Chill if needed
            Serve {thing}
        """,
    ),
    "mixed": _family(
        "mixed",
        """
            Gather {parts}
            Measure ingredients
            Mix or blend
            Taste good?
              No:
                Adjust sweetness
                -> Taste good?
              Yes:
            Pour into glass
            Serve {thing}
        """,
    ),
    "fermented": _family(
        "fermented",
        """
            Gather {parts}
            Clean vessels
            Prepare ingredients
            Combine and add culture
            Let ferment
            Fermentation finished?
              No:
                Wait and check again
                -> Fermentation finished?
              Yes:
            Strain or press
            Fill into containers
            Let {thing} mature
            Taste and serve
        """,
    ),
}
"""How the dishes of a family are made."""


def dish(words: list[str]) -> tuple[Task, str] | None:
    """The family of a dish and what it is made of, by the last words of its name in the singular."""
    for length in (3, 2, 1):
        name = " ".join(words[-length:])
        for family, known in DISHES.items():
            if name in known:
                return FAMILIES[family], known[name]
    return None


ANY_DISH = Task(
    "making a dish",
    _VERBS,
    """
        Read recipe for {thing}
        Gather {parts}
        Prepare ingredients
        Cook {thing}
        Done?
          No:
            Cook a little longer
            -> Done?
          Yes:
        Taste good?
          No:
            Add seasoning
            -> Taste good?
          Yes:
        Serve {thing}
    """,
)
"""How any dish is made."""
