"""Reading ahead gives what reading gives, one chunk ahead and no more."""

import threading
import time

import pytest

from etl.jobs.ahead import read_ahead


def test_the_same_chunks_in_the_same_order():
    assert list(read_ahead([n] for n in range(50))) == [[n] for n in range(50)]


def test_at_most_one_chunk_is_made_ahead_of_the_one_that_is_written():
    made = []

    def chunks():
        for n in range(10):
            made.append(n)
            yield [n]

    for (n,) in read_ahead(chunks()):
        time.sleep(0.01)
        assert len(made) <= n + 2
    assert len(made) == 10


def test_what_reading_raises_is_raised_after_the_chunks_before_it():
    def chunks():
        yield [1]
        raise ValueError("the file is broken")

    seen = []
    with pytest.raises(ValueError, match="broken"):
        seen.extend(read_ahead(chunks()))
    assert seen == [[1]]


def test_a_writer_that_fails_ends_the_reading():
    closed = threading.Event()

    def chunks():
        try:
            while True:
                yield [0]
        finally:
            closed.set()

    reading = read_ahead(chunks())
    next(reading)
    reading.close()
    assert closed.wait(5)
