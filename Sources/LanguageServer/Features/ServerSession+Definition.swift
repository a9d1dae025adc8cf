import CommandLanguage
import JSONRecords

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
    /// The file of another script that the statement names.
    fileprivate var namedScript: Argument? {
        switch kind {
        case .include(let file): file
        case .command(let call) where call.verb == .run: call[.file]
        default: nil
        }
    }
}
