import ArgumentParser
import CommandLanguage
import LanguageReference
import Recipients
import Rendering
import SystemCalls

/// `cbs reference TEMPLATE`: prints the reference of the language, for Scripts/generate-docs.
struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reference", shouldDisplay: false)

    @ArgumentParser.Argument(help: "The page with its hand-written parts.")
    var template: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        do throws(Failure) {
            let text = String(decoding: try WholeFile.read(template), as: UTF8.self)
            DescriptorSink(descriptor: STDOUT_FILENO, capacity: 0).write(ReferencePage.markdown(template: text))
        } catch {
            try Console(options).end(with: Diagnostic(error))
        }
    }
}
