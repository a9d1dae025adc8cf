import CommandLanguage
import Recipients

/// The files that scripts include and run, as they stand on the disk.
struct ScriptFolder: FileReading {
    func contents(of path: String) throws(Failure) -> [UInt8] { try WholeFile.read(path) }

    var homeFolder: String? { Environment["HOME"] }
}
