import CommandLanguage
import Interpreter
import Recipients

/// A script, parsed and checked together with the scripts that it includes.
struct CheckedScript {
    let script: Script
    let diagnostics: [Diagnostic]
    let isIncomplete: Bool

    /// - Parameters:
    ///   - folder: What the files it includes are relative to.
    ///   - knownVariables: Variables of earlier statements.
    init(_ source: Source, folder: String, knownVariables: Set<String> = []) {
        let result = Parser.parse(source, knownVariables: knownVariables)
        script = result.script
        isIncomplete = result.isIncomplete
        var loader = IncludeLoader(folder)
        var found = Checker.check(result.script, knownVariables: knownVariables) { loader.script($0) }
        // A statement that cannot be read may be the one that gives a variable its value.
        if !result.diagnostics.isEmpty { found.removeAll { $0.code == .unknownVariable } }
        let all = result.diagnostics + loader.diagnostics + found
        diagnostics = all.sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
    }
}

/// Reads the scripts that a script includes.
private struct IncludeLoader {
    private(set) var diagnostics: [Diagnostic] = []
    private let folder: String
    private var scripts: [String: Script] = [:]

    init(_ folder: String) {
        self.folder = folder
    }

    /// The script that an `include` means; nil if that takes a run to know. What is wrong in it is noted.
    mutating func script(_ file: Argument) -> Script? {
        guard let name = file.literalText else { return nil }
        let path = ScriptPath.resolve(name, in: folder, home: Environment["HOME"])
        if let script = scripts[path] { return script }
        guard let bytes = try? InputFile.read(path) else { return nil }
        let result = Parser.parse(Source(name: path, bytes: bytes))
        scripts[path] = result.script
        diagnostics += result.diagnostics
        return result.script
    }
}
