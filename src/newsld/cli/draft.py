"""`newsld draft`: make drafts of stories from raw text, offline or from the answer of a language model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from newsld.cli.completion import complete_reports
from newsld.cli.draft_output import DraftWriter, refuse_existing
from newsld.cli.draft_report import DraftReport, DraftTotals
from newsld.cli.inputs import jobs_option, output_option, process_count, reject_empty
from newsld.cli.streams import (
    fail_on_option,
    print_findings,
    print_stderr,
    standard_input,
    verbosity_options,
    write_bytes,
    write_path,
    write_text,
)
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsld.draft.answer import EntityItem
    from newsld.draft.run import DraftOptions
    from newsld.draft.text_input import TextInput
    from newsld.pipeline.settings import FailOn

_RULES_ALONE: Final = (
    "these are rules alone; to find more, install newsld[draft] and name a spaCy pipeline in newsld.toml:"
    ' pipeline = "en_core_web_sm"'
)
"""What a draft without a spaCy pipeline says before its totals."""


@click.command("draft", no_args_is_help=False)
@output_option(
    "FILE|DIR",
    "Write the draft to FILE, which must not exist, or the drafts to DIR, instead of standard output.",
)
@click.option(
    "--published", metavar="DATE", help="The day or the time (RFC 3339) when the text is published."
)
@click.option("--language", metavar="TAG", help="The language of the text, such as en or de-AT.")
@click.option(
    "--entities",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="A shared entity file of the newsroom; repeatable. [default: those of the configuration]",
)
@click.option("--at", metavar="TIME", help="The time of the draft, RFC 3339. [default: now]")
@click.option("--prompt", is_flag=True, help="Print the prompt for a language model, and do nothing else.")
@click.option(
    "--part",
    type=click.IntRange(1),
    metavar="N",
    help="With --prompt, the part of a long text; give the answers to the earlier parts with --answer.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="FILE|-",
    help="Make the draft from the answer of a language model; repeat it for each part of a long text.",
)
@click.option(
    "--model",
    callback=reject_empty,
    metavar="NAME",
    help="Ask this model through the llm library, which needs newsld[llm] and may use the network.",
)
@click.option(
    "--offline/--no-offline",
    "offline",
    default=True,
    help="With --answer or --model, compare with what the offline engine finds. [default: compare]",
)
@click.option(
    "--report",
    "report_file",
    callback=reject_empty,
    metavar="FILE",
    help="Write the findings to FILE, or with - to standard output, instead of standard error.",
)
@click.option(
    "--report-format",
    default="text",
    show_default=True,
    shell_complete=complete_reports,
    metavar="FORMAT",
    help="The format of --report: text, concise, json, sarif, github, gitlab or junit.",
)
@fail_on_option
@jobs_option
@verbosity_options
@click.argument("texts", nargs=-1, metavar="TEXT...")
def command(
    *,
    texts: tuple[str, ...],
    output: str | None,
    published: str | None,
    language: str | None,
    entities: tuple[str, ...],
    at: str | None,
    prompt: bool,
    part: int | None,
    answers: tuple[str, ...],
    model: str | None,
    offline: bool,
    report_file: str | None,
    report_format: str,
    fail_on: FailOn | None,
    jobs: int,
) -> int:
    """Make drafts of stories from raw text: `newsld draft raw.txt -o story.md`.

    TEXT is a plain text, Markdown without front matter, a web page, JSON Lines of objects with `text`, a folder of
    these, or - for standard input. A draft has everything that the rules find, or that a language model answered, with
    the exact words: what the text does not say is refused. Nobody has confirmed it yet; newsld review asks about each
    item. Exit status 0: every text has a draft; 1: errors, or a text without a draft; 2: newsld could not run.
    """  # fmt: skip
    from newsld.draft.run import DraftOptions

    if not texts:
        raise UsageError("name a text, a folder of texts, or - for standard input")
    options = DraftOptions(
        time_of(at), _published(published), _language(language), tuple(map(Path, entities))
    )
    _refuse_ignored(output, part, answers, model, prompt=prompt, offline=offline)
    _protect_inputs(report_file, texts, answers, options)
    with DraftReport(report_file, report_format, fail_on or "error") as report:
        if not (prompt or answers or model):
            _draft_all(texts, output, options, process_count(jobs), report)
            return report.exit_code
        text = _single_text(texts, options, report)
        if text is None:
            return 1
        if prompt:
            return _print_prompt(text, part, answers)
        contents = _answers_of(text, model) if model is not None else _read_answers(answers)
        _draft_answered(text, contents, output, options, by=model, offline=offline, report=report)
    return report.exit_code


def _refuse_ignored(
    output: str | None,
    part: int | None,
    answers: tuple[str, ...],
    model: str | None,
    *,
    prompt: bool,
    offline: bool,
) -> None:
    """Raise UsageError for options that do not go together, of which one would be ignored."""
    if part is not None and not prompt:
        raise UsageError("--part needs --prompt")
    if model is not None and (prompt or answers):
        raise UsageError("use only one of --prompt, --answer and --model")
    if prompt and output is not None:
        raise UsageError("--prompt writes to standard output: remove -o, and redirect it with > prompt.txt")
    if not offline and (prompt or not (answers or model)):
        raise UsageError("--no-offline needs --answer or --model: remove it")
    paths = list(map(Path, answers))
    twice = next((one for one in paths if paths.count(one) > 1), None)
    if twice is not None:
        raise UsageError(f"--answer {twice.as_posix()} is given twice: give the answer to each part once")


def _protect_inputs(
    report_file: str | None, texts: tuple[str, ...], answers: tuple[str, ...], options: DraftOptions
) -> None:
    """Raise UsageError when the report would overwrite a text, an answer or an entity file."""
    from newsld.cli.report_file import refuse_inputs
    from newsld.draft.run import find_texts
    from newsld.pipeline.settings import find_settings

    if report_file is None or not Path(report_file).exists():
        return
    paths = find_texts([one for one in texts if one != "-"])
    known = [one for path in (paths or [Path()]) for one in find_settings(path).entities]
    named = [Path(one) for one in answers if one != "-"]
    refuse_inputs(Path(report_file), [*paths, *named, *options.entities, *known], "the report", "--report")


def time_of(at: str | None) -> str:
    """Return the time of the draft. Raises UsageError for what is no time."""
    from datetime import UTC, datetime

    from newsld.model.dates import is_timestamp

    if at is None or at == "now":
        return datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    if not is_timestamp(at):
        raise UsageError(
            f"--at {at} is not a time: write it with its offset, such as 2025-03-04T18:20:00+00:00"
        )
    return at


def _published(published: str | None) -> str | None:
    from newsld.model.dates import is_day, is_timestamp

    if published is not None and not (is_day(published) or is_timestamp(published)):
        hint = "write a day such as 2025-03-04, or a time with its offset"
        raise UsageError(f"--published {published} is neither a day nor a time: {hint}")
    return published


def _language(language: str | None) -> str | None:
    from newsld.model.dates import is_language_tag

    if language is not None and not is_language_tag(language):
        raise UsageError(f"--language {language} is not a language tag: write en, de-AT or the like")
    return language


def _draft_all(
    texts: tuple[str, ...], output: str | None, options: DraftOptions, jobs: int, report: DraftReport
) -> None:
    """Make the drafts of all texts offline, and write each as soon as it is there."""
    from newsld.draft.run import draft_all, find_texts
    from newsld.pipeline.settings import find_settings

    if texts.count("-") > 1:
        raise UsageError("standard input (-) can be read only once: remove one -")
    stdin = standard_input().read() if "-" in texts else b""
    paths: list[Path | None] = []
    for text in texts:
        paths += [None] if text == "-" else [*find_texts([text])]
    writer = DraftWriter(paths, texts, output, report.file)
    totals = DraftTotals()
    for draft in draft_all(paths, options, stdin=stdin, jobs=jobs):
        report.add(draft.findings)
        totals.add(draft.counts)
        if draft.content is None:
            report.exit_code = max(report.exit_code, 1)
        writer.add(draft)
    writer.close()
    is_ruled = all(find_settings(Path("" if text == "-" else text)).pipeline is None for text in texts)
    totals.print(advice=_RULES_ALONE if is_ruled else None)


def _single_text(texts: tuple[str, ...], options: DraftOptions, report: DraftReport) -> TextInput | None:
    """Return the one text that a prompt or an answer is for; None, with findings, for one without text."""
    from newsld.draft.run import find_texts, text_options
    from newsld.draft.text_input import is_lines, read_text
    from newsld.syntax.document import Source

    paths = [None] if texts == ("-",) else find_texts(texts)
    if len(paths) != 1 or (paths[0] is not None and is_lines(paths[0].as_posix(), b"")):
        raise UsageError("--prompt, --answer and --model take one text: name one file")
    path = paths[0]
    try:
        if path is None:
            source = Source(standard_input().read(), name="<stdin>")
        else:
            source = Source(name=path.as_posix(), path=path)
        text, findings = read_text(source, text_options(path, options))
    except OSError as error:
        raise UsageError(f"{texts[0]} cannot be read ({error.strerror}): fix its permissions") from error
    report.add(findings)
    return text


def _print_prompt(text: TextInput, part: int | None, answers: tuple[str, ...]) -> int:
    from newsld.draft.prompt import build_prompt, split_parts

    total = len(split_parts(text))
    if part is not None and part > total:
        raise UsageError(f"--part {part}: the text has {total} {'part' if total == 1 else 'parts'}")
    number = part or 1
    carried: Sequence[EntityItem] = ()
    if answers:
        from newsld.draft.parse_answer import parse_answers

        answer, findings, _ = parse_answers(_read_answers(answers))
        print_findings(findings)
        if any(one.severity == "error" for one in findings):
            return 1
        carried = answer.entities
    if total > 1:
        print_stderr(
            f"this is part {number} of {total}: use --part for the others, with --answer for each earlier answer"
        )
    write_text(build_prompt(text, number, carried))
    return 0


def _read_answers(names: tuple[str, ...]) -> list[tuple[str, bytes | str]]:
    """Return the answers in these files, each with its name. Raises UsageError for one that cannot be read."""
    from newsld.syntax.decode import SIZE_LIMIT
    from newsld.syntax.read_file import read_file

    contents: list[tuple[str, bytes | str]] = []
    for name in names:
        if name == "-":
            contents.append(("<stdin>", standard_input().read(SIZE_LIMIT + 1)))
            continue
        try:
            contents.append((Path(name).as_posix(), read_file(Path(name))))
        except OSError as error:
            raise UsageError(
                f"the answer {name} cannot be read ({error.strerror}): name a file, or -"
            ) from error
    return contents


def _answers_of(text: TextInput, model: str) -> list[tuple[str, bytes | str]]:
    from newsld.draft.ask_model import ask_model

    return [(f"<answer of {model}>", answer) for answer in ask_model(text, model)]


def _draft_answered(
    text: TextInput,
    contents: list[tuple[str, bytes | str]],
    output: str | None,
    options: DraftOptions,
    *,
    by: str | None,
    offline: bool,
    report: DraftReport,
) -> None:
    """Make the draft of a text from answers, and write it."""
    from newsld.draft.make_draft import draft_from_answer, find_engine
    from newsld.draft.run import in_order, write_draft
    from newsld.findings import Unwritable
    from newsld.findings.limit import limit_findings

    target = Path(output) if output is not None else None
    if target is not None and (target.is_dir() or (output or "").endswith("/")):
        target = target / f"{Path(text.name).stem}.md"
    if target is not None:
        refuse_existing(target, report.file)
    draft = draft_from_answer(text, contents, options.at, by=by, engine=find_engine() if offline else None)
    report.add(limit_findings(in_order(draft.findings)))
    if draft.is_empty:
        report.exit_code = max(report.exit_code, 1)
        return
    try:
        content = write_draft(draft.article)
    except Unwritable as refused:
        report.add([one.at(None, file=text.name) for one in refused.findings])
        return
    if target is None:
        write_bytes(content)
    else:
        from newsld.pipeline.output import write_atomic

        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, content)
        write_path(target)
    totals = DraftTotals()
    totals.add(draft.counts)
    totals.print()
