"""In a real browser: a dossier made offline is brought in, its draft goes out again, papers and calendar are had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.hardening import HARDEN
from tests.journeys.walking import Desk, looked_at, opens

from shencha.documents.dossier.archive import stream
from shencha.documents.dossier.folder import begin, read
from shencha.records.clock import today
from shencha.server.sample import instance as sample

WHO = {key.partition(".")[2]: said for key, said in sample.who_files("yunqi").items()}


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A dossier of the sample's owner, built."""
    folder = tmp_path / "d"
    begin(folder, "foreign_listing", "云栖出行赴纽约上市", "云栖出行科技有限公司（虚构）", today())
    with (folder / "dossier.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write(json.dumps({"declaration": {"party": WHO}})[1:-1] + "\n")
    for material in ("declaration", "analysis_report", "listing_documents"):
        (folder / "materials" / material / f"{material}.pdf").write_bytes(b"%PDF-1.7\n" + material.encode())
    found, out = read(folder), tmp_path / "d.dossier.tar"
    out.write_bytes(b"".join(stream(found.manifest, found.content)))
    return out


@pytest.mark.parametrize("lang", ["zh", *(["en"] if HARDEN else [])])
def test_a_dossier_comes_in_goes_out_and_is_refused_in_words(
    desk: Desk, story: sample.Story, dossier: Path, lang: str
) -> None:
    page = desk("editor@yunqi.example", lang=lang, scripts=True)
    opens(page, page.locator("a[href='/party/dossiers/new/']"))
    assert looked_at(page) == []
    broken = dossier.with_name("broken.tar")
    broken.write_bytes(dossier.read_bytes()[:-700])
    page.locator("#file").set_input_files(broken)
    opens(page, page.locator("main button.primary"))
    expect(page.get_by_role("alert")).to_contain_text("不完整" if lang == "zh" else "cut off")
    assert looked_at(page) == []
    page.locator("#file").set_input_files(dossier)
    opens(page, page.locator("main button.primary"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("云栖出行赴纽约上市")
    expect(page.locator("main")).to_contain_text("齐备" if lang == "zh" else "complete")
    assert looked_at(page) == []
    with page.expect_download() as started:
        page.locator("a[href$='/dossier/']").click()
    assert started.value.path().read_bytes() == dossier.read_bytes()

    page.goto("/calendar/")
    assert looked_at(page) == []
    opens(page, page.locator("button[value=make]"))
    address = page.locator("code.digest").inner_text()
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    assert looked_at(page) == []

    number = story.files(sample.YUNQI, "yunqi", "procurement", "车载终端采购", 3)
    story.does(number, sample.CLERK, 1, sample.e.SupplementRequested, ("股权结构图",))
    page.goto("/party/")
    opens(page, page.locator("a[href^='/party/notices/']").first)
    assert looked_at(page) == []
    for name, begins in (("notice-zh.pdf", b"%PDF"), ("notice-zh.docx", b"PK"), ("notice-en.pdf", b"%PDF")):
        given = page.request.get(page.locator(f"a[href$='{name}']").get_attribute("href") or "")
        assert given.body().startswith(begins)
