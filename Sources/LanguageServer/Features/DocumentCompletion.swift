import CommandLanguage

/// Completes from the document alone: the groups that its statements name, its variables, and the files next to it.
struct DocumentCompletion: CompletionContext {
    private let script: InspectedScript
    private let folder: String?
    private let cursor: Int
    private let environment: any ServerEnvironment

    init(_ script: InspectedScript, _ folder: String?, cursor: Int, _ environment: any ServerEnvironment) {
        self.script = script
        self.folder = folder
        self.cursor = cursor
        self.environment = environment
    }

    func groupNames() -> [String] {
        var seen: Set<String> = []
        return ([script.checked.script] + script.checked.included).flatMap(\.allStatements).flatMap(\.groupNames)
            .filter { seen.insert($0).inserted }
    }

    func backups() -> [CompletedBackup] { [] }

    func fields(of origin: FieldOrigin) -> [String] { [] }

    func values(of field: String, in origin: FieldOrigin, beginningWith prefix: String) -> [String] { [] }

    func recentAddresses() -> [String] { [] }

    func addresses(beginningWith prefix: String, in group: String?) -> [String] { [] }

    func files(beginningWith prefix: String) -> [String] {
        folder.map { environment.files(beginningWith: prefix, in: $0) } ?? []
    }

    func variables() -> KnownVariables {
        KnownVariables(
            script.checked.declarations.filter { $0.visibility.lower <= cursor && cursor <= $0.visibility.upper })
    }

    func members(of variable: String) -> [String] { [] }
}

extension Statement {
    /// The groups that the document names literally.
    fileprivate var groupNames: [String] {
        let call: CommandCall
        switch kind {
        case .command(let command), .binding(_, .command(let command)): call = command
        default: return []
        }
        return (call.all(.newName) + call.all(.group)).compactMap(\.literalText)
    }
}
