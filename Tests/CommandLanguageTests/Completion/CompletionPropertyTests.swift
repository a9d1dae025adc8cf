import Foundation
import Recipients
import Synchronization
import TestSupport
import Testing

@testable import CommandLanguage

/// What holds for completion wherever it is asked for, in every statement of the examples and of the command table.
struct CompletionPropertyTests {
    /// An account whose groups, fields and files are named so that they need quotation marks, and so that they do not.
    private struct Sample: CompletionContext {
        var known: Set<String> = []

        func groupNames() -> [String] { ["Customers", "Spring sale", "group"] }
        func backups() -> [CompletedBackup] {
            [CompletedBackup(id: 7, group: "Customers", reason: "import", created: "2026-01-02")]
        }
        func fields(of origin: FieldOrigin) -> [String] { ["city", "Kd Nr", "and", "number", "none", "2nd"] }
        func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String] {
            ["a", "b $c"]
        }
        func recentAddresses() -> [String] { ["zoe@example.com"] }
        func addresses(beginningWith prefix: String, in group: String?) -> [String] {
            ["anna@example.com", "ben@example.com"].filter { $0.hasPrefix(prefix) }
        }
        func files(beginningWith prefix: String) -> [String] {
            ["list.csv", "my list.csv", "data/", "new folder/"].filter { $0.hasPrefix(prefix) }
        }
        func variables() -> KnownVariables { KnownVariables(known) }
        func members(of variable: String) -> [String] { ["added", "backup"] }
    }

    /// A statement with its tokens. One with a block ends before its statements.
    struct Sentence: CustomTestStringConvertible, Sendable {
        let source: Source
        let tokens: [Token]
        let roles: [TokenRole]

        init(_ text: String) {
            source = Source(name: nil, text: text)
            let parsed = Parser.parseWithTokens(source)
            (tokens, roles) = (parsed.lexed.tokens, parsed.roles)
        }

        var testDescription: String { source.text(SourceRange(0, source.bytes.count)) }

        func text(_ token: Token) -> String { source.text(token.range) }
    }

    static let sentences: [Sentence] = {
        let folder = Repository.file("Examples")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        let scripts = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "cbs" }
        let texts =
            scripts.compactMap { try? String(contentsOf: $0, encoding: .utf8) } + CommandTable.all.flatMap(\.examples)
        var seen: Set<String> = []
        return texts.flatMap { text in
            let script = Parser.parse(Source(name: nil, text: text)).script
            return script.statements.flatMap { sentences(of: $0, in: script.source) }
        }.filter { seen.insert($0).inserted }.map(Sentence.init)
    }()

    private static func sentences(of statement: Statement, in source: Source) -> [String] {
        let blocks = statement.blocks
        let inner = blocks.flatMap(\.statements).flatMap { sentences(of: $0, in: source) }
        guard let first = blocks.first else { return [source.text(statement.range)] }
        // The head with an empty block, and what follows the block with its own.
        var text = source.text(SourceRange(statement.range.lower, first.range.lower)) + "{ }"
        for (block, next) in zip(blocks, blocks.dropFirst()) {
            text += source.text(SourceRange(block.range.upper, next.range.lower)) + "{ }"
        }
        return [text] + inner
    }

    @Test func thereAreSentences() {
        #expect(Self.sentences.count > 300)
    }

    private func complete(_ text: [UInt8]) -> Completion {
        Completion.of(text, at: text.count, Sample())
    }

    // MARK: What is there is offered

    /// Whatever word of the language comes next in a sentence, it is offered, however much of it is typed.
    @Test(arguments: sentences)
    func theRealContinuationIsOffered(sentence: Sentence) {
        for index in sentence.tokens.indices {
            guard let wanted = word(at: index, of: sentence) else { continue }
            for cursor in wanted.start...max(wanted.start, wanted.end) {
                let text = sentence.source.bytes[..<cursor]
                let context = Sample(known: wanted.isVariable ? [wanted.text] : [])
                let offered = Completion.of(Array(text), at: cursor, context).candidates.map(\.text)
                #expect(
                    // A field that is called as a keyword is offered in quotes.
                    offered.contains { $0.lowercased().drop { $0 == "\"" }.hasPrefix(wanted.text) },
                    "\(String(decoding: text, as: UTF8.self))| lacks \(wanted.text), has \(offered)")
            }
        }
    }

    private struct Wanted {
        let text: String
        /// Where it is offered from, and up to where.
        let start: Int
        let end: Int
        var isVariable = false
    }

    /// The word that must be offered where a token stands; nil for what the user makes up, and for punctuation.
    private func word(at index: Int, of sentence: Sentence) -> Wanted? {
        let token = sentence.tokens[index]
        let text = sentence.text(token).lowercased()
        switch sentence.roles[index] {
        case .keyword, .literal: return Wanted(text: text, start: token.range.lower, end: token.range.upper)
        // All options and functions are many: they are offered once something of them is typed.
        case .option: return Wanted(text: text, start: token.range.lower + 1, end: token.range.upper)
        case .function: return Wanted(text: text + "(", start: token.range.lower + 1, end: token.range.upper)
        case .plain where token.kind == .variable:
            let name = text.dropFirst().prefix { $0 != "." }
            guard sentence.text(token).dropFirst().count == name.count else { return nil }
            return Wanted(
                text: String(name), start: token.range.lower + 1, end: token.range.upper, isVariable: true)
        case .plain where Self.operators.contains(text) && token.followsSpace:
            // An operator that is begun is soon ended.
            return Wanted(text: text, start: token.range.lower, end: token.range.lower)
        case .plain where isKnownValue(at: index, of: sentence), .field where isKnownValue(at: index, of: sentence):
            return Wanted(text: text, start: token.range.lower, end: token.range.upper)
        default: return nil
        }
    }

    /// Whether a token is one of the words that an option or `expect error` takes, or a field that all rows have.
    private func isKnownValue(at index: Int, of sentence: Sentence) -> Bool {
        let token = sentence.tokens[index]
        let text = sentence.text(token).lowercased()
        guard token.kind == .word, index > 0 else { return false }
        if sentence.roles[index - 1] == .option {
            return ["add", "update", "update-add", "replace", "keep", "clear"].contains(text)
        }
        if sentence.text(sentence.tokens[index - 1]) == "error" { return ErrorCode(rawValue: text) != nil }
        let before = sentence.tokens[..<index].map { sentence.text($0).lowercased() }
        guard let place = before.lastIndex(where: { RowKind(rawValue: $0) != nil }),
            let kind = RowKind(rawValue: before[place])
        else { return false }
        let isField = before[place...].contains("where") || before[place...].suffix(2) == ["sort", "by"]
        let isNamed = ["group", "of", "into"].contains(before.last)
        return isField && !isNamed && RowFields.of(kind).names.contains(text)
    }

    private static let operators = ["=", "!=", "<", "<=", ">", ">=", "~", "!~"]

    // MARK: Quotation marks

    /// What is offered within quotation marks begins with one, so that none is lost.
    @Test(arguments: sentences)
    func quotationMarksAreKept(sentence: Sentence) {
        let bytes = sentence.source.bytes
        for token in sentence.tokens where token.kind == .string {
            for cursor in token.range.lower + 1..<token.range.upper where bytes[cursor] & 0xC0 != 0x80 {
                let completion = complete(Array(bytes[..<cursor]))
                guard completion.range.lower == token.range.lower else { continue }
                for candidate in completion.candidates {
                    #expect(
                        candidate.text.hasPrefix("\""),
                        "\(String(decoding: bytes[..<cursor], as: UTF8.self))| offers \(candidate.text)")
                }
            }
        }
    }

    // MARK: What is offered may be there

    /// Where sentences begin alike, their beginning is tried once.
    private static let tried = Mutex<Set<[UInt8]>>([])

    /// Whatever is offered, the sentence with it has no mistake but that it may be cut off.
    @Test(arguments: sentences)
    func noCandidateIsAMistake(sentence: Sentence) {
        let bytes = sentence.source.bytes
        // The more of a word is typed, the fewer of the same candidates there are.
        var checked: Set<String> = []
        var start = 0
        for cursor in 0...bytes.count where cursor == bytes.count || bytes[cursor] & 0xC0 != 0x80 {
            let beginning = Array(bytes[..<cursor])
            guard Self.tried.withLock({ $0.insert(beginning).inserted }) else { continue }
            let completion = complete(beginning)
            let head = Array(bytes[..<completion.range.lower])
            if head.count != start { checked = [] }
            start = head.count
            for candidate in completion.candidates where checked.insert(candidate.text).inserted {
                let text = head + Array(candidate.text.utf8)
                let mistake = Self.mistake(in: text)
                #expect(
                    mistake == nil,
                    "\(String(decoding: bytes[..<cursor], as: UTF8.self))| offers \(candidate.text): \(mistake ?? "")")
            }
        }
    }

    /// What is wrong with a text, besides that more is to come.
    static func mistake(in text: [UInt8]) -> String? {
        let source = Source(name: nil, bytes: text)
        let parser = Parser.readToEnd(source)
        let end = text.count - text.reversed().prefix { $0 == Ascii.space }.count
        let mistakes = (parser.lexed.problems.shown + parser.problems.shown).filter { diagnostic in
            guard let range = diagnostic.range else { return true }
            let lacksValue = parser.expectationsAtEnd.contains { if case .value = $0 { true } else { false } }
            let isCutOff = range.lower >= end || diagnostic.message.hasSuffix("never closed")
            return !isCutOff && !(lacksValue && diagnostic.message.hasSuffix("needs a value"))
        }
        return mistakes.first?.message
    }
}
