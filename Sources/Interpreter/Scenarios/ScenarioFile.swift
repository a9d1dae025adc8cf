public import CommandLanguage
internal import Recipients

/// A checked script as a file of scenarios: its statements outside of them are the set-up of each.
public struct ScenarioFile: Sendable {
    /// The file's name, as it was given.
    public let name: String
    /// The scenarios, in the order of the file.
    public private(set) var scenarios: [Scenario] = []
    /// Scenarios within other blocks: nothing would ever run them.
    public private(set) var problems: [Diagnostic] = []
    let script: Script

    /// - Parameter script: Parsed and checked without diagnostics.
    /// - Parameter name: What reports call the file.
    public init(_ script: Script, name: String) {
        self.name = name
        self.script = script
        for statement in script.statements {
            if case .scenario(let title, let body) = statement.kind {
                let line = script.source.location(at: statement.range.lower).line
                let text = title.literalText ?? script.source.text(title.range)
                scenarios.append(Scenario(title: text, file: name, line: line, body: body))
            }
            statement.blocks.forEach { findMisplaced(in: $0) }
        }
    }

    /// The same file with the scenarios whose titles match a glob, without regard to case.
    public func filtered(_ glob: String) -> ScenarioFile {
        let pattern = Glob(glob)
        var file = self
        file.scenarios.removeAll { !pattern.matches($0.title) }
        return file
    }

    private mutating func findMisplaced(in block: Block) {
        for statement in block.statements {
            if case .scenario(let title, _) = statement.kind {
                let failure = ScriptProblem.scenarioWithinBlock.failure
                problems.append(Diagnostic(failure, in: script.source, at: title.range))
            }
            statement.blocks.forEach { findMisplaced(in: $0) }
        }
    }
}

/// A test that a script holds: `scenario "title" { … }`.
public struct Scenario: Sendable {
    /// What the script calls it; not necessarily unique, and any text. A title with variables is as it is written.
    public let title: String
    /// The file as it was named to the program.
    public let file: String
    /// The line that it begins in, from 1.
    public let line: Int
    let body: Block

    /// A scenario, with the file and the line that reports name.
    public init(title: String, file: String, line: Int, body: Block) {
        self.title = title
        self.file = file
        self.line = line
        self.body = body
    }
}
