"""`python -m etl` is the same as `onrecord`."""

from etl.cli import main

main()
