public import CommandLanguage
internal import Recipients

/// A checked script with the scenarios that it and the scripts that it includes contain: its statements outside of them
/// are the set-up for each.
public struct ScenarioFile: Sendable {
    /// The file's name, as it was given.
    public let name: String
    /// The scenarios, in the order of the file; after its own, those of each included script.
    public private(set) var scenarios: [Scenario] = []
    let script: Script
    /// The scripts that it includes.
    private let included: [Script]

    /// - Parameters:
    ///   - script: A script that was parsed and checked without diagnostics.
    ///   - included: The scripts that it includes, directly and through others, each once.
    ///   - name: The file's name in reports.
    public init(_ script: Script, including included: [Script] = [], name: String) {
        self.name = name
        self.script = script
        self.included = included
        scenarios = Self.scenarios(of: script, in: name)
        for script in included {
            let scenarios = Self.scenarios(of: script, in: script.source.name ?? name)
            self.scenarios += scenarios.map { scenario in
                var scenario = scenario
                scenario.includedScript = script
                return scenario
            }
        }
    }

    private static func scenarios(of script: Script, in name: String) -> [Scenario] {
        script.statements.compactMap { statement in
            guard case .scenario(let title, let body) = statement.kind else { return nil }
            let line = script.source.location(at: statement.range.lower).line
            let text = title.literalText ?? script.source.text(title.range)
            var scenario = Scenario(title: text, file: name, line: line, body: body)
            if title.literalText == nil { scenario.writtenTitle = title }
            return scenario
        }
    }

    /// The scripts whose scenarios are these.
    var scripts: [Script] { [script] + included }

    /// Whether the set-up includes a script whose name takes a run to know.
    var includesByValue: Bool {
        scripts.contains { script in
            script.statements.contains {
                if case .include(let file) = $0.kind { file.literalText == nil } else { false }
            }
        }
    }

    /// Whether the titles of some scenarios are known only after the set-up.
    var needsTitles: Bool { scenarios.contains { $0.writtenTitle != nil } }

    /// The same file, with the titles that are not literals as a function gives them; where it gives none, a title
    /// stays as it is written.
    func titled(_ title: (Scenario) -> String?) -> ScenarioFile {
        var file = self
        for index in scenarios.indices where scenarios[index].writtenTitle != nil {
            guard let text = title(scenarios[index]) else { continue }
            file.scenarios[index].title = text
            file.scenarios[index].writtenTitle = nil
        }
        return file
    }

    /// The same file with only those scenarios whose titles match a glob, without regard to case. A title without a
    /// value may match: its scenario cannot but fail.
    public func filtered(_ glob: String) -> ScenarioFile {
        let pattern = Glob(glob)
        var file = self
        file.scenarios.removeAll { $0.writtenTitle == nil && !pattern.matches($0.title) }
        return file
    }
}

/// A test in a script: `scenario "title" { … }`.
public struct Scenario: Sendable {
    /// Its title: any text, not necessarily unique; as it is written if its value is not known.
    public fileprivate(set) var title: String
    /// The file, as it was named on the command line; for an included script, its path.
    public let file: String
    /// The line on which it begins, from 1.
    public let line: Int
    let body: Block
    /// The title, if it has no value yet; nil if `title` is the value.
    fileprivate(set) var writtenTitle: Argument?
    /// The script that contains it, if that is included by the file whose scenarios run.
    fileprivate(set) var includedScript: Script?

    /// A scenario, with the file and the line for reports.
    public init(title: String, file: String, line: Int, body: Block) {
        self.title = title
        self.file = file
        self.line = line
        self.body = body
    }
}
