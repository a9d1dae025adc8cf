import DelimitedText
import TestSupport

@testable import JSONRecords

/// What the fuzzer and the tests ask of any bytes whatever: that they are rows or a problem, the same in whatever
/// pieces they come, and that the rows are read again from JSON that is made of them.
enum FuzzTarget {
    private enum Answer: Equatable {
        case table(JSONTable, JSONEnvelope?)
        case problem(JSONProblem)
        case encoding
        case other(String)
    }

    /// What does not hold; none for bytes that are answered well.
    static func problems(of bytes: [UInt8]) -> [String] {
        let whole = answer { MemorySource(bytes) }
        guard answer({ DripSource(bytes) }) == whole else { return ["pieces are read otherwise"] }
        switch whole {
        case .table(let table, _): return problems(of: table)
        case .problem(let problem): return problem.line > 0 ? [] : ["a problem without a line"]
        case .encoding: return []
        case .other(let error): return ["an error of another kind: \(error)"]
        }
    }

    private static func answer(_ open: () -> any ByteSource) -> Answer {
        do {
            let envelope = try JSONEnvelope.find(in: open(), encoding: nil) { $0.elementsEqual("email".utf8) }
            return .table(try JSONTable(within: envelope, open), envelope)
        } catch let problem as JSONProblem {
            return .problem(problem)
        } catch is DelimitedTextError {
            return .encoding
        } catch {
            return .other("\(error)")
        }
    }

    /// The rows as objects of texts are the same rows. Names that come twice cannot be told apart so.
    private static func problems(of table: JSONTable) -> [String] {
        guard Set(table.names).count == table.names.count, !table.names.isEmpty else { return [] }
        let names = table.names.indices.map { "n\($0)" }
        let text = table.rows.map { row in
            "{\(zip(names, row).map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ","))}\n"
        }.joined()
        guard let again = try? JSONTable({ MemorySource(Array(text.utf8)) }) else {
            return ["rows cannot be read again"]
        }
        return again.rows == table.rows ? [] : ["rows are read otherwise"]
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\0"..." ": "\\u00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
            default: "\(scalar)"
            }
        }
        return "\"\(escaped.joined())\""
    }
}
