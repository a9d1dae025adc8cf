import Account
import CommandLanguage
import Foundation
import Recipients
import Rendering
import TestSupport
import Testing

@testable import Interpreter

/// Programs made at random: what the checker lets pass never fails for a reason that it should have seen, the layout
/// changes no meaning, and a rehearsal tells what the real run does. `CBS_PROGRAMS` makes it more of them.
@Suite struct GeneratedProgramTests {
    /// How many programs there are, in so many cases.
    private static let count = ProcessInfo.processInfo.environment["CBS_PROGRAMS"].flatMap { Int($0) } ?? 400
    private static let cases = 20

    /// What only a mistake in the text of a program can be.
    private static let staticCodes: Set<ErrorCode> = [
        .syntax, .unknownCommand, .unknownOption, .typeMismatch,
    ]

    @Test(.timeLimit(.minutes(20)), arguments: 0..<cases) func programsKeepTheirPromises(_ part: Int) throws {
        var passed = 0
        for seed in stride(from: part, to: Self.count, by: Self.cases) {
            let text = ProgramGenerator.program(seed)
            let source = Source(name: nil, text: text)
            let checked = CheckedScript(source, folder: nil, files: NoScripts())
            guard checked.problems.isEmpty else { continue }
            passed += 1
            let real = try Self.run(checked.script, rehearsed: false)
            #expect(Self.staticCodes.isDisjoint(with: real.codes), "seed \(seed): \(real.messages)\n\(text)")
            // A variable may have lost its value, but it is there.
            let unknown = real.messages.filter { $0.contains("there is no variable") }
            #expect(unknown == [], "seed \(seed)\n\(text)")

            let rehearsal = try Self.run(checked.script, rehearsed: true)
            #expect(rehearsal.output == real.output, "seed \(seed), rehearsed\n\(text)")
            #expect(rehearsal.files == real.files, "seed \(seed), rehearsed\n\(text)")
            #expect(rehearsal.isUntouched, "seed \(seed): the rehearsal has left something\n\(text)")

            let layout = Source(name: nil, bytes: try Formatter.text(of: source))
            let again = try Self.run(
                CheckedScript(layout, folder: nil, files: NoScripts()).script, rehearsed: false)
            #expect(again.output == real.output, "seed \(seed), laid out\n\(text)")
        }
        // Or the generator would try too little.
        #expect(passed * 2 > Self.count / Self.cases - 10)
    }

    /// What a run did.
    private struct Outcome {
        /// The results, printed values and rows, and what failed; all without the places, which a layout changes.
        var output: [String]
        var codes: [ErrorCode]
        var messages: [String]
        /// What the files hold that were written.
        var files: [String: [UInt8]]
        /// Whether nothing of it is in the account and its files, for a rehearsal.
        var isUntouched: Bool
    }

    private static func run(_ script: Script, rehearsed: Bool) throws -> Outcome {
        let folder = try TemporaryFolder()
        let disk = OverlayFiles(over: DiskFiles.shared)
        let account = try Account.open(StoreLocation(.memory))
        account.user = "test"
        let stage = rehearsed ? try account.rehearsal() : account
        var settings = Interpreter.Settings(origin: .file)
        settings.keepsGoing = true
        settings.isRehearsal = rehearsed
        settings.files.absolute = disk
        settings.files.relative = disk
        settings.jsonText = { $0.shown(in: .utc) }
        settings.drawTimeline = { "\($0.groups.map(\.name))" }
        settings.makeQueryText = { RowFileText($0, columns: $1) }
        let recording = OutputRecording()
        let interpreter = Interpreter(stage, sink: recording, settings: settings)
        var codes: [ErrorCode] = []
        do throws(Diagnostic) {
            try interpreter.run(script, folder: folder.path)
        } catch {
            codes.append(error.code)
            recording.tell(.error(error))
        }
        codes += interpreter.failures
        let written = interpreter.stage.files.relative
        var files: [String: [UInt8]] = [:]
        for name in ["a.csv", "b.json", "c.jsonl", "d.tsv", "e.txt", "r.csv", "who.json", "t.svg"] {
            files[name] = try? contents(of: "\(folder.path)/\(name)", in: written)
        }
        let isUntouched =
            try !rehearsed
            || account.groups().isEmpty
                && files.keys.allSatisfy { (try? disk.open("\(folder.path)/\($0)")) == nil }
        return Outcome(
            output: recording.output.map { $0.replacing(folder.path, with: "") }, codes: codes,
            messages: recording.messages, files: files, isUntouched: isUntouched)
    }

    private static func contents(of path: String, in files: any UserFiles) throws -> [UInt8] {
        var file = try files.open(path)
        var bytes = [UInt8](repeating: 0, count: file.size)
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
        #expect(count == bytes.count)
        return bytes
    }
}

/// No other scripts: those that are made name none.
private struct NoScripts: FileReading {
    var homeFolder: String? { nil }

    func identity(of path: String) -> String { path }

    func contents(of path: String) throws(Failure) -> [UInt8] {
        throw Failure(.unreadableFile, "there is no script \(path)")
    }
}

/// Keeps what a program shows as text, apart from whether it was a rehearsal.
private final class OutputRecording: ResultSink {
    private(set) var output: [String] = []
    /// What failed.
    private(set) var messages: [String] = []
    var format = OutputFormat.table

    var failure: Failure? { nil }

    func begin(columns: [String], areChosen: Bool, at time: AccountTime) {
        output.append("rows \(columns) \(time.zone.name)")
    }
    func append(row: [Value]) { output.append("\(row)") }
    func end() { output.append("end") }
    func abandon() { output.append("abandoned") }
    func print(_ values: [Value], at time: AccountTime) { output.append("print \(values) \(time.zone.name)") }
    func flush() {}

    func show(_ result: CommandResult, at time: AccountTime) {
        let members = zip(result.record.columns, result.record.values).filter { $0.0 != "rehearsed" }
        output.append("\(members) \(time.zone.name)")
    }

    func tell(_ notice: Notice) {
        switch notice {
        // In a rehearsal they say what would be.
        case .note, .warning: break
        case .error(let diagnostic):
            // Conditions are in it as they are laid out.
            let message = diagnostic.message.filter { !$0.isWhitespace && $0 != "\\" }
            output.append("error \(diagnostic.code.rawValue): \(message)")
            messages.append(diagnostic.text)
        }
    }
}
