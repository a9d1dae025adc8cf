import ArgumentParser
import CommandLanguage
import LanguageReference
import Recipients
import Rendering
import SystemCalls

/// `cbs grammar TEMPLATE`: prints the grammar of an editor, for Scripts/generate-docs.
struct Grammar: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "grammar", shouldDisplay: false)

    @ArgumentParser.Argument(help: "The grammar with its hand-written parts: a .json, .vim or .el file.")
    var template: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        guard let grammar = EditorGrammar(fileExtension: template.split(separator: ".").last.map(String.init) ?? "")
        else { throw ValidationError("a template's name ends in .json, .vim or .el") }
        do throws(Failure) {
            let text = String(decoding: try WholeFile.read(template), as: UTF8.self)
            DescriptorSink(descriptor: STDOUT_FILENO, capacity: 0).write(grammar.text(template: text))
        } catch {
            try Console(options).end(with: Diagnostic(error))
        }
    }
}
