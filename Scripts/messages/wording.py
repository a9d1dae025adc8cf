"""The text that an expression of Swift makes: its words, with ‹names› in place of values."""
from .swift import Unreadable, is_group, is_sign, is_word, split

# What only changes how a value is written, not which value it is.
WAYS_OF_WRITING = {
    "quoted", "abbreviated", "visible", "rawValue", "description", "words", "text", "string", "joined", "separator",
    "map", "self", "Self", "alternatives", "conjunction", "asSuggestion", "name", "path", "message", "grouped", "first",
    "prefix", "plainText", "trimmed", "lowercased", "NumberText", "String", "let",
}


def alternatives(tokens):
    """The texts that an expression may make."""
    tokens = [token for token in tokens if not is_word(token, "try", "await")]
    if not tokens:
        return [""]
    question = next((i for i, token in enumerate(tokens) if is_sign(token, "?") and token.spaced), None)
    if question is not None:
        return choice(tokens, question)
    sides = split(tokens, "??")
    if len(sides) > 1:
        return unique(text for side in sides for text in alternatives(side))
    terms = split(tokens, "+")
    if len(terms) > 1 and all(terms):
        return ["".join(optional(alternatives(term)) for term in terms)]
    return operand(tokens)


def choice(tokens, question):
    """`condition ? one : other`, where the other may be another choice."""
    depth = 0
    for index in range(question + 1, len(tokens)):
        if is_sign(tokens[index], "?") and tokens[index].spaced:
            depth += 1
        elif is_sign(tokens[index], ":"):
            if depth == 0:
                first, second = tokens[question + 1 : index], tokens[index + 1 :]
                return unique(alternatives(first) + alternatives(second))
            depth -= 1
    raise Unreadable(f"line {tokens[question].line}: a choice without its second value")


def operand(tokens):
    if len(tokens) == 1 and tokens[0].kind == "text":
        return [literal(tokens[0])]
    if len(tokens) == 1 and is_group(tokens[0], "("):
        return alternatives(tokens[0].parts)
    if is_word(tokens[0], "nil") and len(tokens) == 1:
        return [""]
    if is_word(tokens[0], "counted") and is_group(tokens[1], "("):
        number, one, many = split(tokens[1].parts, ",")
        return [f"‹{value_name(number)}› {optional(alternatives(many))}"]
    if len(tokens) > 1 and is_word(tokens[-2], "did", "does") and is_group(tokens[-1], "("):
        past, infinitive = split(tokens[-1].parts, ",")
        return [f"[{optional(alternatives(past))}|would {optional(alternatives(infinitive))}]"]
    closures = [token for token in tokens if is_group(token, "{")]
    said = unique(text for closure in closures for text in returned(closure.parts))
    if said:
        return said
    if tokens[0].kind == "text" and tokens[-1].text == "quoted":
        return [f'"{literal(tokens[0])}"']
    return [placeholder(tokens)]


def returned(tokens):
    """The texts that a closure may return: what follows `in`, or all of it."""
    begin = next((i + 1 for i, token in enumerate(tokens) if is_word(token, "in")), 0)
    tokens = tokens[begin:]
    if not any(token.kind == "text" for token in tokens):
        return [text for token in tokens if is_group(token, "(") for text in returned(token.parts)]
    if any(is_word(token, "let", "var", "if", "guard", "switch", "return") for token in tokens):
        return [literal(token) for token in tokens if token.kind == "text"]
    return alternatives(tokens)


def literal(token):
    """A literal with its interpolations."""
    return "".join(part if isinstance(part, str) else optional(alternatives(part)) for part in token.parts)


def optional(texts):
    """Several possible texts within another one."""
    texts = unique(texts)
    if len(texts) == 1:
        return texts[0]
    filled = [text for text in texts if text]
    return "[" + "|".join(filled) + "]" if len(filled) == len(texts) else "[" + "|".join(filled) + "]?"


def placeholder(tokens):
    """A value in a text: `"‹name›"` if it is quoted."""
    name = value_name(tokens)
    ending = [token.text for token in tokens if token.kind == "word"]
    if "quoted" in ending:
        return f'"‹{name}›"'
    if "asSuggestion" in ending or "suggestion" in ending:
        return "did you mean \"‹word›\"?"
    return f"‹{name}›"


def value_name(tokens):
    """The word that best describes the value of an expression."""
    words = [token.text for token in tokens if token.kind == "word"]
    telling = [word for word in words if word not in WAYS_OF_WRITING and not word.isdigit()]
    inner = [value_name(token.parts) for token in tokens if is_group(token, "(")]
    if "shellQuoted" in words and inner:
        return inner[0]
    return telling[-1] if telling else words[0] if words else next(iter(inner), "value")


def unique(texts):
    return list(dict.fromkeys(texts))
