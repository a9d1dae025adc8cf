import CommandLanguage
import JSONRecords
import LanguageReference

extension ServerSession {
    /// What the word at a position means.
    func hover(_ document: Document, _ position: TextPosition) -> JSONValue {
        let script = script(document)
        let offset = document.text.offset(of: position)
        guard let (element, range) = script.element(at: offset),
            let text = Self.text(of: element, in: script, at: offset)
        else { return .null }
        return [
            "contents": ClientCapabilities.content(text, readsMarkdown: client.readsMarkdownInHovers),
            "range": document.range(range),
        ]
    }

    private static func text(of element: InspectedScript.Element, in script: InspectedScript, at offset: Int) -> String?
    {
        switch element {
        case .command(let command): Markdown.page(of: command)
        case .option(let option): Markdown.page(of: option)
        case .rows(let kind): Markdown.page(of: kind)
        case .topic(let word): (try? HelpPage.about(word)).map { "```\n\($0.text)\n```" }
        case .variable(let variable, let memberCount):
            script.checked.declarations.last(of: variable.name.text, at: offset).map {
                text(of: $0, variable.members.prefix(memberCount).map(\.text))
            }
        }
    }

    /// The statement that declares a variable, and what its value or a member of it is.
    private static func text(of declaration: VariableDeclaration, _ members: [String]) -> String {
        var text = "```cbs\n\(declaration.source.text(declaration.statement))\n```"
        guard let member = members.first else {
            if let kind = declaration.kind { text += "\n\n\(kind)" }
            if let fields = declaration.fields { text += ": \(Markdown.fields(of: fields))" }
            return text
        }
        if let field = declaration.fields?.field(named: member) {
            text += "\n\n`\(field.name)`: \(Markdown.name(of: field.type))"
        }
        return text
    }
}
