"""Class models that exercises and tutorials are made of."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario


def _model(name: str, triggers: str, domain: str) -> Scenario:
    return Scenario(type="class", name=name, triggers=triggers, domain=domain)


CLASSES: tuple[Scenario, ...] = (
    _model(
        "zoo",
        "zoo, zoo management, animals, animal kingdom, animal hierarchy, animal",
        """
            Animal is an abstract class with eat(), sleep() and makeSound().
            Animal has name: String and age: int.
            Mammal, Bird and Reptile extend Animal.
            Mammal has furColor: String.
            Bird has wingSpan: float.
            Reptile has venomous: boolean.
            Zoo has name: String and address: String.
            A Zoo contains many Enclosures.
            Enclosure has number: int and size: float.
            An Enclosure houses many Animals.
            Keeper has name: String.
            A Keeper looks after many Enclosures.
        """,
    ),
    _model(
        "chess",
        "chess, chess game, chess board",
        """
            Game has start(), resign() and isOver().
            A Game contains one Board.
            A Game has two Players.
            Player has name: String and color: Color.
            Board has squares: int.
            A Board contains many Pieces.
            Piece is an abstract class with canMove().
            Piece has color: Color and position: String.
            King, Queen, Rook, Bishop, Knight and Pawn extend Piece.
            Move has origin: String and target: String.
            A Game contains many Moves.
        """,
    ),
    _model(
        "vehicles",
        "vehicle, vehicles, vehicle hierarchy, car, cars, vehicle rental, car rental",
        """
            Vehicle is an abstract class with start() and stop().
            Vehicle has brand: String and speed: int.
            Car, Truck and Motorcycle extend Vehicle.
            Car has doors: int.
            Truck has payload: float.
            Engine has power: int.
            A Vehicle contains one Engine.
            Driver has name: String.
            A Driver drives many Vehicles.
        """,
    ),
    _model(
        "shapes",
        "shapes, shape, geometric shapes, geometry",
        """
            Shape is an abstract class with area() and draw().
            Circle, Rectangle and Triangle extend Shape.
            Circle has radius: float.
            Rectangle has width: float and height: float.
            Triangle has base: float and height: float.
            Square extends Rectangle.
            A Canvas contains many Shapes.
        """,
    ),
    _model(
        "parking garage",
        "parking lot, parking garage, parking system, parking",
        """
            ParkingGarage has name: String and capacity: int.
            A ParkingGarage contains many Levels.
            Level has number: int.
            A Level contains many ParkingSpots.
            ParkingSpot is an abstract class with isFree() and assign().
            CompactSpot, LargeSpot and AccessibleSpot extend ParkingSpot.
            Ticket has issuedAt: DateTime and paid: boolean.
            A Vehicle has one Ticket.
            Vehicle has plate: String.
            A ParkingSpot holds one Vehicle.
        """,
    ),
    _model(
        "hotel",
        "hotel, hotel management, hotel management system, hotel reservation",
        """
            Hotel has name: String and address: String.
            A Hotel contains many Rooms.
            Room has number: int, price: Decimal and beds: int.
            Guest has name: String and email: String.
            A Guest makes many Reservations.
            Reservation has arrival: Date and departure: Date.
            A Reservation refers to one Room.
            Payment has amount: Decimal and paidAt: DateTime.
            A Reservation has one Payment.
        """,
    ),
)
