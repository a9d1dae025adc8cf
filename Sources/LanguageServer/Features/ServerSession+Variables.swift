import CommandLanguage
import JSONRecords
import Recipients

extension ServerSession {
    /// Every place that names the variable at a position, in the document and in the known scripts around it.
    ///
    /// - Parameter includesDeclarations: Whether to include the places that give it a value.
    func references(_ document: Document, _ position: TextPosition, includesDeclarations: Bool) -> JSONValue {
        guard let variable = variable(document, position) else { return .null }
        let places = variable.places.filter { includesDeclarations || !$0.isWritten }
        var texts = SourceTexts(client.encoding)
        return .array(places.map { $0.location(&texts) })
    }

    /// Where the parameter that a `run` gives a value at a position is declared; nil if there is none.
    func declaration(ofParameterAt position: TextPosition, in document: Document) -> JSONValue? {
        guard let variable = variable(document, position),
            variable.symbols.contains(where: { $0.symbol.origin == .parameter }),
            let declared = variable.places.first(where: { $0.isWritten && $0.uri != document.uri })
        else { return nil }
        var texts = SourceTexts(client.encoding)
        return declared.location(&texts)
    }

    /// Every place in the document that names the variable at a position.
    func highlights(_ document: Document, _ position: TextPosition) -> JSONValue {
        guard let variable = variable(document, position) else { return .null }
        let (read, written) = (2, 3)
        return .array(
            variable.places.filter { $0.uri == document.uri }.map { place in
                ["range": document.range(place.range), "kind": JSONValue(place.isWritten ? written : read)]
            })
    }

    /// The name at a position, if it can be renamed.
    func renaming(_ document: Document, _ position: TextPosition) throws(ResponseError) -> JSONValue {
        let variable = try renamable(document, position)
        let offset = document.text.offset(of: position)
        let place = variable.places.first { place in
            // The cursor may also be before the `$`.
            place.uri == document.uri && place.range.lower <= offset + 1 && offset <= place.range.upper
        }
        guard let place else { throw RenameProblem.noVariable.error }
        return ["range": document.range(place.range), "placeholder": .string(variable.name)]
    }

