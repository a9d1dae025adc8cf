import ArgumentParser
import CommandLanguage
import LanguageReference
import Recipients
import Rendering
import SystemCalls

/// `cbs manual`: prints the manual page, for Scripts/generate-docs.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "manual", shouldDisplay: false)

    func run() throws {
        let page = ManualPage(
            version: Shell.configuration.version, day: Release.day,
            options: Self.entries("OPTIONS", of: Shell.helpMessage(columns: Self.columns)),
            subcommands: Shell.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map(Self.subcommand))
        try CommandLineInterface.printPage(page.text).end()
    }

    /// So many columns that no line of the parser's help is wrapped.
    private static let columns = 4000

    /// A subcommand with its arguments and options, as the parser knows them.
    private static func subcommand(_ command: any ParsableCommand.Type) -> ManualPage.Subcommand {
        let common = Set(entries("OPTIONS", of: Shell.helpMessage(columns: columns)).map(\.name))
        let help = Shell.helpMessage(for: command, columns: columns)
        let own = (entries("ARGUMENTS", of: help) + entries("OPTIONS", of: help)).filter { !common.contains($0.name) }
        return ManualPage.Subcommand(
            name: command.configuration.commandName ?? "", summary: command.configuration.abstract, entries: own)
    }

    /// The lines of a section of a help page: a name, at least two spaces, then its meaning.
    private static func entries(_ section: String, of help: String) -> [ManualPage.Entry] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "\(section):") else { return [] }
        var found: [(name: String, meaning: String)] = []
        for line in lines[(start + 1)...].prefix(while: { !$0.isEmpty }) {
            let text = line.drop { $0 == " " }
            if line.prefix(while: { $0 == " " }).count > 2, !found.isEmpty {
                found[found.count - 1].meaning += found[found.count - 1].meaning.isEmpty ? text : " \(text)"
            } else if let gap = text.firstRange(of: "  ") {
                found.append((String(text[..<gap.lowerBound]), String(text[gap.upperBound...].drop { $0 == " " })))
            } else {
                found.append((String(text), ""))
            }
        }
        return found.map { ManualPage.Entry(name: $0.name, meaning: $0.meaning) }
    }
}

/// `cbs reference TEMPLATE`: prints the reference of the language, for Scripts/generate-docs.
struct Reference: ConfiguredCommand {
    static let configuration = CommandConfiguration(commandName: "reference", shouldDisplay: false)

    @ArgumentParser.Argument(help: "The page with its hand-written parts.")
    var template: String

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        try printPage(from: template, options) { ReferencePage.markdown(template: $0) }
    }
}

/// `cbs grammar TEMPLATE`: prints the grammar of an editor, for Scripts/generate-docs.
struct Grammar: ConfiguredCommand {
    static let configuration = CommandConfiguration(commandName: "grammar", shouldDisplay: false)

    @ArgumentParser.Argument(help: "The grammar with its hand-written parts: a .json, .vim or .el file.")
    var template: String

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        guard let grammar = EditorGrammar(fileExtension: template.split(separator: ".").last.map(String.init) ?? "")
        else { throw ValidationError("a template's name ends in .json, .vim or .el") }
        try printPage(from: template, options) { grammar.text(template: $0, version: Release.version) }
    }
}

/// Prints the page generated from a template, or ends the program if the file cannot be read.
private func printPage(from template: String, _ options: ProgramOptions, _ page: (String) -> String) throws {
    let text: String
    do throws(Failure) {
        text = String(decoding: try WholeFile.read(template), as: UTF8.self)
    } catch {
        try Console(options).end(with: Diagnostic(error))
    }
    try CommandLineInterface.printPage(page(text)).end()
}
