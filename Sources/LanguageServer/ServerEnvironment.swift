public import CommandLanguage

/// What the server asks of the machine that it runs on. Its answers come only from here and from the documents that the
/// client has opened.
public protocol ServerEnvironment: FileReading {
    /// The paths of files and folders that begin with a text, as a script in a folder names them; those of folders end
    /// with `/`.
    func files(beginningWith prefix: String, in folder: String) -> [String]
}
