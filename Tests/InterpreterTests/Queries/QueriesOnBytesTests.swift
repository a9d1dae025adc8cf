import CommandLanguage
import Foundation
import Recipients
import Testing

@testable import Interpreter

/// Queries of recipients on the bytes of their rows say what the evaluator says of their values: the same rows in the
/// same order, and the same error about the same part of the text. `CBS_QUERIES` makes it more of them.
@Suite struct QueriesOnBytesTests {
    private static let count = ProcessInfo.processInfo.environment["CBS_QUERIES"].flatMap { Int($0) } ?? 600

    /// What became of a query.
    private enum Outcome: Equatable {
        case rows([[Value]])
        case count(Int)
        case failed(ErrorCode, String, SourceRange?)
    }

    /// A group whose stack has several segments, with rows that were changed and removed.
    private func laboratory(_ generator: inout ConditionGenerator, addresses: Int) throws -> Laboratory {
        let laboratory = try Laboratory()
        try laboratory.run("let web = \"web\"\nlet yes = true\nlet none = none")
        let imports = [
            ("into new group G", 95), ("into G", 30), ("into G --mode replace --guard off", 80), ("into G", 10),
            ("into G", 2),
            ("into new group Others", 20),
        ]
        for (target, share) in imports {
            try laboratory.run("import <<CSV \(target)\n\(generator.file(of: addresses, share: share))CSV")
        }
        return laboratory
    }

    @Test(.timeLimit(.minutes(20)), arguments: [(1, 40), (2, 40), (3, 900), (4, 40), (5, 0), (6, 40)])
    func theyAgreeWithTheEvaluator(seed: Int, addresses: Int) throws {
        var generator = ConditionGenerator(seed: UInt64(seed))
        let laboratory = try laboratory(&generator, addresses: addresses)
        var failures = 0
        // A row costs the evaluator as much as forty others.
        for _ in 0..<Self.count / (addresses > 100 ? 60 : 6) {
            let text = "recipients of G \(generator.clauses())"
            guard let query = Self.query(text) else { continue }
            let evaluator = Self.evaluator(of: laboratory.interpreter.evaluator, for: text)
            let expected = outcome { try Self.reference(query, evaluator) }
            let found = outcome { .rows(try Array(evaluator.rows(of: query))) }
            #expect(found == expected, "seed \(seed): \(text)")
            if case .failed = expected { failures += 1 }
            if case .rows(let rows) = expected {
                #expect(
                    outcome { .count(try evaluator.count(of: query)) } == .count(rows.count), "seed \(seed): \(text)")
                #expect(try evaluator.hasRows(query) != rows.isEmpty, "seed \(seed): \(text)")
            } else if query.limit == nil {
                #expect(outcome { .count(try evaluator.count(of: query)) } == expected, "seed \(seed): \(text)")
            }
            if found != expected { return }
        }
        // Or the generator would try too few, or nothing else.
        if addresses > 0 { #expect(failures > 0 && failures < Self.count / 2) }
    }

    private static func query(_ text: String) -> Query? {
        let result = Parser.parse(Source(name: nil, text: text), knownVariables: ["web", "yes", "none"])
        guard result.diagnostics.isEmpty, case .query(let query) = result.script.statements.first?.kind else {
            return nil
        }
        return query
    }

    private static func evaluator(of other: Evaluator, for text: String) -> Evaluator {
        Evaluator(
            source: Source(name: nil, text: text), variables: other.variables, statementScope: other.statementScope,
            place: other.place)
    }

    /// What the evaluator makes of the values of all recipients.
    private static func reference(_ query: Query, _ evaluator: Evaluator) throws -> Outcome {
        let open = try evaluator.open(query)
        let all = try evaluator.open(try #require(Self.query("recipients of G")))
        var values: [[Value]] = []
        try evaluator.forEachRow(of: all) { (cells) throws(Diagnostic) in
            values.append(cells.row)
            return true
        }
        let listed = OpenQuery(
            query: query, cursor: ListCursor(open.cursor.columns, values) { $0 }, counted: open.counted,
            rowColumns: open.rowColumns, shown: open.shown)
        var rows: [[Value]] = []
        try evaluator.forEachRow(of: listed) { (cells) throws(Diagnostic) in
            rows.append(cells.row)
            return true
        }
        return .rows(rows)
    }

    private func outcome(_ work: () throws -> Outcome) -> Outcome {
        do {
            return try work()
        } catch let problem as Diagnostic {
            return .failed(problem.code, problem.message, problem.range)
        } catch {
            return .failed(.storage, "\(error)", nil)
        }
    }
}
