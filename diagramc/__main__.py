"""`python -m diagramc`."""

from diagramc.cli import main

if __name__ == "__main__":
    main()
