import CommandLanguage
import JSONRecords
import LanguageReference

extension ServerSession {
    /// The meaning of the word at a position.
    func hover(_ document: Document, _ position: TextPosition) -> JSONValue {
        let script = script(document)
        let offset = document.text.offset(of: position)
        guard let (element, range) = script.element(at: offset),
            let text = Self.text(of: element, in: script, at: offset, client.hoverFormat)
        else { return .null }
        return ["contents": client.hoverFormat.content(text), "range": document.range(range)]
    }

    private static func text(
        of element: InspectedScript.Element,
        in script: InspectedScript,
        at offset: Int,
        _ format: DocumentationFormat
    ) -> String? {
        switch element {
        case .command(let command): format.page(of: command)
        case .option(let option): format.page(of: option)
        case .rows(let kind): format.page(of: kind)
        case .topic(let word): (try? HelpPage.about(word)).map { format.verbatim($0.text) }
        case .variable(let variable, let memberCount):
            script.checked.declarations.last(of: variable.name.text, at: offset).map {
                text(of: $0, variable.members.prefix(memberCount).map(\.text), format)
            }
        }
    }

    /// The statement that declares a variable, and the type of its value or of a member.
    private static func text(
        of declaration: VariableDeclaration,
        _ members: [String],
        _ format: DocumentationFormat
    ) -> String {
        var text = format.code(declaration.source.text(declaration.statement))
        guard let member = members.first else {
            if let kind = declaration.kind { text += "\n\n\(kind)" }
            if let fields = declaration.fields { text += ": \(format.list(of: fields))" }
            return text
        }
        if let field = declaration.fields?.field(named: member) {
            text += "\n\n\(format.name(field.name)): \(Markdown.name(of: field.type))"
        }
        return text
    }
}

extension DocumentationFormat {
    func page(of command: Command) -> String {
        switch self {
        case .markdown: Markdown.page(of: command)
        case .plain: PlainPage.page(of: command)
        }
    }

    func page(of option: CommandOption) -> String {
        switch self {
        case .markdown: Markdown.page(of: option)
        case .plain: PlainPage.page(of: option)
        }
    }

    func page(of rows: RowKind) -> String {
        switch self {
        case .markdown: Markdown.page(of: rows)
        case .plain: PlainPage.page(of: rows)
        }
    }

    /// Several commands with the same first words, one line each.
    func list(of commands: [Command]) -> String {
        commands.map { "- \(self == .markdown ? name($0.syntax) : $0.syntax): \($0.summary)" }.joined(separator: "\n")
    }

    fileprivate func list(of fields: RowFields) -> String {
        switch self {
        case .markdown: Markdown.fields(of: fields)
        case .plain: PlainPage.fields(of: fields)
        }
    }

    /// A text that is already laid out.
    fileprivate func verbatim(_ text: String) -> String {
        switch self {
        case .markdown: "```\n\(text)\n```"
        case .plain: text
        }
    }
}

extension ServerSession {
    /// Where the variable at a position gets its value, or the script that a statement there names.
    func definition(_ document: Document, _ position: TextPosition) -> JSONValue {
        let script = script(document)
        let offset = document.text.offset(of: position)
        if let variable = script.variable(at: offset),
            let declaration = script.checked.declarations.last(of: variable.name.text, at: offset)
        {
            return location(of: declaration, document)
        }
        if let parameter = declaration(ofParameterAt: position, in: document) { return parameter }
        for statement in script.checked.script.allStatements {
            guard let file = statement.namedScript, file.range.lower <= offset, offset <= file.range.upper,
                let path = path(of: file, in: document)
            else { continue }
            let start: JSONValue = ["line": 0, "character": 0]
            return ["uri": .string(DocumentURI.of(path)), "range": ["start": start, "end": start]]
        }
        return .null
    }

    private func location(of declaration: VariableDeclaration, _ document: Document) -> JSONValue {
        let source = declaration.source
        guard source !== script(document).source, let name = source.name else {
            return ["uri": .string(document.uri), "range": document.range(declaration.name.range)]
        }
        let text = DocumentText(source.bytes, client.encoding)
        return [
            "uri": .string(DocumentURI.of(DocumentURI.normalized(name))), "range": text.json(declaration.name.range),
        ]
    }
}

extension Statement {
    /// The script file that the statement names.
    var namedScript: Argument? {
        switch kind {
        case .include(let file): file
        case .command(let call) where call.verb == .run: call[.file]
        default: nil
        }
    }
}
