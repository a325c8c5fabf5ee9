"""Design patterns and small models of object-oriented courses."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario


def _model(name: str, triggers: str, domain: str) -> Scenario:
    return Scenario(type="class", name=name, triggers=triggers, domain=domain)


PATTERNS: tuple[Scenario, ...] = (
    _model(
        "observer pattern",
        "observer pattern, observer design pattern, observer, publish subscribe pattern",
        """
            Subject is an interface with attach(), detach() and notify().
            Observer is an interface with update().
            ConcreteSubject implements Subject.
            ConcreteObserver implements Observer.
            ConcreteSubject has state: String.
            A Subject has many Observers.
        """,
    ),
    _model(
        "strategy pattern",
        "strategy pattern, strategy design pattern",
        """
            Context has setStrategy() and run().
            Strategy is an interface with execute().
            ConcreteStrategyA and ConcreteStrategyB implement Strategy.
            A Context has one Strategy.
        """,
    ),
    _model(
        "factory method",
        "factory pattern, factory method, factory method pattern, factory design pattern",
        """
            Creator is an abstract class with createProduct() and operate().
            Product is an interface with use().
            ConcreteCreator extends Creator.
            ConcreteProduct implements Product.
            ConcreteCreator creates ConcreteProduct.
        """,
    ),
    _model(
        "decorator pattern",
        "decorator pattern, decorator design pattern",
        """
            Component is an interface with operate().
            ConcreteComponent implements Component.
            Decorator is an abstract class with operate().
            Decorator implements Component.
            A Decorator has one Component.
            ConcreteDecorator extends Decorator.
        """,
    ),
    _model(
        "model-view-controller",
        "mvc, mvc pattern, model view controller",
        """
            Model has getData() and setData().
            View has render().
            Controller has handleInput().
            A Controller has one Model.
            A Controller has one View.
            A View has one Model.
        """,
    ),
    _model(
        "tic-tac-toe",
        "tic tac toe, tic-tac-toe, tictactoe",
        """
            Game has start(), play() and winner().
            A Game contains one Board.
            A Game has two Players.
            Player has name: String and mark: Mark.
            Board has isFull() and clear().
            A Board contains many Cells.
            Cell has row: int, column: int and mark: Mark.
        """,
    ),
    _model(
        "elevator",
        "elevator, elevator system, lift system, elevator control",
        """
            Building has name: String and levels: int.
            A Building contains many Elevators.
            ElevatorController has requestElevator() and dispatch().
            An ElevatorController controls many Elevators.
            Elevator has currentLevel: int, direction: Direction and move().
            An Elevator contains one Door.
            Door has open() and close().
            Request has level: int and direction: Direction.
            An ElevatorController has many Requests.
        """,
    ),
)