    /// The edits that rename a variable.
    func rename(_ document: Document, _ position: TextPosition, to text: String) throws(ResponseError) -> JSONValue {
        let name = text.hasPrefix("$") ? String(text.dropFirst()) : text
        guard Identifier.isValid(name) else { throw RenameProblem.invalidName(text).error }
        let variable = try renamable(document, position)
        if name != variable.name {
            for (index, symbol) in variable.symbols {
                guard let place = index.conflict(of: symbol, renamedTo: name) else { continue }
                throw RenameProblem.taken(name, place: Place(place, in: documents).words).error
            }
        }
        var texts = SourceTexts(client.encoding)
        let edits = Dictionary(grouping: variable.places, by: \.uri).mapValues { places in
            JSONValue.array(
                places.map { ["range": texts.text(of: $0.source).json($0.range), "newText": .string(name)] })
        }
        return ["changes": .object(edits.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) })]
    }

    // MARK: Finding

    /// A variable, as each of the scripts that are known to use it sees it.
    private struct FoundVariable {
        let name: String
        let symbols: [(index: VariableIndex, symbol: VariableIndex.Symbol)]
        let places: [Place]
    }

    /// A place in an open document or in a file.
    private struct Place {
        let source: Source
        let range: SourceRange
        let isWritten: Bool
        let uri: String

        init(_ occurrence: VariableIndex.Occurrence, in documents: [String: Document]) {
            source = occurrence.source
            range = occurrence.range
            isWritten = occurrence.isWritten
            let name = source.name ?? ""
            let open = documents.values.first { $0.path == name || $0.uri == name }
            uri = open?.uri ?? DocumentURI.of(name)
        }

        /// The place in the form of the protocol.
        func location(_ texts: inout SourceTexts) -> JSONValue {
            ["uri": .string(uri), "range": texts.text(of: source).json(range)]
        }

        /// The place in a sentence.
        var words: String {
            let file = (source.name ?? "").split(separator: "/").last.map(String.init) ?? ""
            return "line \(source.location(at: range.lower).line) of \(file)"
        }
    }

    private func variable(_ document: Document, _ position: TextPosition) -> FoundVariable? {
        var indexes: [String: VariableIndex] = [:]
        var symbols: [(VariableIndex, VariableIndex.Symbol)] = []
        var places: [Place] = []
        var seen: Set<String> = []
        var visited: Set<String> = []
        // A script that has the variable may be included by others, which name it in places of their own.
        var scripts = [(name: document.path ?? document.uri, offset: document.text.offset(of: position))]
        while let (name, offset) = scripts.popLast() {
            for root in roots(of: name) where visited.insert("\(root.uri) \(name)").inserted {
                let index = indexes[root.uri] ?? variables(of: root)
                indexes[root.uri] = index
                guard let symbol = index.symbol(at: offset, in: name) else { continue }
                symbols.append((index, symbol))
                places += symbol.occurrences.map { Place($0, in: documents) }.filter {
                    seen.insert("\($0.range.lower) \($0.uri)").inserted
                }
                scripts += symbol.occurrences.compactMap { place in place.source.name.map { ($0, place.range.lower) } }
            }
        }
        guard let first = symbols.first else { return nil }
        return FoundVariable(name: first.1.name, symbols: symbols, places: places)
    }

    /// The open document that is the script of a name, then those that include or run it.
    private func roots(of name: String) -> [Document] {
        let documents = documents.values.sorted { $0.uri < $1.uri }
        let others = documents.filter { other in
            _ = script(other)
            return other.lookedUp.contains(name)
        }
        return documents.filter { ($0.path ?? $0.uri) == name } + others
    }

    private func variables(of document: Document) -> VariableIndex {
        let files = OpenedFiles(documents: documents, environment: environment)
        let source = script(document).source
        return VariableIndex(source) { file, other in
            guard let folder = other === source ? document.folder : other.name.map(ScriptPath.folder) else {
                return nil
            }
            let path = DocumentURI.normalized(ScriptPath.resolve(file, in: folder, home: files.homeFolder))
            return (try? files.contents(of: path)).map { Source(name: path, bytes: $0) }
        }
    }

    private func renamable(_ document: Document, _ position: TextPosition) throws(ResponseError) -> FoundVariable {
        guard let variable = variable(document, position) else { throw RenameProblem.noVariable.error }
        for (index, symbol) in variable.symbols {
            switch symbol.origin {
            case .language: throw RenameProblem.ofTheLanguage(variable.name).error
            case .unknown: throw RenameProblem.unknown(variable.name).error
            case .binding, .parameter, .element: break
            }
            if let source = index.unreadable.first {
                throw RenameProblem.unreadable(variable.name, file: source.name ?? document.uri).error
            }
            if let file = index.unknownFiles.first {
                throw RenameProblem.unknownFile(variable.name, file.source.text(file.range)).error
            }
        }
        return variable
    }
}

/// Why a variable cannot be renamed.
private enum RenameProblem {
    case noVariable
    case ofTheLanguage(String)
    case unknown(String)
    case unreadable(String, file: String)
    case unknownFile(String, String)
    case invalidName(String)
    case taken(String, place: String)

    var error: ResponseError {
        switch self {
        case .noVariable: ResponseError(.requestFailed, "only variables and parameters can be renamed")
        case .ofTheLanguage(let name):
            ResponseError(.requestFailed, "$\(name) is set by \"try\" and cannot be renamed")
        case .unknown(let name):
            ResponseError(.requestFailed, "nothing gives $\(name) a value, so there is nothing to rename")
        case .unreadable(let name, let file):
            ResponseError(
                .requestFailed,
                "$\(name) may be used in \"\(file)\" where its syntax is broken: correct that first")
        case .unknownFile(let name, let file):
            ResponseError(
                .requestFailed,
                "$\(name) may be used in the script that \"include \(file)\" names, which cannot be read")
        case .invalidName(let name):
            ResponseError(
                .invalidParams,
                "\"\(name)\" is not a valid variable name: a name is a letter or \"_\", then letters, digits and \"_\"")
        case .taken(let name, let place):
            ResponseError(.requestFailed, "there is already a variable $\(name), in \(place)")
        }
    }
}
