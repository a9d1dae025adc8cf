import Recipients

/// A script, parsed and checked together with the scripts that it includes and runs.
public struct CheckedScript: Sendable {
    /// The statements of the source; where it has problems, those that could be read.
    public let script: Script
    /// The scripts that it includes.
    public let included: [Script]
    /// The errors, in this script and in those that it includes and runs.
    public let problems: ProblemList
    /// The warnings: comparisons that are never true, or always.
    public let warnings: ProblemList
    /// Whether the source ends within a statement, so that more of it may follow.
    public let isIncomplete: Bool
    /// The names that this script and the scripts it includes give values to.
    public let declarations: [VariableDeclaration]
    /// The parameters that this script and the scripts it includes declare.
    public let parameters: ScriptParameters
    /// How the script changes the variables that later sources see.
    public let changes: KnownVariables.Changes

    /// - Parameters:
    ///   - source: The script's text.
    ///   - folder: What the files it includes are relative to; nil if it has no place among files, so that no other
    ///     script is looked up.
    ///   - files: Reads the scripts that it includes and runs.
    ///   - knownVariables: Variables of earlier statements.
    public init(
        _ source: Source,
        folder: String?,
        files: some FileReading,
        knownVariables: KnownVariables = KnownVariables()
    ) {
        self.init(
            Parser.parse(source, knownVariables), folder: folder, files: files,
            knownVariables: knownVariables)
    }

    /// Checks a source that has already been parsed.
    init(
        _ result: ParseResult,
        folder: String?,
        files: some FileReading,
        knownVariables: KnownVariables = KnownVariables()
    ) {
        script = result.script
        isIncomplete = result.isIncomplete
        var cache = ScriptCache(result.script.source, folder: folder, files: files)
        let found = Checker.findings(in: result.script, knownVariables: knownVariables) { cache.script($0, $1, $2) }
        var problems = cache.problems
        problems.append(result.problems.merged(with: found.problems))
        self.problems = problems
        included = cache.included
        declarations = found.declarations
        parameters = found.parameters
        changes = found.changes
        warnings = found.warnings
    }

    /// The problems that are shown.
    public var diagnostics: [Diagnostic] { problems.shown }
}

/// The scripts that a script names, each read once.
private struct ScriptCache<Files: FileReading> {
    /// The syntax errors of the scripts that it read.
    private(set) var problems = ProblemList()
    /// The scripts that are included, each once.
    private(set) var included: [Script] = []
    private let root: Source
    private let folder: String?
    private let files: Files
    private var scripts: [Place: Script] = [:]
    private var includedNames: Set<String> = []

    /// A file, and the folder in which it was found: names in it are relative to that, wherever a link leads.
    private struct Place: Hashable {
        let folder: String
        let file: String
    }

    init(_ root: Source, folder: String?, files: Files) {
        self.root = root
        self.folder = folder
        self.files = files
    }

    /// The script that a statement of a source names. One that becomes a part of the script is noted as included.
    mutating func script(_ file: Argument, _ source: Source, _ isPart: Bool) -> NamedScript {
        guard let rootFolder = folder, let name = file.literalText else {
            return .unknown
        }
        let folder = source === root ? rootFolder : ScriptPath.folder(of: source.name ?? "")
        let path = ScriptPath.resolve(name, in: folder, home: files.homeFolder)
        do throws(Failure) {
            let script = try script(at: path)
            if isPart, includedNames.insert(script.source.name ?? "").inserted { included.append(script) }
            return .script(script)
        } catch {
            return .unreadable(error)
        }
    }

    private mutating func script(at path: String) throws(Failure) -> Script {
        let folder = ScriptPath.folder(of: path)
        let place = Place(
            folder: files.identity(of: folder.isEmpty ? "." : folder), file: files.identity(of: path))
        if let script = scripts[place] { return script }
        let result = Parser.parse(
            Source(name: path, bytes: try files.contents(of: path), identity: place.file))
        scripts[place] = result.script
        problems.append(result.problems)
        return result.script
    }
}
