internal import CommandLanguage

/// A script that runs, or that another one includes.
struct Frame {
    let source: Source
    /// What relative file names are relative to; empty for the working directory.
    let folder: String
    /// What `param` takes, by name.
    var arguments: [String: Value] = [:]
    /// How many scripts have included or run this one.
    var depth = 0
}
