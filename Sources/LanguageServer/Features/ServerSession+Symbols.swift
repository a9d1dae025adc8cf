import CommandLanguage
import JSONRecords

extension ServerSession {
    /// The scenarios, parameters and variables of a document.
    func symbols(_ document: Document) -> JSONValue {
        let symbols = Self.symbols(of: script(document).checked.script.statements)
        if client.readsNestedSymbols { return .array(symbols.map { nested($0, document) }) }
        return .array(symbols.flatMap { flat($0, in: nil, document) })
    }

    private struct Symbol {
        /// The protocol's `SymbolKind`s.
        enum Kind: Int {
            case function = 12
            case variable = 13
            case constant = 14
        }

        let name: String
        let kind: Kind
        let range: SourceRange
        let nameRange: SourceRange
        let inner: [Symbol]
    }

    private static func symbols(of statements: [Statement]) -> [Symbol] {
        statements.flatMap { statement -> [Symbol] in
            let inner = symbols(of: statement.inner)
            switch statement.kind {
            case .binding(let name, _): return [symbol(name, .variable, statement, inner)]
            case .parameter(let name, _): return [symbol(name, .constant, statement, inner)]
            case .scenario(let title, _):
                let name = Name(title.literalText ?? "scenario", range: title.range)
                return [symbol(name, .function, statement, inner)]
            default: return inner
            }
        }
    }

    private static func symbol(_ name: Name, _ kind: Symbol.Kind, _ statement: Statement, _ inner: [Symbol]) -> Symbol {
        // The protocol does not allow an empty name.
        Symbol(
            name: name.text.isEmpty ? "\"\"" : name.text, kind: kind, range: statement.range, nameRange: name.range,
            inner: inner)
    }

    private func nested(_ symbol: Symbol, _ document: Document) -> JSONValue {
        let inner = symbol.inner.map { nested($0, document) }
        return .members([
            "name": .string(symbol.name), "kind": JSONValue(symbol.kind.rawValue),
            "range": document.range(symbol.range), "selectionRange": document.range(symbol.nameRange),
            "children": inner.isEmpty ? nil : .array(inner),
        ])
    }

    private func flat(_ symbol: Symbol, in container: String?, _ document: Document) -> [JSONValue] {
        let own = JSONValue.members([
            "name": .string(symbol.name), "kind": JSONValue(symbol.kind.rawValue),
            "location": ["uri": .string(document.uri), "range": document.range(symbol.range)],
            "containerName": container.map(JSONValue.string),
        ])
        return [own] + symbol.inner.flatMap { flat($0, in: symbol.name, document) }
    }

    /// The parts that can be folded. The `}` of a block stays visible.
    func folds(_ document: Document) -> JSONValue {
        .array(
            script(document).folds.compactMap { fold in
                let first = document.text.position(of: fold.range.lower).line
                var last = document.text.position(of: fold.range.upper).line
                if fold.kind == .block || document.text.lineStart(last) == fold.range.upper { last -= 1 }
                guard last > first else { return nil }
                return .members([
                    "startLine": JSONValue(first), "endLine": JSONValue(last),
                    "kind": fold.kind == .comment ? "comment" : nil,
                ])
            })
    }
}
