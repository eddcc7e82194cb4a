"""`make bench`: data of a chosen size, every job and view timed beside its peers and limits, docs/performance.md."""
