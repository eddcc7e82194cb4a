"""The address of a server: read and written as SQLAlchemy does, to which jobs hand it."""

import pytest
from sqlalchemy.engine import make_url

from etl.cluster.address import Address

URLS = [
    "postgresql://db.example/claims",
    "postgresql+psycopg://ann:secret@db.example:6543/claims",
    "postgresql://ann@db.example/claims",
    "postgresql://ann:@db.example/claims",
    "postgresql://:secret@db.example/claims",
    "postgresql://ann:p%40ss%2Fw%3Aord%25@db.example/claims",
    "postgresql://ann:a/b:c?d#e+f g*h@db.example/claims",
    "postgresql://a%40corp:p@db.example/claims",
    "postgresql://[::1]:6543/claims",
    "postgresql://ann:p@[fe80::1%25eth0]/claims",
    "postgresql:///claims?host=/var/run/postgresql",
    "postgresql://ann@/claims?host=one:5432&host=two:5433&target_session_attrs=read-write",
    "postgresql://db.example/claims?sslmode=require&application_name=two+words&options=-c%20geqo%3Doff&empty=",
    "postgresql://db.example/a%20name/with%3Fmarks",
    "postgresql://db.example/äußerung",
    "postgresql://db.example/",
    "postgresql://db.example",
    "postgresql://",
]


@pytest.mark.parametrize("url", URLS)
def test_an_address_is_read_and_written_as_sqlalchemy_does(url):
    ours, theirs = Address.parse(url), make_url(url)
    parts = ("username", "password", "host", "port", "database")
    assert [getattr(ours, part) for part in parts] == [getattr(theirs, part) for part in parts]
    assert dict(ours.options) == theirs.normalized_query
    assert make_url(ours.for_sqlalchemy()) == theirs.set(drivername="postgresql+psycopg")
    assert ours.plain() == theirs.set(drivername="postgresql").render_as_string(hide_password=False)
    assert ours.masked() == theirs.set(drivername="postgresql").render_as_string(hide_password=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "claims",
        "host=db.example dbname=claims",
        "postgresql://db.example:port/claims",
        "postgresql://db.example:/claims",
    ],
)
def test_what_is_no_url_is_no_address(text):
    with pytest.raises(ValueError, match=r"not a URL|invalid literal"):
        Address.parse(text)


def test_an_option_that_is_given_wins_over_a_default():
    assert Address.parse("postgresql:///claims?a=1").with_default("a", "2").options == {"a": ("1",)}
    assert Address.parse("postgresql:///claims").with_default("a", "2").plain() == "postgresql:///claims?a=2"


def test_a_password_is_neither_in_the_repr_nor_masked_in_part():
    address = Address.parse("postgresql://ann:s3cret@db.example/claims")
    assert "s3cret" not in repr(address)
    assert address.masked() == "postgresql://ann:***@db.example/claims"
    assert address.without_password().plain() == "postgresql://ann@db.example/claims"
