internal import Account
internal import CommandLanguage
internal import Recipients

/// Iterates over the states that contain the addresses matching a glob, while they are read.
final class FindCursor: QueryCursor {
    let columns = RowFields.of(.find).names
    private let reader: FindingReader
    private var current: [Value] = []

    init(_ reader: FindingReader) {
        self.reader = reader
    }

    func advance() throws(Failure) -> Bool {
        guard let finding = try reader.next() else { return false }
        current = finding.row
        return true
    }

    subscript(column: Int) -> Value { current[column] }
}

extension Evaluator {
    /// The rows of `find`: an address is looked up, a glob is compared with every address.
    func findings(_ argument: Argument) throws(Diagnostic) -> any QueryCursor {
        let text = try text(of: argument, .slot(.email)).trimmed.normalizedNFC
        guard text.contains(where: { "*?".contains($0) }) else {
            let findings = try at(argument.range, findings(text))
            return ListCursor(RowFields.of(.find).names, findings, \.row)
        }
        let glob = Glob(EmailAddress.comparable(text))
        return FindCursor(try at(argument.range, statementScope.open().find(where: glob.matches)))
    }

    /// The states that have an address. Whoever gives something else, such as a name, is told how to look for a part.
    private func findings(_ text: String) throws(Failure) -> [Finding] {
        do throws(Failure) {
            return try statementScope.open().find(text)
        } catch {
            guard error.code == .invalidEmail, !text.contains("@"), let part = text.split(separator: " ").last else {
                throw error
            }
            throw EvaluationProblem.partOfAddress(error, pattern: "*\(part.lowercased())*").failure
        }
    }
}

extension Finding {
    var row: [Value] {
        [
            .text(group), backup.map(Value.count) ?? .none, .optional(created), .text(email), .text(status.rawValue),
            .bool(isOfDeletedGroup),
        ]
    }
}
