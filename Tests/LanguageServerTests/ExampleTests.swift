import Foundation
import JSONRecords
import TestSupport
import Testing

@testable import LanguageServer

/// The examples, opened in an editor.
@Suite struct ExampleTests {
    static let scripts: [URL] = {
        let folder = Repository.file("Examples")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "cbs" }.sorted { $0.path < $1.path }
    }()

    /// The scripts that others run, where they look for them.
    private static let files: [String: String] = Dictionary(
        uniqueKeysWithValues: scripts.map { script in
            let parts = script.pathComponents.suffix(2).joined(separator: "/")
            return ("/scripts/../\(parts)", (try? String(contentsOf: script, encoding: .utf8)) ?? "")
        })

    @Test func thereAreExamples() {
        #expect(Self.scripts.count > 10)
    }

    /// Typed line by line, as a person would, an example ends without problems and laid out as it is; its folds and its
    /// outline are where its lines do.
    @Test(arguments: scripts)
    func anExampleIsTypedIntoAnEditor(script: URL) throws {
        let text = try String(contentsOf: script, encoding: .utf8)
        let client = Client.editing("", files: Self.files)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let end: JSONValue = ["line": JSONValue(number), "character": 0]
            let new = number == 0 ? String(line) : "\n\(line)"
            let place: JSONValue = number == 0 ? end : ["line": JSONValue(number - 1), "character": 100_000]
            client.change([["range": ["start": place, "end": place], "text": .string(new)]], version: number + 2)
        }
        #expect(client.session.documents[Client.uri]?.text.bytes == Array(text.utf8))
        #expect(client.problems().isEmpty)
        #expect(client.ask("formatting") == [])
        let lineCount = text.split(separator: "\n", omittingEmptySubsequences: false).count
        for fold in client.ask("foldingRange").array ?? [] {
            let (start, end) = (fold["startLine"]?.integer ?? -1, fold["endLine"]?.integer ?? -1)
            #expect(0 <= start && start < end && end < lineCount)
        }
        for symbol in client.ask("documentSymbol").array ?? [] {
            let name = try #require(symbol["selectionRange"]?["start"])
            #expect(symbol["range"]?["start"]?["line"] == name["line"])
        }
    }
}
