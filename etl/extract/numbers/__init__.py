"""Written quantities: numbers with their qualifiers, bounds, units and counted nouns."""

from etl.extract.numbers.extraction import extract_quantities

__all__ = ["extract_quantities"]
