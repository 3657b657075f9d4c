"""The guides are pages of the product, and say what its screens say."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from lhr import config
from lhr.kernel import clock
from lhr.registry_rights import nine_steps
from lhr.web.help import guides
from tests.support.pages import html_of

pytestmark = pytest.mark.django_db
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
# Bold in a guide for the sake of the word, not as a label of a screen.
EMPHASIS = {"กรมและ สถจ.", "อย่างน้อยสองอัน", "บัตรประจำตัวประชาชน + รหัสผ่าน"}


@pytest.fixture(scope="module")
def screens() -> str:
    """Every text of the product, as far as it stands in a template or in the code."""
    paths = [path for ending in ("*.html", "*.py") for path in Path(config.ROOT / "lhr").rglob(ending)]
    return "\n".join(p.read_text(encoding="utf-8") for p in paths if p.name != "nine_steps.py")


@pytest.mark.parametrize("name", guides.READERS)
def test_a_guide_is_read_without_signing_in_and_all_its_links_lead_somewhere(name: str) -> None:
    client = Client()
    answer = client.get(f"/help/{name}/")
    assert answer.status_code == 200
    page = html_of(answer)
    assert "&lt;" not in page.split("<main")[1].split("</main>")[0]
    inside = page.split("<article")[1].split("</article>")[0]
    for address in re.findall(r'(?:href|src)="([^"#]+)"', inside):
        assert client.get(address).status_code == 200, address
    assert inside.count("<h2 id=") == len(guides.guide(name).parts)


def test_no_file_of_the_folder_is_left_out_and_no_other_is_served() -> None:
    assert {path.stem for path in (config.ROOT / "docs" / "officer").glob("*.md")} == set(guides.READERS)
    for address in ("/help/none/", "/help/pictures/none.png", "/help/pictures/..%2Fstatus.md"):
        assert Client().get(address).status_code == 404


def test_every_page_leads_to_the_guides() -> None:
    assert 'href="/help/"' in html_of(Client().get("/login/"))
    listed = html_of(Client().get("/help/"))
    for name in guides.READERS:
        assert f'href="/help/{name}/"' in listed


@pytest.mark.parametrize("name", guides.READERS)
def test_what_a_guide_prints_bold_is_what_a_screen_says(name: str, screens: str) -> None:
    text = (config.ROOT / "docs" / "officer" / f"{name}.md").read_text(encoding="utf-8")
    labels = {part.strip() for bold in BOLD.findall(text) for part in " ".join(bold.split()).split("→")}
    assert sorted(label for label in labels - EMPHASIS if label not in screens) == []


def test_the_nine_steps_are_one_sheet() -> None:
    answer = Client().get("/help/nine-steps.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"SarabunPSK" in answer.content
    read = PdfReader(BytesIO(answer.content))
    assert len(read.pages) == 1
    assert read.metadata is not None
    assert read.metadata.title == nine_steps.TITLE
    assert "Login" in read.pages[0].extract_text()


def test_the_nine_steps_name_what_the_screens_name_and_every_digit_is_thai(screens: str) -> None:
    sheet = nine_steps.values()
    assert [one["number"] for one in sheet["steps"]] == list("๑๒๓๔๕๖๗๘๙")
    assert not re.search("[0-9]", str(sheet))
    for step in sheet["steps"]:
        shown = {one["label"] for one in step["drawing"]} | {one["value"] for one in step["drawing"]}
        for label in step["says"].split("*")[1::2]:
            assert label in screens
            assert label in shown


def test_the_sheet_is_made_once_a_day() -> None:
    assert nine_steps.paper(clock.today()) is nine_steps.paper(clock.today())
