"""Small invented schedules of the tests, as files. No amount here is anybody's pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lhr.access.actor import Actor
from lhr.standards import actions, planning
from lhr.standards.planning import About
from lhr.standards.rules import PayEngine

STEPS = b"level,step,amount\nOPERATIONAL,1,1000\nOPERATIONAL,1.5,1100\nOPERATIONAL,2,1250\n"
WAGES = b"group,step,month,day,hour\n1000,1,4870,211.75,30.25\n1000,1.5,5000,217.40,31.10\n"
BANDS = b"level,lowest,middle,highest\n,9400,,18080\n"
ABOUT = About(
    code="TEST",
    name="บัญชีทดสอบ",
    engine=PayEngine.STEP,
    kinds=("TAO_OFFICIAL",),
    starts=date(2016, 1, 1),
    source="แต่งขึ้นเพื่อทดสอบ",
    invented=True,
)
OF_ENGINE = {
    PayEngine.STEP: (STEPS, ABOUT),
    PayEngine.WAGE: (WAGES, replace(ABOUT, code="W", engine=PayEngine.WAGE, kinds=("PERMANENT_EMPLOYEE",))),
    PayEngine.PERCENT: (
        BANDS,
        replace(ABOUT, code="P", engine=PayEngine.PERCENT, kinds=("CONTRACT_MISSION_SKILLED",)),
    ),
    PayEngine.FLAT: (
        b"level,amount\n,10000\n",
        replace(ABOUT, code="F", engine=PayEngine.FLAT, kinds=("CONTRACT_GENERAL",)),
    ),
}


def load(by: Actor, data: bytes = STEPS, about: About = ABOUT, reason: str = "") -> int:
    return actions.apply_schedule(by=by, plan=planning.schedule(data, about), reason=reason)
