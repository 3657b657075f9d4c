"""The whole main job of the register, walked by visitors without a browser: nine steps, enrolment, both card sign-ins,
the province's view, and moves that end rights. One line a step, with its time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, timedelta

from lhr.cli.demonstration import doing, papers, sheet
from lhr.cli.demonstration.doing import expect
from lhr.cli.demonstration.visitor import Form, Lost, Page, Visitor
from lhr.kernel import clock
from lhr.kernel.thai_date import buddhist_year, show

_SECRETS = re.compile(r'<dd class="secret">([^<]+)</dd>')


class Check:
    """One run through one LGO that nobody has been named in yet."""

    def __init__(self, origin: str, agent: str, say: Callable[[str], None]) -> None:
        self.origin, self.agent, self.say = origin, agent, say
        self.told = sheet.read()
        self.lgo = self._free_lgo()
        self.today: date = clock.today()
        self.passwords: dict[str, str] = {}
        self.users: dict[str, str] = {}
        self.steps = 0

    def _free_lgo(self) -> sheet.Lgo:
        for one in self.told.lgos[1:]:
            if one.free and one.others:
                return one
        raise Lost("every LGO of the demonstration has its pair: `python3 run.py demo-reset` starts over")

    def run(self) -> int:
        """Do everything; return how many steps there were. Raises Lost at the first that fails."""
        self.lgo.free = False
        sheet.keep(self.told)
        self.say(f"อปท. / LGO: {self.lgo.label}")
        began = time.monotonic()
        for step in (
            self.bootstrap_signs_in,
            self.nine_steps,
            self.registrar_enrols,
            self.officer_enrols,
            self.province_approves,
            self.registrar_signs_in,
            self.officer_signs_in,
            self.officer_opens_a_record,
            self.province_sees_them,
            self.registrar_names_a_successor,
            self.officer_keys_a_move,
            self.registrar_verifies_it,
            self.registrar_keys_the_officers_move,
            self.province_verifies_it,
            self.open_session_is_refused,
            self.province_sees_the_vacancy,
        ):
            self._one(step)
        self.say(f"ครบทุกขั้น / all {self.steps} steps: {time.monotonic() - began:.1f} s")
        return self.steps

    def _one(self, step: Callable[[], str]) -> None:
        began = time.monotonic()
        said = step()
        self.steps += 1
        self.say(f"{self.steps:2d}. {said}  {time.monotonic() - began:6.2f} s")

    # The people at their browsers -----------------------------------------------------------------------------------

    def bootstrap_signs_in(self) -> str:
        self.bootstrap = Visitor(self.origin)
        self.passwords["bootstrap"] = doing.new_password()
        entry = self.lgo.bootstrap
        doing.first_password(self.bootstrap, entry.user_name, entry.password, self.passwords["bootstrap"])
        return "๑ บัญชีตั้งต้นเข้าระบบและตั้งรหัสผ่าน / first account signs in, sets its password"

    def nine_steps(self) -> str:
        page = expect(self.bootstrap.get("/rights/"))
        page = expect(self.bootstrap.get(page.link("/rights/edit/")))
        for block, who in (("registrar", self.lgo.registrar), ("officer", self.lgo.officer)):
            page = self._pick(self.bootstrap, block, who.national_id)
        if self.lgo.officer.says != sheet.HR_OFFICER:
            order = self._order(sheet.OFFICERS_ORDER)
            page = self._type(self.bootstrap, page, "officer", capacity="ASSIGNED", **order)
        form = page.form(having="confirm_password")
        page = expect(self.bootstrap.send(page, form, confirm_password=self.passwords["bootstrap"]))
        secrets = _SECRETS.findall(page.html)
        if len(secrets) != 4:
            raise Lost(f"no one-time codes at {page.path}: {page.text[:500]}")
        self.users = {"registrar": secrets[0], "officer": secrets[2]}
        self.passwords |= {"registrar": secrets[1], "officer": secrets[3]}
        return "๒-๙ SEM102: เลือกนายทะเบียนและเจ้าหน้าที่ แล้วบันทึก / both named and saved"

    def registrar_enrols(self) -> str:
        return self._enrols(
            "registrar",
            self.lgo.registrar,
            "นายทะเบียนประวัติลงทะเบียนเครื่องและบัตร / registrar enrols PC and card",
        )

    def officer_enrols(self) -> str:
        return self._enrols(
            "officer", self.lgo.officer, "เจ้าหน้าที่ทะเบียนประวัติลงทะเบียนเครื่องและบัตร / officer enrols PC and card"
        )

    def province_approves(self) -> str:
        province = self._province()
        count = doing.approve_all(province)
        return f"จังหวัดอนุมัติเครื่องและบัตร {count} รายการ / province approves PCs and cards"

    def registrar_signs_in(self) -> str:
        self._by_card("registrar")
        return "นายทะเบียนประวัติเข้าระบบด้วยบัตรและรหัสผ่าน / registrar signs in by card and password"

    def officer_signs_in(self) -> str:
        self._by_card("officer")
        return "เจ้าหน้าที่ทะเบียนประวัติเข้าระบบด้วยบัตรและรหัสผ่าน / officer signs in by card and password"

    def officer_opens_a_record(self) -> str:
        """A colleague's card: what his career left in several of its tabs."""
        tabs = doing.open_record(self._by_card("officer"), self.lgo.others[0].name)
        return f"เจ้าหน้าที่เปิด ก.พ.๗ ของบุคลากร เห็นรายการใน {tabs} แท็บ / officer opens a record: lines in {tabs} tabs"

    def province_sees_them(self) -> str:
        self._seen("ลงทะเบียนแล้ว")
        return "จังหวัดเห็นว่าลงทะเบียนแล้ว / province sees the LGO registered"

    def registrar_names_a_successor(self) -> str:
        """A colleague becomes records officer from tomorrow on; the registrar confirms with the card."""
        registrar = self._by_card("registrar")
        page = self._pick(registrar, "officer", self.lgo.others[0].national_id)
        starts = show(self.today + timedelta(days=1), "num", digits="arabic")
        page = self._type(registrar, page, "officer", capacity="ASSIGNED", starts=starts, **self._order("12"))
        form = page.form(having="confirm_statement")
        form.files = {"officer-scan_file": self._paper("acting", "12")}
        expect(self._confirmed(registrar, page, form))
        doing.open_scan(registrar, "/rights/")
        return "นายทะเบียนแต่งตั้งเจ้าหน้าที่คนใหม่ล่วงหน้า แนบคำสั่ง ยืนยันด้วยบัตร / successor named, order attached, by card"

    def officer_keys_a_move(self) -> str:
        officer = self._by_card("officer")
        day = show(self.today + timedelta(days=3), "num", digits="arabic")
        self._move(officer, self.lgo.others[0].name, day, "13", self._paper("transfer", "13"))
        return "เจ้าหน้าที่บันทึกการโอนของคนใหม่นั้น แนบคำสั่ง / officer keys that colleague's move, order attached"

    def registrar_verifies_it(self) -> str:
        registrar = self._by_card("registrar")
        doing.open_scan(registrar, "/movements/queue/")
        self._verify(registrar)
        last = show(self.today + timedelta(days=2), "short", digits="arabic")
        page = expect(registrar.get("/rights/"))
        if last not in page.text:
            raise Lost(f"SEM101 does not show that the right's last day is {last}: {page.text[:2500]}")
        return f"นายทะเบียนตรวจสอบ สิทธิมีถึง {last} / verified by the registrar: the right ends at its day"

    def registrar_keys_the_officers_move(self) -> str:
        registrar = self._by_card("registrar")
        self._move(registrar, self.lgo.officer.name, show(self.today, "num", digits="arabic"), "14")
        return "นายทะเบียนบันทึกการโอนของเจ้าหน้าที่ วันนี้ / registrar keys the officer's own move, today"

    def province_verifies_it(self) -> str:
        self.open_officer = self._by_card("officer")
        expect(self.open_officer.get("/"))
        self._verify(self._province())
        return "จังหวัดตรวจสอบรายการของผู้มีสิทธิ / province verifies the right holder's line"

    def open_session_is_refused(self) -> str:
        page = self.open_officer.get("/movements/")
        if page.status != 403 or "CL-29" not in page.text:
            raise Lost(f"the open session was answered {page.status} at {page.path}: {page.text[:500]}")
        return "หน้าต่างที่เปิดค้างของเจ้าหน้าที่ถูกปฏิเสธในคำขอถัดไป (CL-29) / open session refused at its next request"

    def province_sees_the_vacancy(self) -> str:
        self._seen("ไม่มีเจ้าหน้าที่ทะเบียนประวัติ")
        return "จังหวัดเห็นว่าไม่มีเจ้าหน้าที่ทะเบียนประวัติ / province sees the vacancy"

    # How it is done -------------------------------------------------------------------------------------------------

    def _order(self, number: str) -> dict[str, str]:
        return {
            "order_number": f"{number}/{buddhist_year(self.today)}",
            "order_signed_on": show(self.today, "num", digits="arabic"),
        }

    def _enrols(self, key: str, who: sheet.Candidate, said: str) -> str:
        sheet.lay_desk(who, self.lgo.label)
        visitor, chosen = Visitor(self.origin, self.agent), doing.new_password()
        doing.first_password(visitor, self.users[key], self.passwords[key], chosen)
        expect(doing.enrol(visitor, who.desk))
        self.passwords[key] = chosen
        return said

    def _by_card(self, key: str) -> Visitor:
        who = self.lgo.registrar if key == "registrar" else self.lgo.officer
        visitor = Visitor(self.origin, self.agent)
        doing.with_card(visitor, self.users[key], self.passwords[key], who.desk)
        return visitor

    def _province(self) -> Visitor:
        entry = self.told.offices["province"]
        visitor = Visitor(self.origin, self.agent)
        doing.with_card(visitor, entry.user_name, entry.password, entry.desk)
        return visitor

    def _pick(self, visitor: Visitor, block: str, number: str) -> Page:
        page = expect(visitor.get(f"/rights/edit/pick/{block}/"))
        page = expect(visitor.send(page, page.form(having="national_id"), national_id=number))
        return expect(visitor.send(page, page.form("/rights/edit/keep/"), button="choose"))

    def _type(self, visitor: Visitor, page: Page, block: str, **typed: str) -> Page:
        """Fill in a block; nothing is sent yet, the filled form stands in the page."""
        form = page.form(having=f"{block}-capacity")
        wanted = {f"{block}-{name}": value for name, value in typed.items()}
        form.fields = [(n, v) for n, v in form.fields if n not in wanted] + list(wanted.items())
        return page

    def _paper(self, kind: str, number: str) -> bytes:
        return papers.order(kind, f"{number}/{buddhist_year(self.today)}", self.today).content

    def _confirmed(self, visitor: Visitor, page: Page, form: Form) -> Page:
        """Ask what is to be confirmed, let the card agent sign it, send the form with the statement.

        A file goes with the question only: it waits at the server, and its digest is in what the card signs.
        """
        asked = visitor.send(page, form, confirm_ask="fetch")
        form.files = {}
        return visitor.send(page, form, **visitor.card(doing.answered(asked)))

    def _move(self, visitor: Visitor, person: str, day: str, order: str, paper: bytes = b"") -> None:
        year, signed_on = buddhist_year(self.today), self._order(order)["order_signed_on"]
        doing.key_transfer_out(visitor, person, day, order, year, signed_on, paper)

    def _verify(self, visitor: Visitor) -> None:
        doing.verify_first(visitor)

    def _seen(self, words: str) -> None:
        doing.see(self._province(), self.lgo.organisation, words)
