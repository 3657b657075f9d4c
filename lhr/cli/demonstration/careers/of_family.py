"""Parents, spouses and children of a career."""

from __future__ import annotations

from collections.abc import Iterator

from lhr.cli.demonstration.careers.life import Life, Told, written
from lhr.cli.demonstration.names import family_name, first_name

_A_CHILD = 15  # years, up to which a child's title is used


def told(life: Life) -> Iterator[Told]:
    yield from _parents(life)
    yield from _spouses(life)
    yield from _children(life)


def _parents(life: Life) -> Iterator[Told]:
    last = life.maiden or life.who.last
    age = life.age_on(life.today)
    for relation, prefix, gender in (("FATHER", "นาย", "M"), ("MOTHER", "นาง", "F")):
        theirs = age + life.chance.randint(20, 38)
        alive = life.happens(max(0.0, 1.6 - theirs / 60))
        first = first_name(gender, life.chance, not_=life.who.first)
        name = f"{prefix}{first} {last}"
        yield Told("PARENT", {"relation": relation, "name": name, "alive": "YES" if alive else "NO"})


def _spouses(life: Life) -> Iterator[Told]:
    for at, one in enumerate(life.marriages):
        office = life.chance.choice(life.who.homes)[0].split(" ")[1]
        typed = {
            "name": _spouse(life, at),
            "married_on": written(one.on),
            "register_no": f"{life.chance.randint(1, 300)}/{life.chance.randint(1000, 30000)}",
            "office": f"อำเภอ{office}",
        }
        if one.ended is not None:
            typed |= {"ended_on": written(one.ended), "ended_by": one.by}
        yield Told("SPOUSE", typed)


def _spouse(life: Life, at: int) -> str:
    """A woman's first husband bears the name of the children; a wife keeps hers or took his."""
    if life.woman:
        last = family_name(life.chance) if at else life.household
        return f"นาย{first_name('M', life.chance)} {last}"
    took = life.happens(0.6)
    prefix = "นาง" if took else "นางสาว"
    return f"{prefix}{first_name('F', life.chance)} {life.who.last if took else family_name(life.chance)}"


def _children(life: Life) -> Iterator[Told]:
    for born in life.children:
        girl = life.happens(0.5)
        young = life.today.year - born.year < _A_CHILD
        prefix = ("เด็กหญิง" if girl else "เด็กชาย") if young else ("นางสาว" if girl else "นาย")
        name = f"{prefix}{first_name('F' if girl else 'M', life.chance)} {life.household}"
        status = "ADOPTED" if life.happens(0.03) else "LEGITIMATE"
        yield Told("CHILD", {"name": name, "born_on": written(born), "status": status})
