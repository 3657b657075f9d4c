from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from lhr_card import statement as forms
from lhr_card import wire
from tests.card.test_vectors import vectors

KEY = ec.derive_private_key(7, ec.SECP256R1())
JWK = wire.public_jwk(KEY.public_key())
SAID = {vector["typ"]: vector["value"] for vector in vectors("statements")}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
integers = st.integers(-(2**53) + 1, 2**53 - 1)
objects = st.recursive(
    st.dictionaries(texts, texts | integers, max_size=4),
    lambda inner: st.dictionaries(texts, texts | integers | inner, max_size=3),
    max_leaves=6,
)
base64url = st.text(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=43, max_size=43
)
days = st.text("0123456789", min_size=8, max_size=8)
cards = st.builds(
    wire.CardPart,
    cid_hash=base64url,
    issue=days,
    expire=days,
    request_no=st.text("0123456789-ก", max_size=20),
    chip=st.binary(max_size=8).map(bytes.hex),
    atr=st.binary(max_size=33).map(bytes.hex),
)


@st.composite
def statements(draw: st.DrawFn) -> wire.Statement:
    typ = draw(st.sampled_from(forms.TYPES))
    drawn: dict[str, Any] = {
        "typ": typ,
        "aud": draw(st.sampled_from(["https://lhr.example.go.th", "http://localhost:8000"])),
        "kid": draw(base64url),
        "iat": draw(st.integers(0, 2**40)),
        "nonce": draw(base64url),
        "purpose": forms.FIXED_PURPOSES.get(typ, "record.correct"),
        "tx_sha256": draw(base64url),
        "agent_ver": "1.0.0",
        "boot": draw(st.binary(min_size=8, max_size=8)).hex(),
        "seq": draw(st.integers(0, 9999)),
        "reader": draw(st.sampled_from(["", "Test PCD 00 00", "เครื่องอ่าน"])),
        "card": draw(cards),
        "link": draw(base64url),
        "n": draw(st.integers(1, 9999)),
        "state": draw(st.sampled_from(["present", "absent"])),
        "why": draw(st.sampled_from(["", "REMOVED", "SWAPPED"])),
        "next_kid": draw(base64url),
    }
    carried = forms.FIELDS_OF[typ] | {"v"}
    return wire.Statement(**{name: value for name, value in drawn.items() if name in carried})


@given(objects)
def test_reading_what_was_written_gives_the_same_object(value: dict[str, Any]) -> None:
    assert wire.canonical_object(wire.canonical(value)) == value


@given(statements())
def test_parsing_a_written_statement_gives_the_same_statement(statement: wire.Statement) -> None:
    assert wire.parse(wire.sign_input(statement)) == statement


@given(statements(), st.data())
def test_any_changed_byte_of_a_statement_is_refused(statement: wire.Statement, data: st.DataObject) -> None:
    written = bytearray(wire.sign_input(statement))
    sig = wire.sign(KEY, bytes(written))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))
    assert not wire.verify(JWK, bytes(written), sig)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_by_their_own_error_only(data: bytes) -> None:
    with pytest.raises(wire.NotAStatement):
        wire.parse(data)


@given(st.text(max_size=60))
def test_a_random_signature_is_false_and_no_error(sig: str) -> None:
    assert wire.verify(JWK, b"said", sig) is False


@pytest.mark.parametrize("typ", forms.TYPES)
def test_a_missing_or_an_added_field_is_refused(typ: str) -> None:
    for name in SAID[typ]:
        with pytest.raises(wire.NotAStatement):
            wire.parse(wire.canonical({key: value for key, value in SAID[typ].items() if key != name}))
    with pytest.raises(wire.NotAStatement):
        wire.parse(wire.canonical({**SAID[typ], "cid": "x"}))


@pytest.mark.parametrize(
    ("typ", "name", "value"),
    [
        ("login", "v", 2),
        ("login", "typ", "sign"),
        ("login", "aud", "https://lhr.example.go.th/"),
        ("login", "aud", "ftp://lhr.example.go.th"),
        ("login", "nonce", "short"),
        ("login", "nonce", 1),
        ("login", "purpose", "unlock"),
        ("confirm", "purpose", "login"),
        ("confirm", "purpose", "presence"),
        ("confirm", "tx_sha256", ""),
        ("login", "iat", "1535760000"),
        ("login", "iat", -1),
        ("login", "kid", "AAAA"),
        ("login", "agent_ver", "one"),
        ("login", "boot", "0123"),
        ("login", "seq", -1),
        ("login", "reader", "line\nbreak"),
        ("login", "card", "card"),
        ("login", "card", {}),
        ("presence", "state", "maybe"),
        ("presence", "why", "because"),
        ("presence", "link", "x"),
    ],
)
def test_a_field_out_of_its_form_is_refused(typ: str, name: str, value: object) -> None:
    with pytest.raises(wire.NotAStatement):
        wire.parse(wire.canonical({**SAID[typ], name: value}))


@pytest.mark.parametrize("name", ["cid_hash", "issue", "expire", "chip", "atr"])
def test_a_card_field_out_of_its_form_is_refused(name: str) -> None:
    card = {**SAID["login"]["card"], name: "ก"}
    with pytest.raises(wire.NotAStatement):
        wire.parse(wire.canonical({**SAID["login"], "card": card}))


def test_the_agent_cannot_sign_what_the_server_would_refuse() -> None:
    statement = wire.parse(wire.canonical(SAID["login"]))
    with pytest.raises(wire.NotAStatement):
        wire.sign_input(dataclasses.replace(statement, nonce="short"))


def test_no_statement_has_room_for_number_name_or_birth() -> None:
    carried = set().union(*forms.FIELDS_OF.values()) | {
        field.name for field in dataclasses.fields(wire.CardPart)
    }
    assert carried.isdisjoint({"cid", "name", "thai_name", "address", "birth", "photo", "religion", "laser"})
    assert "card" not in forms.FIELDS_OF["presence"]


def test_objects_deep_in_each_other_are_refused_and_not_followed() -> None:
    deep = b'{"a":' * 700 + b"1" + b"}" * 700
    with pytest.raises(wire.NotAStatement):
        wire.canonical_object(deep)


@pytest.mark.parametrize("text", ["AA==", "A", "AB", "A A", "ก", "AA+/", None, 5, "A" * 6000])
def test_a_statement_that_is_not_base64url_in_its_one_spelling_is_refused(text: object) -> None:
    with pytest.raises(wire.NotAStatement):
        wire.statement_bytes(text)


@pytest.mark.parametrize(
    "change", [{"kty": "RSA"}, {"crv": "P-384"}, {"x": "AA"}, {"x": JWK["y"]}, {"y": ""}]
)
def test_a_key_that_is_no_point_of_p256_is_no_key(change: dict[str, str]) -> None:
    jwk = {**JWK, **change}
    with pytest.raises(ValueError, match=r"."):
        wire.public_key(jwk)
    assert not wire.verify(jwk, b"said", wire.sign(KEY, b"said"))


def test_the_fingerprint_changes_with_every_field_and_with_the_secret() -> None:
    card = dict.fromkeys(wire.FINGERPRINT_FIELDS, "1")
    found = {wire.fingerprint(b"secret", **card), wire.fingerprint(b"other", **card)}
    found |= {wire.fingerprint(b"secret", **{**card, name: "2"}) for name in card}
    assert len(found) == 2 + len(card)


def test_the_order_of_keys_in_memory_does_not_matter() -> None:
    assert wire.canonical(json.loads('{"b":1,"a":2}')) == wire.canonical({"a": 2, "b": 1}) == b'{"a":2,"b":1}'
