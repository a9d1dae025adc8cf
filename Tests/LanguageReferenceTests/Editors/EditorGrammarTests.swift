import Foundation
import TestSupport
import Testing

@testable import CommandLanguage
@testable import LanguageReference

@Suite struct EditorGrammarTests {
    private static func text(_ path: String) throws -> String {
        try Repository.text("docs/editors/\(path)")
    }

    /// `Scripts/generate-docs` writes them.
    @Test(arguments: [
        ("vscode/syntaxes/cbs.tmLanguage.json", "cbs.tmLanguage.json"), ("vim/syntax/cbs.vim", "cbs.vim"),
        ("emacs/cbs-mode.el", "cbs-mode.el"), ("vscode/package.json", "package.json"),
    ])
    func grammarsAreThoseOfTheTable(_ path: String, _ name: String) throws {
        let fileExtension = name.split(separator: ".").last.map(String.init) ?? ""
        let grammar = try #require(EditorGrammar(fileExtension: fileExtension))
        let written = try Self.text(path)
        let version = try #require(try Self.text("vscode/package.json").firstMatch(of: /"version": "(.*?)"/)).1
        #expect(grammar.text(template: try Self.text("templates/\(name)"), version: String(version)) == written)
        #expect(!written.contains("{{"))
        guard name != "package.json" else { return }
        for word in Statement.firstWords { #expect(written.contains(word)) }
    }

    /// What the parser takes for a keyword or an option of a command is among the words of that command.
    @Test(arguments: CommandTable.all.map(\.verb))
    func keywordsAreThoseOfTheParser(_ verb: Verb) {
        let command = CommandTable[verb]
        let known = Set(command.verb.words + command.keywords)
        for example in command.examples {
            let (result, lexed, roles) = Parser.parseWithTokens(Source(name: nil, text: example))
            for (token, role) in zip(lexed.tokens, roles) where role == .keyword {
                let word = result.script.source.text(token.range).lowercased()
                #expect(known.contains(word) || command.slots.contains(.condition), "\(word) in \(example)")
            }
        }
    }

    @Test func keywordsOfReferences() {
        #expect(CommandTable[.download].keywords == ["backup", "latest", "of", "group", "where", "show", "to"])
        #expect(CommandTable[.record].keywords == ["open", "click", "bounce", "of", "in", "group", "at", "campaign"])
        #expect(CommandTable[.quit].keywords == [])
        #expect(CommandTable[.importRows].takesAssignments && CommandTable[.run].takesAssignments)
        #expect(!CommandTable[.restore].takesAssignments)
    }

    /// The extension's manifest names files that are there, and says the same as the grammar.
    @Test func manifestFitsItsFolder() throws {
        let folder = Repository.file("docs/editors/vscode")
        func object(_ path: String) throws -> [String: Any] {
            let data = try Data(contentsOf: folder.appending(path: path))
            return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
        let manifest = try object("package.json")
        let contributes = try #require(manifest["contributes"] as? [String: Any])
        let language = try #require((contributes["languages"] as? [[String: Any]])?.first)
        let grammar = try #require((contributes["grammars"] as? [[String: String]])?.first)
        #expect(language["extensions"] as? [String] == [".cbs"])
        #expect(grammar["language"] == language["id"] as? String)
        #expect(try object(grammar["path"] ?? "")["scopeName"] as? String == grammar["scopeName"])
        let configuration = try object(language["configuration"] as? String ?? "")
        #expect((configuration["comments"] as? [String: String])?["lineComment"] == "#")
        let rules = try #require(configuration["indentationRules"] as? [String: String])
        let opens = try NSRegularExpression(pattern: rules["increaseIndentPattern"] ?? "")
        func isOpening(_ line: String) -> Bool {
            opens.firstMatch(in: line, range: NSRange(location: 0, length: line.utf16.count)) != nil
        }
        #expect(isOpening("scenario \"x\" {") && isOpening("if $a {  # b") && isOpening("print count("))
        #expect(!isOpening("# {") && !isOpening("groups") && !isOpening("print (1)"))
        let client = folder.appending(path: manifest["main"] as? String ?? "")
        #expect(FileManager.default.fileExists(atPath: client.path))
    }
}
