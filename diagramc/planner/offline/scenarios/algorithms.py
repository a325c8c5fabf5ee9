"""Algorithms and exercises that programming courses draw as flowcharts."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Scenario


def _algorithm(name: str, triggers: str, flow: str) -> Scenario:
    return Scenario(name=name, triggers=triggers, flow=flow)


ALGORITHMS: tuple[Scenario, ...] = (
    _algorithm(
        "bubble sort",
        "bubble sort, bubblesort",
        """
            Read list of n numbers
            Set i to 0
            Swapped to false
            Set j to 0
            Item j greater than item j + 1?
              Yes:
                Swap the two items
                Swapped to true
              No:
            Increase j
            j less than n - i - 1?
              Yes:
                -> Item j greater than item j + 1?
              No:
            Increase i
            Any swap in this pass?
              Yes:
                -> Set j to 0
              No:
            end List is sorted
        """,
    ),
    _algorithm(
        "selection sort",
        "selection sort, selectionsort",
        """
            Read list of n numbers
            Set i to 0
            Find smallest item from i on
            Swap it with item i
            Increase i
            i less than n - 1?
              Yes:
                -> Find smallest item from i on
              No:
            end List is sorted
        """,
    ),
    _algorithm(
        "insertion sort",
        "insertion sort, insertionsort",
        """
            Read list of n numbers
            Set i to 1
            Take item i as key
            Item before key greater?
              Yes:
                Move it one place to the right
                -> Item before key greater?
              No:
            Insert key
            Increase i
            i less than n?
              Yes:
                -> Take item i as key
              No:
            end List is sorted
        """,
    ),
    _algorithm(
        "merge sort",
        "merge sort, mergesort",
        """
            Read list
            More than one item?
              No:
                end List is sorted
              Yes:
            Split list into halves
            Sort left half [subprocess]
            Sort right half [subprocess]
            Both halves have items?
              Yes:
                Move smaller first item to result
                -> Both halves have items?
              No:
            Append the rest
            end List is sorted
        """,
    ),
    _algorithm(
        "quicksort",
        "quicksort, quick sort",
        """
            Read list
            More than one item?
              No:
                end List is sorted
              Yes:
            Choose pivot
            Move smaller items to the left
            Move greater items to the right
            Sort left part [subprocess]
            Sort right part [subprocess]
            Join the parts
            end List is sorted
        """,
    ),
    _algorithm(
        "binary search",
        "binary search",
        """
            Read sorted list and target
            Set low and high
            Low at most high?
              No:
                end Not found
              Yes:
            Look at middle item
            Middle equals target?
              Yes:
                end Found
              No:
            Target greater than middle?
              Yes:
                Set low behind middle
                -> Low at most high?
              No:
                Set high before middle
                -> Low at most high?
        """,
    ),
    _algorithm(
        "linear search",
        "linear search, sequential search",
        """
            Read list and target
            Set i to 0
            i less than length?
              No:
                end Not found
              Yes:
            Item i equals target?
              Yes:
                end Found
              No:
            Increase i
            -> i less than length?
        """,
    ),
    _algorithm(
        "factorial",
        "factorial, factorial of a number",
        """
            Read n
            n negative?
              Yes:
                Show error
                -> Read n
              No:
            Set result to 1
            n greater than 1?
              Yes:
                Multiply result by n
                Decrease n
                -> n greater than 1?
              No:
            Print result
        """,
    ),
    _algorithm(
        "Fibonacci numbers",
        "fibonacci, fibonacci sequence, fibonacci numbers, fibonacci series",
        """
            Read n
            Set a to 0 and b to 1
            n greater than 0?
              Yes:
                Print a
                Set a to b and b to a + b
                Decrease n
                -> n greater than 0?
              No:
        """,
    ),
    _algorithm(
        "FizzBuzz",
        "fizzbuzz, fizz buzz",
        """
            Set i to 1
            Divisible by 15?
              Yes:
                Print FizzBuzz
                -> Increase i
              No:
            Divisible by 3?
              Yes:
                Print Fizz
                -> Increase i
              No:
            Divisible by 5?
              Yes:
                Print Buzz
                -> Increase i
              No:
            Print i
            Increase i
            i at most 100?
              Yes:
                -> Divisible by 15?
              No:
        """,
    ),
    _algorithm(
        "greatest common divisor",
        "gcd, greatest common divisor, euclid, euclidean algorithm, euclid's algorithm",
        """
            Read a and b
            b equal to 0?
              Yes:
                Print a
                end Done
              No:
            Set r to a mod b
            Set a to b
            Set b to r
            -> b equal to 0?
        """,
    ),
    _algorithm(
        "palindrome test",
        "palindrome, palindrome check, palindrome test",
        """
            Read word
            Set left and right to the ends
            Left before right?
              No:
                end Palindrome
              Yes:
            Letters equal?
              No:
                end No palindrome
              Yes:
            Move left and right inwards
            -> Left before right?
        """,
    ),
    _algorithm(
        "leap year",
        "leap year, leap years",
        """
            Read year
            Divide year by 4
            Divisible by 4?
              No:
                end No leap year
              Yes:
            Divide year by 100
            Divisible by 100?
              No:
                end Leap year
              Yes:
            Divide year by 400
            Divisible by 400?
              No:
                end No leap year
              Yes:
                end Leap year
        """,
    ),
    _algorithm(
        "even or odd",
        "even or odd, odd or even, even odd, even number, odd number",
        """
            Read number
            Divide by 2
            Remainder 0?
              Yes:
                Print even
              No:
                Print odd
        """,
    ),
    _algorithm(
        "largest number",
        "largest number, largest of three numbers, maximum of three, max of three numbers, maximum of a list, find the maximum, biggest number",
        """
            Read numbers
            Take first as largest
            Numbers left?
              No:
                Print largest
                end Done
              Yes:
            Take next number
            Greater than largest?
              Yes:
                Take it as largest
                -> Numbers left?
              No:
                -> Numbers left?
        """,
    ),
    _algorithm(
        "guessing game",
        "guess the number, guessing game, number guessing, number guessing game",
        """
            Choose secret number
            Ask for guess
            Guess correct?
              Yes:
                Congratulate
                end Game over
              No:
            Guess too high?
              Yes:
                Print too high
                -> Ask for guess
              No:
                Print too low
                -> Ask for guess
        """,
    ),
    _algorithm(
        "breadth-first search",
        "breadth first search, bfs",
        """
            Put start into queue
            Mark start as visited
            Queue empty?
              Yes:
                end Not found
              No:
            Take first node
            Is it the goal?
              Yes:
                end Found
              No:
            Mark unvisited neighbours
            Put them into queue
            -> Queue empty?
        """,
    ),
    _algorithm(
        "depth-first search",
        "depth first search, dfs",
        """
            Put start onto stack
            Stack empty?
              Yes:
                end Not found
              No:
            Take top node
            Is it the goal?
              Yes:
                end Found
              No:
            Mark node as visited
            Put unvisited neighbours onto stack
            -> Stack empty?
        """,
    ),
    _algorithm(
        "Dijkstra's algorithm",
        "dijkstra, dijkstra's algorithm, dijkstra algorithm, shortest path, shortest path algorithm",
        """
            Set distance of start to 0
            Set all others to infinite
            Unvisited nodes left?
              No:
                end Distances known
              Yes:
            Choose unvisited node of least distance
            Look at its neighbours
            Way through node shorter?
              Yes:
                Update distance of neighbour
              No:
            Mark node as visited
            -> Unvisited nodes left?
        """,
    ),
    _algorithm(
        "gradient descent",
        "gradient descent, train a neural network, training a neural network, neural network training, backpropagation",
        """
            Initialise weights
            Take batch of data
            Forward pass
            Compute loss
            Loss small enough?
              Yes:
                Save model
                end Trained
              No:
            Compute gradients
            Update weights
            -> Take batch of data
        """,
    ),
)
