import ArgumentParser

/// A subcommand that the program is going to have.
protocol Unavailable: ParsableCommand {
    var arguments: [String] { get }
}

extension Unavailable {
    func run() throws {
        throw ValidationError("\"\(Self.configuration.commandName ?? "")\" is not available in this version")
    }
}

struct LanguageServer: Unavailable {
    static let configuration = CommandConfiguration(commandName: "lsp", shouldDisplay: false)
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}
