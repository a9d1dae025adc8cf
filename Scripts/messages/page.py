"""The page: for each area its failures, with codes and helps, then everything else that is said there."""
import re
from itertools import groupby

from .swift import Unreadable, read
from .units import File

MODULES = [
    "SystemCalls", "Recipients", "DelimitedText", "JSONRecords", "Spreadsheets", "Storage", "PostgresStorage", "Sorting",
    "Snapshots", "Account", "CommandLanguage", "LanguageReference", "Interpreter", "Rendering", "LineEditor",
    "LanguageServer", "cbs",
]
# Apart from errors, what these print is in docs/language.md and docs/cbs.1.
ERRORS_ONLY = {"LanguageReference"}
# Texts that are not sentences for users: data, SQL, and the sources of docs/language.md and docs/cbs.1.
ELSEWHERE = {
    "Sources/Recipients/Consent/ConsentWords.swift", "Sources/Recipients/Consent/ConsentWords+Values.swift",
    "Sources/Recipients/Consent/ConsentWords+Foreign.swift", "Sources/Recipients/Consent/ConsentWords+Headers.swift",
    "Sources/Recipients/Names/HeaderVocabulary.swift",
    "Sources/Recipients/Names/HeaderVocabulary+Words.swift", "Sources/Recipients/Address/MailProviders.swift",
    "Sources/PostgresStorage/Schema/Statements.swift", "Sources/PostgresStorage/Schema/Schema.swift",
}
ELSEWHERE_UNDER = ("Sources/CommandLanguage/Commands/CommandTable",)
MESSAGE_MEMBERS = {"failure", "message"}
SEVERAL_WORDS = re.compile(r'[A-Za-z][,:;.]? +[\["‹A-Za-z]|[›"]+[,:;]? +\[?[a-z]{2,}')
# What is drawn, or sent to a server.
NO_SENTENCE = re.compile(r"[\s…>⏎]*<|vacuum |Content-Length")
INTRODUCTION = """\
# Messages

Every sentence that `cbs` says, in one place, to be read in one sitting. `Scripts/generate-docs` writes this page from the sources, and
a test fails when it is out of date. An error is shown after its code, with its help below. `‹name›` stands for a value, `[one|other]`
for one of several texts, and `[text]?` for one that may be missing.

Left out are single words: the headings of tables, the names of values in results, the keys of JSON, and the labels before messages
(`error[CODE]:`, `help:`, `warning:`, `note:`, and `careful:` before a question, which ends in `[y/N]`). What the system, a server and
libraries say is passed on as it is. What the codes mean is in [the language](language.md#error-codes). The help on commands and
options is there too, and in the [manual page](cbs.1).
"""


def markdown(sources):
    """The page, from the folder of the modules."""
    unknown = {path.relative_to(sources).parts[0] for path in sources.rglob("*.swift")} - set(MODULES)
    if unknown:
        raise Unreadable(f"the module {', '.join(sorted(unknown))} is new; add it to Scripts/messages/page.py")
    files = []
    for module in (module for module in MODULES if (sources / module).is_dir()):
        paths = {path.relative_to(sources.parent).as_posix(): path for path in (sources / module).rglob("*.swift")}
        gone = [name for name in ELSEWHERE if name.startswith(f"Sources/{module}/") and name not in paths]
        if gone:
            raise Unreadable(f"there is no {', '.join(gone)} any more; correct the list in Scripts/messages/page.py")
        read_here = [name for name in paths if name not in ELSEWHERE and not name.startswith(ELSEWHERE_UNDER)]
        files += sorted((File(read(paths[name], name), name) for name in read_here), key=lambda file: (file.area, file.name))
    for file in files:
        check(file)
    sections = [section(area, list(group)) for area, group in groupby(files, key=lambda file: file.area)]
    return "\n".join([INTRODUCTION] + [text for text in sections if text])


def check(file):
    """Checks that every case declared in an enum of problems has a message."""
    for name, declared in file.declared.items():
        told = file.told.get((name, "message")) or file.told.get((name, "failure"))
        missing = [case for case in declared if told and case not in told]
        if missing:
            raise Unreadable(f"{file.name}: {name} declares {', '.join(missing)}, but no message tells it")


def section(area, files):
    blocks = ["\n".join(entries) for entries in (block(file) for file in files) if entries]
    return "\n".join([f"## {area}", "", "```text", "\n\n".join(blocks), "```", ""]) if blocks else ""


def block(file):
    """The lines for a file: first its failures, case by case, then its other texts."""
    helps = {}
    for unit in file.units:
        if unit.member == "help":
            for case in unit.cases or ("default",):
                helps.setdefault((unit.type, case), []).extend(unit.texts)
    told = {unit.type for unit in file.units if unit.member == "message"}
    failures, others, shown = [], [], set()
    for unit in file.units:
        if unit.is_failure:
            failures += failure(unit.code, unit.texts, unit.helps)
        elif unit.member == "message" and unit.cases:
            found = [text for case in unit.cases for text in helps.get((unit.type, case), [])]
            failures += failure(code_of(file, unit), unit.texts, found)
            shown.update(found)
        elif unit.member != "help" or unit.type not in told:
            others += [spoken(text) for text in unit.texts if is_sentence(text)]
    # Helps that belong to no single case.
    rest = [text for (type, _), texts in helps.items() if type in told for text in texts if text not in shown]
    others += [f"    help: {spoken(text)}" for text in rest if is_sentence(text)]
    return failures + ([] if file.area.split(":")[0] in ERRORS_ONLY else list(dict.fromkeys(others)))


def is_sentence(text):
    """Whether a text is more than a word or a part of a drawing."""
    return SEVERAL_WORDS.search(text) and not NO_SENTENCE.match(text)


def spoken(text):
    return re.sub(" {2,}", " ", text.strip("\n").replace("\n", "⏎"))


def failure(code, messages, helps):
    """An error as the program shows it; empty for one that is only passed on."""
    helps = [text for text in dict.fromkeys(helps) if text]
    if not any(map(has_words, helps)):
        messages = [text for text in messages if has_words(text)]
    if not messages:
        return []
    return [f"{kebab(code)}: {text}" for text in messages] + [f"    help: {text}" for text in helps]


def has_words(text):
    """Whether a text is more than values."""
    return re.search("[A-Za-z]", re.sub("‹[^›]*›", "", text))


def code_of(file, unit):
    codes = [file.codes.get((unit.type, case)) or file.codes.get((unit.type, "default"), []) for case in unit.cases]
    return " or ".join(dict.fromkeys(kebab(code) for found in codes for code in found))


def kebab(code):
    return re.sub("[A-Z]", lambda letter: "-" + letter[0].lower(), code) or "‹code›"
