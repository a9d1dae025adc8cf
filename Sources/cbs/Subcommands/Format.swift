import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

/// `cbs fmt [--check] FILE …`.
struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Lay out scripts, in place.",
        discussion: "A script with syntax errors is left alone; then the exit status is 2.")

    @Flag(help: "Write nothing; exit with status 1 if a script is not laid out so.")
    var check = false

    @ArgumentParser.Argument(help: "The scripts.", completion: .file(extensions: ["cbs"]))
    var files: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let console = Console(options)
        var status = ExitStatus.success
        for file in files {
            do throws(Unformatted) {
                if try format(file, console), status == .success { status = .failure }
            } catch {
                for diagnostic in error.diagnostics { console.tell(.error(diagnostic)) }
                status = .usage
            }
        }
        try Shell.end(status)
    }

    /// Lays out a file.
    ///
    /// - Returns: Whether it would change, which only a check leaves it at.
    private func format(_ file: String, _ console: Console) throws(Unformatted) -> Bool {
        let source = try fileStep { () throws(Failure) in Source(name: file, bytes: try WholeFile.read(file)) }
        let text: [UInt8]
        do {
            text = try Formatter.text(of: source)
        } catch {
            throw Unformatted(diagnostics: error.diagnostics)
        }
        guard text != source.bytes else { return false }
        if check {
            console.tell(.warning("\"\(file)\" is not laid out canonically"))
        } else {
            try fileStep { () throws(Failure) in try FileReplacement.write(text, to: file) }
        }
        return check
    }

    private func fileStep<Result>(_ body: () throws(Failure) -> Result) throws(Unformatted) -> Result {
        do {
            return try body()
        } catch {
            throw Unformatted(diagnostics: [Diagnostic(error)])
        }
    }
}

/// Why a file was not laid out.
private struct Unformatted: Error {
    let diagnostics: [Diagnostic]
}
