"""As much of Swift's syntax as is needed to find texts: tokens, brackets, literals with their interpolations."""
from dataclasses import dataclass, field


class Unreadable(Exception):
    """Something in a source that this reader does not understand."""


@dataclass
class Token:
    kind: str  # "word", "sign", "text", or "group" for brackets and their content
    text: str
    line: int
    parts: list = field(default_factory=list)  # of a text: str, or the tokens of an interpolation; of a group: its tokens
    spaced: bool = False  # whether white space comes before it


OPENING = {"(": ")", "[": "]", "{": "}"}
SIGNS = "+-*/%=<>!&|^~?:;,.@#\\`"


class Lexer:
    def __init__(self, source, name, line=1):
        self.source, self.name, self.line, self.at = source, name, line, 0

    def fail(self, reason, line=None):
        raise Unreadable(f"{self.name}:{line or self.line}: {reason}")

    def peek(self, count=1):
        return self.source[self.at : self.at + count]

    def take(self, count=1):
        taken = self.source[self.at : self.at + count]
        self.at += len(taken)
        self.line += taken.count("\n")
        return taken

    def skip_blank(self):
        """Skips white space and comments, and returns whether there were any."""
        start = self.at
        while self.at < len(self.source):
            if self.peek().isspace():
                self.take()
            elif self.peek(2) == "//":
                while self.peek() not in ("", "\n"):
                    self.take()
            elif self.peek(2) == "/*":
                self.skip_comment()
            else:
                break
        return self.at > start

    def skip_comment(self):
        start, depth = self.line, 0
        while True:
            if self.peek(2) == "/*":
                depth += 1
                self.take(2)
            elif self.peek(2) == "*/":
                depth -= 1
                self.take(2)
                if depth == 0:
                    return
            elif not self.take():
                self.fail("the comment is never closed", start)

    def tokens(self, closing=None):
        """The tokens up to a closing bracket or the end."""
        found, start = [], self.line
        while True:
            spaced = self.skip_blank()
            if self.at >= len(self.source):
                if closing:
                    self.fail(f"a bracket has no {closing!r}", start)
                return found
            if self.peek() == closing:
                self.take()
                return found
            token = self.token()
            token.spaced = spaced
            found.append(token)

    def token(self):
        line, character = self.line, self.peek()
        if character in OPENING:
            self.take()
            return Token("group", character, line, self.tokens(OPENING[character]))
        if character in ")]}":
            self.fail(f"{character!r} closes nothing")
        hashes = len(self.source[self.at :]) - len(self.source[self.at :].lstrip("#")) if character == "#" else 0
        if self.source[self.at + hashes : self.at + hashes + 1] == '"':
            return self.literal(hashes)
        if character == "_" or character == "$" or character.isalnum():
            start = self.at
            while self.peek() and (self.peek() in "_$" or self.peek().isalnum()):
                self.take()
            return Token("word", self.source[start : self.at], line)
        for sign in ("...", "..<", "??", "->", "==", "!=", "<=", ">=", "&&", "||", "+=", "&+", "&-"):
            if self.peek(len(sign)) == sign:
                return Token("sign", self.take(len(sign)), line)
        if character in SIGNS:
            return Token("sign", self.take(), line)
        self.fail(f"{character!r} is not known")

    def literal(self, hashes):
        """A string literal: on one line or several, raw or not."""
        line = self.line
        self.take(hashes)
        quote = '"""' if self.peek(3) == '"""' else '"'
        self.take(len(quote))
        closing, escape = quote + "#" * hashes, "\\" + "#" * hashes
        parts, text = [], ""
        while True:
            if self.peek(len(closing)) == closing:
                self.take(len(closing))
                break
            if self.peek(len(escape)) == escape:
                self.take(len(escape))
                if self.peek() == "(":
                    self.take()
                    parts += [text, self.tokens(")")]
                    text = ""
                else:
                    text += self.escaped()
            elif self.peek() == "" or (self.peek() == "\n" and quote == '"'):
                self.fail("the text is never closed", line)
            else:
                text += self.take()
        parts.append(text)
        if quote == '"""':
            parts = dedented(parts)
        return Token("text", quote, line, parts)

    def escaped(self):
        character = self.take()
        if character == "u":
            digits = ""
            self.take()
            while self.peek() not in ("}", ""):
                digits += self.take()
            self.take()
            return chr(int(digits, 16))
        simple = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "'": "'", "\\": "\\", "\n": ""}
        if character not in simple:
            self.fail(f"the escape \\{character} is not known")
        return simple[character]


def dedented(parts):
    """A multi-line literal without its first and last line breaks and the indentation of its closing quotes."""
    last = parts[-1]
    indent = last[last.rfind("\n") :]
    parts = [part.replace(indent, "\n") if isinstance(part, str) else part for part in parts]
    parts[0] = parts[0].removeprefix("\n")
    parts[-1] = parts[-1].removesuffix("\n")
    return parts


def read(path, name):
    """The tokens of a file."""
    return Lexer(path.read_text(encoding="utf-8"), name).tokens()


def split(tokens, sign):
    """The tokens, split at signs of this kind that are not within brackets."""
    found = [[]]
    for token in tokens:
        if token.kind == "sign" and token.text == sign:
            found.append([])
        else:
            found[-1].append(token)
    return found


def is_sign(token, *signs):
    return token.kind == "sign" and token.text in signs


def is_word(token, *words):
    return token.kind == "word" and token.text in words


def is_group(token, bracket):
    return token.kind == "group" and token.text == bracket
