public import CommandLanguage
internal import Recipients

/// A checked script that contains scenarios: its statements outside of them are the set-up for each.
public struct ScenarioFile: Sendable {
    /// The file's name, as it was given.
    public let name: String
    /// The scenarios, in the order of the file.
    public private(set) var scenarios: [Scenario] = []
    let script: Script

    /// - Parameters:
    ///   - script: A script that was parsed and checked without diagnostics.
    ///   - name: The file's name in reports.
    public init(_ script: Script, name: String) {
        self.name = name
        self.script = script
        for statement in script.statements {
            if case .scenario(let title, let body) = statement.kind {
                let line = script.source.location(at: statement.range.lower).line
                let text = title.literalText ?? script.source.text(title.range)
                scenarios.append(Scenario(title: text, file: name, line: line, body: body))
            }
        }
    }

    /// The same file with only those scenarios whose titles match a glob, without regard to case.
    public func filtered(_ glob: String) -> ScenarioFile {
        let pattern = Glob(glob)
        var file = self
        file.scenarios.removeAll { !pattern.matches($0.title) }
        return file
    }
}

/// A test in a script: `scenario "title" { … }`.
public struct Scenario: Sendable {
    /// Its title: any text, not necessarily unique. Variables in it are not interpolated.
    public let title: String
    /// The file, as it was named on the command line.
    public let file: String
    /// The line on which it begins, from 1.
    public let line: Int
    let body: Block

    /// A scenario, with the file and the line for reports.
    public init(title: String, file: String, line: Int, body: Block) {
        self.title = title
        self.file = file
        self.line = line
        self.body = body
    }
}
