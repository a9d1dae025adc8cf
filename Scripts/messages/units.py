"""The texts of a file, each with its type, member and case."""
from dataclasses import dataclass, field

from .swift import Unreadable, is_group, is_sign, is_word, split
from .wording import alternatives

TYPES = ("enum", "struct", "class", "extension", "actor", "protocol")
# These texts are for readers of the source.
FOR_DEVELOPERS = ("preconditionFailure", "assertionFailure", "fatalError", "precondition", "assert", "available")


@dataclass
class Unit:
    """A text, or a failure with everything that belongs to it."""

    type: str
    member: str
    cases: tuple
    line: int
    texts: list
    code: str = ""
    helps: list = field(default_factory=list)
    is_failure: bool = False


@dataclass
class Place:
    type: str = ""
    member: str = ""
    cases: tuple = ()


class File:
    """What a file declares and says."""

    def __init__(self, tokens, name):
        self.name = name
        folders = name.split("/")[1:-1]
        self.area = ": ".join(folders[:2])
        self.units, self.declared, self.codes, self.told = [], {}, {}, {}
        try:
            self.walk(tokens, Place())
        except Unreadable as problem:
            raise Unreadable(f"{name}: {problem}") from None

    def fail(self, token, reason):
        raise Unreadable(f"line {token.line}: {reason}")

    def walk(self, tokens, place):
        index = 0
        while index < len(tokens):
            index = self.step(tokens, index, place)

    def step(self, tokens, index, place):
        """Reads what is at an index, and returns where to continue."""
        token = tokens[index]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if is_word(token, *TYPES) and after is not None and after.kind == "word" and not before(tokens, index, "."):
            return self.type(tokens, index, place)
        if is_word(token, "var", "func", "let") and after is not None and after.kind == "word":
            member = after.text if not place.member else place.member
            end = self.end_of_member(tokens, index)
            self.walk(tokens[index + 2 : end], Place(place.type, member, place.cases))
            return end
        if is_word(token, "switch"):
            return self.switch(tokens, index, place)
        if is_word(token, "Failure") and after is not None and is_group(after, "("):
            self.failure(token, after.parts, place)
            return index + 2
        if is_word(token, *FOR_DEVELOPERS) and after is not None and is_group(after, "("):
            return index + 2
        if token.kind == "text":
            return self.text(tokens, index, place)
        if token.kind == "group":
            self.walk(token.parts, place)
        return index + 1

    # MARK: Declarations

    def type(self, tokens, index, place):
        body = next((i for i in range(index, len(tokens)) if is_group(tokens[i], "{")), None)
        if body is None:
            return index + 1
        head = tokens[index + 1 : body]
        end = next((i for i, token in enumerate(head) if is_sign(token, ":") or is_word(token, "where")), len(head))
        name = "".join(token.text for token in head[:end] if token.kind == "word" or is_sign(token, "."))
        name = name if is_word(tokens[index], "extension") or not place.type else f"{place.type}.{name}"
        if is_word(tokens[index], "enum"):
            self.declared[name] = [case for case in cases(tokens[body].parts)]
        self.walk(tokens[body].parts, Place(name))
        return body + 1

    def end_of_member(self, tokens, index):
        """The index after the body of a function or property, or that of the next declaration or statement."""
        if is_word(tokens[index], "let"):
            return index + 2
        for end in range(index + 2, len(tokens)):
            if is_group(tokens[end], "{"):
                return end + 1
            if is_sign(tokens[end], "=") or is_word(tokens[end], "var", "func", "case", *TYPES):
                return end
        return len(tokens)

    def switch(self, tokens, index, place):
        body = next((i for i in range(index, len(tokens)) if is_group(tokens[i], "{")), None)
        if body is None:
            self.fail(tokens[index], "a switch without its cases")
        for pattern, branch in branches(tokens[body].parts):
            names = tuple(
                following.text for sign, following in zip(pattern, pattern[1:])
                if is_sign(sign, ".") and following.kind == "word")
            inner = place if place.cases else Place(place.type, place.member, names or ("default",))
            self.told.setdefault((place.type, place.member), set()).update(names)
            if place.member == "code" and not place.cases:
                self.note_code(inner, branch)
            self.walk(branch, inner)
        return body + 1

    def note_code(self, place, branch):
        codes = [word.text for sign, word in zip(branch, branch[1:]) if is_sign(sign, ".") and word.kind == "word"]
        for case in place.cases:
            self.codes[place.type, case] = codes

    # MARK: Texts

    def failure(self, token, arguments, place):
        parts = [part for part in split(arguments, ",") if part]
        if len(parts) < 2:
            if parts and len(parts[0]) > 1 and is_sign(parts[0][1], ":"):
                return
            self.fail(token, "a failure has a code and a message")
        helps = next((part[2:] for part in parts if is_word(part[0], "help") and is_sign(part[1], ":")), [])
        code = "|".join(alternatives(parts[0])) if not is_sign(parts[0][0], ".") else parts[0][-1].text
        self.units.append(
            Unit(place.type, place.member, place.cases, token.line, alternatives(parts[1]), code, said(helps), True))

    def text(self, tokens, index, place):
        """A literal and what is joined to it."""
        end = index + 1
        while end + 1 < len(tokens) and is_sign(tokens[end], "+"):
            end += 2
            while end < len(tokens) and (
                is_group(tokens[end], "(") or (is_sign(tokens[end], ".") and not tokens[end].spaced)
                or (is_sign(tokens[end - 1], ".") and tokens[end].kind == "word")
            ):
                end += 1
        texts = alternatives(tokens[index:end])
        if before(tokens, index, "+"):
            texts = ["…" + text for text in texts]
        self.units.append(Unit(place.type, place.member, place.cases, tokens[index].line, texts))
        return end


def said(tokens):
    return [text for text in alternatives(tokens) if text] if tokens else []


def before(tokens, index, sign):
    return index > 0 and is_sign(tokens[index - 1], sign)


def cases(tokens):
    """The cases that an enum declares."""
    for index, token in enumerate(tokens):
        if not is_word(token, "case"):
            continue
        at = index + 1
        while at < len(tokens) and tokens[at].kind == "word":
            yield tokens[at].text
            at += 1
            while at < len(tokens) and (is_group(tokens[at], "(") or is_sign(tokens[at], "=") or tokens[at].kind == "text"):
                at += 1
            if at >= len(tokens) or not is_sign(tokens[at], ","):
                break
            at += 1


def branches(tokens):
    """The patterns of a switch, each with what follows it."""
    starts = [i for i, token in enumerate(tokens) if is_word(token, "case", "default") and not before(tokens, i, ".")
              and not before(tokens, i, ",") and not (i > 0 and is_word(tokens[i - 1], "if", "guard", "for", "while"))]
    for start, end in zip(starts, starts[1:] + [len(tokens)]):
        colon = next((i for i in range(start, end) if is_sign(tokens[i], ":")), None)
        if colon is None:
            raise Unreadable(f"line {tokens[start].line}: a case without its colon")
        yield tokens[start + 1 : colon], tokens[colon + 1 : end]
