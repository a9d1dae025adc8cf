import CommandLanguage
import Foundation
import LanguageReference
import Recipients
import Rendering
import TestSupport
import Testing

/// Runs what the table of commands, `help` and the reference show.
@Suite struct ExampleTests {
    private static let examples = CommandTable.all.flatMap { command in command.examples.map { (command.verb, $0) } }

    @Test(arguments: examples)
    func exampleRuns(_ verb: Verb, _ example: String) throws {
        let stage = try ExampleStage(for: example)
        if verb == .clockReset {
            // The stage's clock is simulated.
            #expect(try stage.laboratory.problem(example)?.code == .clockBackwards)
            return
        }
        if verb == .redo { try stage.run("undo") }
        try stage.run(example)
        guard ![.run, .quit, .exit].contains(verb) else { return }
        try Self.checkKeys(stage.laboratory.recording.results.last?.record, of: verb)
    }

    /// The keys are those that the table announces, in their order; a few are there only in some cases.
    private static func checkKeys(_ record: Record?, of verb: Verb) throws {
        let record = try #require(record)
        let fields = CommandTable[verb].result
        let sometimes = ["groups", "group"]
        var found = record.columns[...]
        for field in fields.fields {
            if found.first == field.name {
                found.removeFirst()
            } else if fields.isOpen {
                continue
            } else {
                #expect(sometimes.contains(field.name), "\(verb.rawValue) has no \(field.name)")
            }
            if let value = record[field.name] { #expect(isValue(value, field.type), "\(field.name)") }
        }
        #expect(found.isEmpty || fields.isOpen, "\(verb.rawValue) announces no \(found)")
    }

    private static func isValue(_ value: Value, _ type: RowFields.FieldType) -> Bool {
        switch (value, type) {
        case (.none, _), (.text, .text), (.number, .number), (.bool, .bool), (.instant, .instant), (.list, .list): true
        case (.record(let record), .record(let fields)):
            fields.isOpen ? record.columns.starts(with: fields.names) : record.columns == fields.names
        case (.rows(let rows), .rows(let fields)):
            fields.isOpen ? rows.columns.starts(with: fields.names) : rows.columns == fields.names
        default: false
        }
    }

    @Test(arguments: ["statements", "expressions", "queries"])
    func examplesOfHelpPages(_ topic: String) throws {
        let part = try #require(try HelpPage.about(topic).parts.last { $0.holdsExamples })
        let examples = part.text.split(separator: "\n").dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
        let stage = try ExampleStage(for: examples.joined())
        for example in examples { try stage.run(example) }
    }

    @Test func sampleOfTheReference() throws {
        let page = try Repository.text("docs/templates/language.md")
        let samples = page.matches(of: /(?s)```cbs\n(.*?)```/).map { String($0.output.1) }
        #expect(!samples.isEmpty)
        for sample in samples { try ExampleStage(for: sample).run(sample) }
    }
}

/// An account and a folder in which the examples work: the group Newsletter with Anna and Ben, nine backups of it, and
/// the files that the examples name.
final class ExampleStage {
    let laboratory: Laboratory
    private let folder: URL

    init(for example: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cbs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let list = "Mail,firstname,city,age,Remarks\ncem@example.com,Cem,Köln,30,new\n"
        try list.write(to: folder.appending(path: "list.csv"), atomically: true, encoding: .utf8)
        let script = "param group = \"Newsletter\"\nrestore latest backup of $group\n"
        // What an example imports from standard input is JSON Lines.
        let input = Array("{\"email\":\"dora@example.com\"}\n".utf8)
        laboratory = try Laboratory(files: ["\(folder.path)/restore.cbs": script]) {
            $0.readStandardInput = { () throws(Failure) in input }
            $0.makeQueryText = { RowFileText($0, columns: $1) }
        }
        try run("create group Newsletter")
        for city in 1...9 {
            try run(
                """
                import <<CSV into Newsletter
                email,firstname,city,age
                anna@example.com,Anna,City \(city),31
                ben@example.com,Ben,Bonn,17
                eve@example.com,Eve,Bonn,19
                CSV
                """)
        }
        if example.hasPrefix("create group") || example.contains("into new group Newsletter") {
            try run("rename group Newsletter to \"Old newsletter\"")
        }
        if example.hasPrefix("add recipient anna") { try run("remove recipient anna@example.com from Newsletter") }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func run(_ text: String) throws {
        let result = Parser.parse(
            Source(name: "example", text: text), knownVariables: laboratory.interpreter.variableNames)
        if let problem = result.diagnostics.first { throw problem }
        try laboratory.interpreter.run(result.script, folder: folder.path)
    }
}
