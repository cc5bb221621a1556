"""`shencha dossier`: a filing as one file, made and verified offline, and handed in on an instance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from shencha.documents.dossier.supplement import Carried
    from shencha.text import Lang

dossier = typer.Typer(
    help="A filing as one file: prepare, check, build, verify, hand in.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Language = Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")]
Folder = Annotated[Path, typer.Argument(help="The dossier's folder.")]


@dossier.command("new")
def new(
    path: Annotated[Path, typer.Argument(help="Folder to make.")],
    ground: Annotated[str, typer.Option(help="procurement, data_processing or foreign_listing.")],
    title: Annotated[str, typer.Option(help="What the filing is called.")],
    party: Annotated[str, typer.Option(help="The party's name as registered with the office.")],
    on: Annotated[str | None, typer.Option(help="Day whose law applies, YYYY-MM-DD; default: today.")] = None,
    as_json: Json = False,
    lang: Language = None,
) -> None:
    """Make a folder with a manifest, a place for each paper and instructions."""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day, today
    from shencha.documents.dossier.folder import begin

    made = begin(path, ground, title, party, today() if on is None else read_day(on, "--on", "dossier new"))
    shown = [str(one) for one in made]
    emit({"made": shown}, lambda asked: "\n".join(shown), as_json=as_json, lang=language(lang))


@dossier.command("supplement")
def supplement(
    path: Annotated[Path, typer.Argument(help="Folder to make.")],
    case: Annotated[str, typer.Option(help="Number of the case, such as 2026-0001.")],
    item: Annotated[list[str], typer.Option(help="What is answered, by its name in the notice; repeatable.")],
    as_json: Json = False,
    lang: Language = None,
) -> None:
    """Make a folder for answers to a request for supplements; check, build, verify and hand-in take it as a dossier."""
    from shencha.cli.answers import emit, language
    from shencha.documents.dossier.supplement_folder import begin

    shown = [str(one) for one in begin(path, case, item)]
    emit({"made": shown}, lambda asked: "\n".join(shown), as_json=as_json, lang=language(lang))


@dossier.command("check")
def check(path: Folder, as_json: Json = False, lang: Language = None) -> None:
    """What Article 8 still asks for, by the rule of the intake desk; exit code 1 while something is missing.

    Of an analysis report written as statements each reference is followed; what stands out does not change the code.
    """
    from shencha.cli.answers import emit, language
    from shencha.cli.days import today
    from shencha.cli.pages.report import lights
    from shencha.cli.progress import progress
    from shencha.documents.dossier.folder import read
    from shencha.documents.dossier.statements import checked
    from shencha.documents.dossier.supplement_folder import is_supplement
    from shencha.documents.dossier.supplement_folder import read as read_answers

    if is_supplement(path):
        answers = read_answers(path).manifest
        emit(
            _answer(answers, str(path)),
            lambda asked: _told(answers, str(path), asked),
            as_json=as_json,
            lang=language(lang),
        )
        if answers.missing(str(path)):
            raise typer.Exit(1)
        return
    with progress(str(path)) as advance:
        found = read(path, advance)
    report = checked(found, today())
    answer = _answer(found.manifest, str(path)) | {"left_out": list(found.left_out)}
    if report is not None:
        told = [one.as_dict() for one in report[1].lights]
        answer |= {"report": {"statements": len(report[0].statements), "stands_out": told}}
    emit(
        answer,
        lambda asked: _told(found.manifest, str(path), asked) + "".join(lights(report, asked)),
        as_json=as_json,
        lang=language(lang),
    )
    if not answer["complete"]:
        raise typer.Exit(1)


@dossier.command("report")
def report(
    path: Folder,
    out: Annotated[
        Path | None, typer.Option(help="The PDF to write; default: FOLDER.report.pdf beside the folder.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Day the report bears, YYYY-MM-DD; default: today.")] = None,
    pin: Annotated[
        bool, typer.Option("--pin", help="First write each file's digest into the report's references.")
    ] = False,
    lang: Language = None,
) -> None:
    """Set the analysis report as a PDF, its evidence as footnotes, and say what stands out."""
    from shencha.cli.answers import language
    from shencha.cli.days import read_day, today
    from shencha.cli.pages.report import lights, write
    from shencha.documents.dossier import statements
    from shencha.documents.dossier.folder import read
    from shencha.errors import BadInput

    day = today() if on is None else read_day(on, "--on", "dossier report")
    folder = path.resolve()
    target = out or folder.with_name(f"{folder.name}.report.pdf")
    _outside(target, folder)
    found = read(path)
    if pin:
        statements.pin(path, found)
        found = read(path)
    written = statements.checked(found, day)
    if written is None:
        raise BadInput([statements.no_report(path)])
    write(target, found.manifest, *written, day, language(lang))
    typer.echo(str(target) + "".join(lights(written, language(lang))))


@dossier.command("build")
def build(
    path: Folder,
    out: Annotated[
        Path | None, typer.Option(help="The file to write; default: FOLDER.dossier.tar beside it.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--seal", help="Seal to this key (age1…), or to the one in this file.")
    ] = None,
    part_size: Annotated[str | None, typer.Option(help="In parts of at most this size: 500MB, 2GB.")] = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Build it although papers are missing.")
    ] = False,
    as_json: Json = False,
    lang: Language = None,
) -> None:
    """Make one file of the folder, the same byte for byte whenever it is built; exit code 1 if papers are missing."""
    from shencha.cli.answers import emit, language
    from shencha.cli.progress import progress
    from shencha.documents.dossier.archive import stream
    from shencha.documents.dossier.folder import read
    from shencha.documents.dossier.parts import Writer, read_size
    from shencha.documents.dossier.seal import read_recipient, seal
    from shencha.documents.dossier.supplement_folder import is_supplement
    from shencha.documents.dossier.supplement_folder import read as read_answers

    size = read_size(part_size) if part_size else None
    recipient = read_recipient(_text_of(to), "--seal") if to else None
    with progress(str(path)) as advance:
        found = read_answers(path) if is_supplement(path) else read(path, advance)
    manifest = found.manifest
    if manifest.missing(str(path)) and not incomplete:
        emit(
            _answer(manifest, str(path)),
            lambda asked: _told(manifest, str(path), asked),
            as_json=as_json,
            lang=language(lang),
        )
        raise typer.Exit(1)
    folder = path.resolve()
    target = out or folder.with_name(f"{folder.name}.dossier.tar{'.age' if recipient else ''}")
    _outside(target, folder)
    with Writer(target, size) as writer:
        chunks = stream(manifest, found.content)
        if recipient:
            seal(chunks, writer, recipient)
        else:
            for chunk in chunks:
                writer.write(chunk)
    files = [str(one) for one in writer.paths()]
    answer = _answer(manifest, str(path)) | {"files": files, "sealed": recipient is not None}
    emit(answer, lambda asked: _built(manifest, files, asked), as_json=as_json, lang=language(lang))


@dossier.command("verify")
def verify(
    files: Annotated[list[Path], typer.Argument(help="The dossier file, or any one of its parts.")],
    identity: Annotated[
        Path | None, typer.Option(help="Key file that opens a sealed dossier; default: none.")
    ] = None,
    as_json: Json = False,
    lang: Language = None,
) -> None:
    """Verify a dossier offline: exit code 0 it is as built, 1 something differs, 2 it cannot be read."""
    from shencha.cli.answers import emit, language
    from shencha.documents.dossier.taking import examined

    secret = _text_of(str(identity)) if identity else None
    manifest = examined(files, secret)
    answer = {"verifies": True, **_answer(manifest, str(files[0]))}
    emit(
        answer,
        lambda asked: _holds(asked) + "\n" + _told(manifest, str(files[0]), asked),
        as_json=as_json,
        lang=language(lang),
    )


@dossier.command("key")
def key() -> None:
    """This instance's public key, to which dossiers for it are sealed."""
    from shencha.cli.instance import start

    start(migrated=False)
    from shencha.records.log.seals import recipient

    typer.echo(recipient())


