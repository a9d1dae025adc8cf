public import CommandLanguage

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
