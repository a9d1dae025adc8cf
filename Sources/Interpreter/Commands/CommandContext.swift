internal import Account
internal import CommandLanguage
internal import Recipients

/// What a command knows of the program it runs in.
struct CommandContext {
    let wording: Wording
    /// The folder that relative file names are relative to; empty for the working directory.
    let folder: String
    let homeFolder: String?
    /// Reads all of standard input; nil if the statements come from there.
    let readStandardInput: (() throws(Failure) -> [UInt8])?
    /// The statements typed so far; nil where nobody types.
    let history: (() -> [String])?
    /// Removes the statements that hold an address from them.
    let forgetAddress: (_ email: String) throws(Failure) -> Void
    /// Draws a timeline as a picture, in SVG; nil where nothing draws.
    let drawTimeline: ((TimelineInfo) -> String)?
    /// Asks a person, and tells whether to go on; nil where nobody is asked.
    let confirm: ((Question) -> Bool)?

    /// The path that opens the file of this name.
    func path(_ name: String) -> String {
        ScriptPath.resolve(name, in: folder, home: homeFolder)
    }
}