@dossier.command("hand-in")
def hand_in(
    files: Annotated[
        list[Path], typer.Argument(help="The dossier file, sealed or not, or one of its parts.")
    ],
    email: Annotated[
        str, typer.Option("--as", help="The person of the party, or its counsel, who hands it in.")
    ],
    party: Annotated[str, typer.Option(help="Key of the party; default: the one the dossier names.")] = "",
    code: Annotated[
        str | None,
        typer.Option(help="The signatory's six digits: files it at once. Without them it becomes a draft."),
    ] = None,
    receipt: Annotated[Path | None, typer.Option(help="Where the receipt of the filing goes.")] = None,
    clean: Annotated[
        bool,
        typer.Option("--clean", help="Confirm that papers that cannot be looked into hold no state secrets."),
    ] = False,
    known_signs: Annotated[
        str | None,
        typer.Option(help="Signs that no font here has and with which you go on, as the refusal named them."),
    ] = None,
    as_json: Json = False,
    lang: Language = None,
) -> None:
    """Take a dossier in on this instance: as a draft, or filed at once with the signatory's code."""
    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start

    start()
    from shencha.records.acts.carried import handed_in, holds_supplement, supplement_handed_in

    answer: dict[str, Any]
    if holds_supplement(files):
        case, event = supplement_handed_in(files, email=email, code=code, clean=clean)
        answer = {"case": case.number, "handed_in": event.sequence if event else None}
    else:
        draft, event = handed_in(
            files, email=email, party_key=party, code=code, clean=clean, known_signs=known_signs
        )
        answer = {"draft": draft.pk, "case": event.case.number if event else None, "id": draft.dossier}
    if event and receipt:
        from shencha.records.log import receipt as proof

        receipt.write_text(proof(event), "utf-8")
    emit(answer, lambda asked: _taken(answer, asked), as_json=as_json, lang=language(lang))


