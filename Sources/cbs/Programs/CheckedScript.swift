import CommandLanguage
import Interpreter
import Recipients

/// A script, parsed and checked together with the scripts that it includes.
struct CheckedScript {
    let script: Script
    /// The scripts that it includes.
    let included: [Script]
    let diagnostics: [Diagnostic]
    let isIncomplete: Bool

    /// - Parameters:
    ///   - folder: What the files it includes are relative to.
    ///   - knownVariables: Variables of earlier statements.
    ///   - followsRuns: Whether the scripts that `run` names are looked up now; else they are when it runs.
    init(_ source: Source, folder: String, knownVariables: Set<String> = [], followsRuns: Bool = false) {
        let result = Parser.parse(source, knownVariables: knownVariables)
        script = result.script
        isIncomplete = result.isIncomplete
        var finder = ScriptFinder(source, folder: folder, followsRuns: followsRuns)
        var found = Checker.check(result.script, knownVariables: knownVariables) { finder.script($0, $1, $2) }
        // A statement that cannot be read may be the one that gives a variable its value.
        let isWhole = result.diagnostics.isEmpty && finder.diagnostics.isEmpty
        if !isWhole { found.removeAll { $0.code == .unknownVariable } }
        let own = (result.diagnostics + found).sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
        diagnostics = finder.diagnostics + own
        included = finder.included
    }
}

/// Finds the scripts that a script names.
private struct ScriptFinder {
    /// What is wrong with the syntax of those that it found.
    private(set) var diagnostics: [Diagnostic] = []
    /// The scripts that are included, each once.
    private(set) var included: [Script] = []
    private let root: Source
    private let folder: String
    private let followsRuns: Bool
    private var scripts: [String: Script] = [:]

    init(_ root: Source, folder: String, followsRuns: Bool) {
        self.root = root
        self.folder = folder
        self.followsRuns = followsRuns
    }

    /// The script that a statement of a source means. What is wrong in one that is included is noted.
    mutating func script(_ file: Argument, _ source: Source, _ statement: NamingStatement) -> NamedScript {
        guard statement == .include || followsRuns, let name = file.literalText else { return .unknown }
        let folder = source === root ? folder : ScriptPath.folder(of: source.name ?? "")
        let path = ScriptPath.resolve(name, in: folder, home: Environment["HOME"])
        if let script = scripts[path] { return .script(script) }
        do throws(Failure) {
            let result = Parser.parse(Source(name: path, bytes: try InputFile.read(path)))
            scripts[path] = result.script
            if statement == .include {
                diagnostics += result.diagnostics
                included.append(result.script)
            }
            return .script(result.script)
        } catch {
            return .unreadable(error)
        }
    }
}
