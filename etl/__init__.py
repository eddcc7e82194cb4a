"""onrecord: who said what, and how many, according to whom."""

__version__ = "0.1.0"
