"""From bytes to text: which charset, and what could not be decoded. Nothing is altered without a record of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from etl.lexicon import read_words
from etl.read.reader import Unusable

#: Byte order marks, the longer first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WHITE_CONTROLS = b"\t\n\v\f\r"
_BINARY_SHARE = 0.02
_UNDECODABLE_SHARE = 0.05
_WESTERN = "cp1252"
#: Bytes above ASCII in English, German, French or Spanish stay below; in Polish, Czech or Turkish they do not.
_WESTERN_SHARE = 0.05
_ASCII = bytes(range(128))
_SAMPLE_BYTES = 32_768
#: What of a long file its encoding is guessed from, and how much of it is looked at a time.
_BEGINNING_BYTES = 4_000_000
_PIECE_BYTES = 1 << 20
_SURROUNDINGS = 80
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]{1,80}")


OpenStream = Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded; ``replaced_characters`` counts the U+FFFD that stand for undecodable bytes."""

    text: str
    encoding: str
    replaced_characters: int


def decode(content: bytes) -> Decoded:
    """Decode by byte order mark, else as UTF-8, else in the legacy charset the bytes fit best.

    Text in UTF-8 with a few damaged bytes stays UTF-8: the damage is replaced and counted.

    Raises:
        Unusable: binary content, or bytes that fit no charset.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_marked(content, encoding)
    _refuse_binary(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        damaged = _decode_damaged(content, "utf-8")
    if _has_multibyte_majority(damaged):
        return _refuse_undecodable(damaged)
    return _decode_legacy(content) or _refuse_undecodable(damaged)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a long file is to be decoded, and how many of its characters will be replaced."""

    name: str
    characters: int
    replaced_characters: int


def tell_encoding(open_stream: OpenStream) -> Encoding:
    """The encoding of a file too long to be held, as :func:`decode` would find it; guessed from its beginning.

    It is read once, twice where it is not UTF-8 throughout.

    Raises:
        Unusable: as `decode` does.
    """
    with open_stream() as stream:
        beginning = stream.read(_BEGINNING_BYTES)
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return _refuse_mostly_damaged(_damage(open_stream, encoding))
    _refuse_binary(beginning)
    found = _damage(open_stream, "utf-8")
    if not found.replaced_characters:
        return found
    # The beginning may end in the middle of a character, but not of a line.
    guessed = decode(beginning[: beginning.rfind(b"\n") + 1] or beginning).encoding
    return _refuse_mostly_damaged(found if guessed == "utf-8" else _damage(open_stream, guessed))


def _damage(open_stream: OpenStream, encoding: str) -> Encoding:
    """Count what an encoding cannot decode; refuses what it mostly cannot."""
    decoder, skipping = (codecs.getincrementaldecoder(encoding)(errors) for errors in ("replace", "ignore"))
    characters = replaced = 0
    with open_stream() as stream:
        while piece := stream.read(_PIECE_BYTES):
            text = decoder.decode(piece)
            characters += len(text)
            replaced += text.count(_REPLACEMENT) - skipping.decode(piece).count(_REPLACEMENT)
    return Encoding(encoding, characters, replaced)


def _refuse_mostly_damaged(encoding: Encoding) -> Encoding:
    if encoding.replaced_characters > encoding.characters * _UNDECODABLE_SHARE:
        raise _undecodable(encoding.replaced_characters, encoding.name)
    return encoding


def _decode_marked(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding, 0)
    except UnicodeDecodeError:
        return _refuse_undecodable(_decode_damaged(content, encoding))


def _decode_damaged(content: bytes, encoding: str) -> Decoded:
    """Decode with replacement. A U+FFFD that the file itself holds is not counted."""
    text = content.decode(encoding, "replace")
    own = content.decode(encoding, "ignore").count(_REPLACEMENT)
    return Decoded(text, encoding, text.count(_REPLACEMENT) - own)


def _has_multibyte_majority(damaged: Decoded) -> bool:
    """Whether well-formed UTF-8 sequences outnumber the damage: then it is UTF-8, and the rest is damage."""
    ascii_characters = len(damaged.text.encode("ascii", "ignore"))
    return len(damaged.text) - ascii_characters - damaged.replaced_characters > damaged.replaced_characters


def _decode_legacy(content: bytes) -> Decoded | None:
    for encoding in _legacy_guesses(content):
        try:
            return Decoded(content.decode(encoding), encoding, 0)
        except UnicodeDecodeError:
            continue
    return None


def _legacy_guesses(content: bytes) -> Iterator[str]:
    """Charsets to try, the likeliest first.

    A few quotation marks, accents or pounds in a page of ASCII say nothing of the charset to
    statistics, and nearly always came from Windows-1252; so did what several charsets read alike.
    """
    if len(content.translate(None, delete=_ASCII)) < len(content) * _WESTERN_SHARE:
        yield _WESTERN
    from charset_normalizer import from_bytes  # noqa: PLC0415  (0.1 s, and hardly ever needed)

    best = from_bytes(_sample(content), cp_isolation=[*read_words("read/legacy_charsets.txt")]).best()
    if best is not None:
        if _WESTERN in best.could_be_from_charset:
            yield _WESTERN
        yield best.encoding


def _sample(content: bytes) -> bytes:
    """The surroundings of bytes above ASCII, up to a limit: only they tell one charset from another."""
    if len(content) <= _SAMPLE_BYTES:
        return content
    sample, end = bytearray(), 0
    for match in _ABOVE_ASCII.finditer(content):
        sample += content[max(end, match.start() - _SURROUNDINGS) : match.end() + _SURROUNDINGS]
        end = match.end() + _SURROUNDINGS
        if len(sample) > _SAMPLE_BYTES:
            break
    return bytes(sample)


def _refuse_binary(content: bytes) -> None:
    sample = content[:65_536]
    controls = len(sample) - len(sample.translate(None, delete=bytes(range(32)))) - _count(sample, _WHITE_CONTROLS)
    if b"\0" in sample and _looks_like_wide_text(sample):
        raise Unusable("no_byte_order_mark", "looks like UTF-16 without a byte order mark: save it as UTF-8")
    if controls > len(sample) * _BINARY_SHARE:
        raise Unusable("binary", "not text but binary data: convert it to plain text in UTF-8")


def _looks_like_wide_text(sample: bytes) -> bool:
    """Latin text in UTF-16 has a NUL in nearly every second byte."""
    return max(sample[0::2].count(0), sample[1::2].count(0)) > len(sample) * 0.3


def _count(sample: bytes, wanted: bytes) -> int:
    return sum(sample.count(byte) for byte in wanted)


def _refuse_undecodable(decoded: Decoded) -> Decoded:
    if decoded.replaced_characters > len(decoded.text) * _UNDECODABLE_SHARE:
        raise _undecodable(decoded.replaced_characters, decoded.encoding)
    return decoded


def _undecodable(places: int, encoding: str) -> Unusable:
    reason = f"{places:,} places are not valid {encoding} and no other charset fits: save it as UTF-8"
    return Unusable("undecodable", reason)