def _answer(manifest: Carried, file: str) -> dict[str, Any]:
    return {"complete": not manifest.missing(file), **manifest.as_dict()}


def _told(manifest: Carried, file: str, lang: Lang) -> str:
    from shencha.documents.completeness import Sheet, twice
    from shencha.text import Text

    lines = [f"{one.material}: {one.name} ({one.size:,} B)" for one in manifest.papers]
    sheets = [Sheet(one.material, one.name, one.sha256) for one in manifest.papers]
    lines += [said.said(lang) for said, _, _ in twice(sheets)]
    missing = [fault.said(lang) for fault in manifest.missing(file)]
    if missing:
        head = Text(f"还缺 {len(missing)} 项：", f"{len(missing)} missing:").said(lang)
        lines += [head, *missing]
    else:
        lines.append(Text("材料齐备。", "The materials are complete.").said(lang))
    return "\n".join([*lines, Text(f"卷宗编号 {manifest.id}", f"dossier {manifest.id}").said(lang)])


def _built(manifest: Carried, files: list[str], lang: Lang) -> str:
    from shencha.text import Text

    named = Text(f"卷宗编号 {manifest.id}", f"dossier {manifest.id}").said(lang)
    return "\n".join([*files, named])


def _holds(lang: Lang) -> str:
    from shencha.text import Text

    return Text("成立：与打包时一致。", "It holds: it is as it was built.").said(lang)


def _taken(answer: dict[str, Any], lang: Lang) -> str:
    from shencha.text import Text

    if "handed_in" in answer:
        return (
            Text(f"已提交对案件 {answer['case']} 的补充材料", f"handed in for case {answer['case']}")
            if answer["handed_in"]
            else Text(
                f"已放入案件 {answer['case']} 的补充材料，尚未提交",
                f"prepared in case {answer['case']}; not handed in yet",
            )
        ).said(lang)
    if answer["case"]:
        return Text(f"已提交，案件编号 {answer['case']}", f"filed; its case number is {answer['case']}").said(
            lang
        )
    return Text(f"已收为第 {answer['draft']} 号草稿", f"taken in as draft {answer['draft']}").said(lang)


def _text_of(named: str) -> str:
    """The text itself, or that of the file of that name."""
    path = Path(named)
    if named.lower().startswith(("age1", "age-secret-key-1")) or not path.is_file():
        return named
    return path.read_bytes()[:65536].decode("utf-8", "replace")


def _outside(target: Path, folder: Path) -> None:
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    place = target.resolve()
    wrong = None
    if place.is_relative_to(folder):
        wrong = Text("在卷宗文件夹之内", "it lies inside the dossier's folder")
    elif not place.parent.is_dir():
        wrong = Text("所在文件夹不存在", "its folder is not there")
    if wrong:
        raise BadInput([Fault(str(target), "--out", wrong, Text("请写在别处", "write it elsewhere"))])
